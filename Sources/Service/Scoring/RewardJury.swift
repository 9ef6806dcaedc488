import JSON
import Rewards
import SceneGraph

/// Asks a judge about the items of a batch that bring no judge's reply with them.
struct RewardJury: Sendable {
    /// Nil: nobody is asked.
    let judge: (any Judge)?

    /// How many items are judged at once: what a judge far away may have to bear.
    private static let width = 16

    /// The items with what the judge says to each. An answer that places nothing gets the lowest grades; a scene that
    /// makes no sense to this project is not judged, and the item says so.
    /// - Parameter forms: what the items were read from.
    /// - Throws: `CancellationError`.
    func judged(
        _ items: [Result<RewardItem, any Error>], _ forms: [JSONCursor]
    ) async throws -> [Result<RewardItem, any Error>] {
        guard let judge else { return items }
        return try await withThrowingTaskGroup(of: (Int, JudgeReply).self) { group in
            var judged = items
            func take(_ done: (Int, JudgeReply)) {
                guard var item = try? judged[done.0].get() else { return }
                item.judge = done.1
                judged[done.0] = .success(item)
            }
            var waiting = 0
            for (index, item) in items.enumerated() {
                guard let item = try? item.get(), item.judge == .absent else { continue }
                if waiting == Self.width, let done = try await group.next() {
                    take(done)
                    waiting -= 1
                }
                group.addTask { (index, try await Self.reply(of: judge, to: item, forms[index])) }
                waiting += 1
            }
            for try await done in group { take(done) }
            return judged
        }
    }

    private static func reply(of judge: any Judge, to item: RewardItem, _ form: JSONCursor) async throws -> JudgeReply {
        guard let positions = item.positions else { return .lowest }
        let scene: Scene
        do {
            scene = try self.scene(form, item.room)
        } catch { return .unavailable("the scene cannot be judged: \(error)") }
        return try await JudgeReply(from: judge, to: LayoutJury.request(scene.placed(at: positions)))
    }

    /// The scene of an item in this project's own reading; relations that make no sense are left out.
    private static func scene(_ form: JSONCursor, _ given: Room) throws -> Scene {
        let elements = try form["scene_graph"].array().filter { element in
            element["new_object_id"].value?.stringValue.flatMap(RoomElement.init) == nil
        }
        var objects = try elements.map { try SceneObject(json: $0, room: given) }
        let size = given.size
        guard [size.x, size.y, size.z].allSatisfy(Room.sides.contains) else {
            throw form["size"].fault("must lie between \(Room.sides.lowerBound) and \(Room.sides.upperBound)")
        }
        var room = given
        room.description = form["description"].value?.stringValue ?? ""
        if let scene = try? Scene(room: room, objects: objects) { return scene }
        for index in objects.indices { objects[index].relations = [] }
        return try Scene(room: room, objects: objects)
    }
}
