import Rendering
import Rewards
import SceneGraph

/// Asks a judge about layouts that are compared with one another.
struct LayoutJury: Sendable {
    /// Nil: nobody is asked.
    let judge: (any Judge)?

    /// The side of the picture that a judge sees, in pixels.
    private static let pictureSide = 512

    /// What the judge says to each layout. Where it fails on one, none is graded: a layout must not lose to another
    /// because the judge did not answer.
    /// - Parameter layouts: scenes whose objects have places.
    /// - Throws: `CancellationError`.
    func replies(to layouts: [Scene]) async throws -> [JudgeReply] {
        guard let judge else { return layouts.map { _ in .absent } }
        let replies = try await withThrowingTaskGroup(of: (Int, JudgeReply).self) { group in
            for (index, layout) in layouts.enumerated() {
                group.addTask { (index, try await JudgeReply(from: judge, to: Self.request(layout))) }
            }
            var replies = [JudgeReply](repeating: .absent, count: layouts.count)
            for try await (index, reply) in group { replies[index] = reply }
            return replies
        }
        let failure = replies.first { if case .unavailable = $0 { true } else { false } }
        return failure.map { failure in layouts.map { _ in failure } } ?? replies
    }

    /// A request that draws the layout only when it is looked at.
    static func request(_ layout: Scene) -> JudgeRequest {
        JudgeRequest(scene: layout) {
            try await Offload.run(.short) {
                try Renderer.png(of: RenderRequest(scene: layout, width: pictureSide, height: pictureSide))
            }
        }
    }
}
