import Planning
import SceneGraph
import VLM

/// Guided decoding: the geometry writes what follows from the room and from what is placed, and the model draws the
/// choices. See `GuidedAnswer` for the text.
///
/// ```swift
/// var request = GenerationRequest(messages: messages, answer: .unfolding(GuidedGrammar(scene)))
/// request.fitsContext = true
/// ```
public struct GuidedGrammar: UnfoldingGrammar {
    private var answer: GuidedAnswer

    /// Generous: an object's line has its identifier and three axes with some stretches each, or the sums of some
    /// obstacles, and its part of the answer as much again, for a vocabulary that has a token for each byte.
    public let maximumTokens: Int

    /// A grammar of answers that place the objects of a scene.
    public init(_ scene: Scene, facts: GuideFacts = .stretches) {
        answer = GuidedAnswer(PlacementGuide(scene, facts: facts))
        let line = facts == .sums ? 2560 : 512
        maximumTokens = scene.objects.reduce(256) { $0 + 2 * $1.id.utf8.count + line }
    }

    public mutating func segments(after written: WrittenStretch) throws -> [TokenConstraint.Segment] {
        try answer.next(after: written.numbers.last.flatMap(Double.init)).map { part in
            switch part {
            case .text(let text): .forced(text)
            case .choice(_, _, let options):
                .number(
                    try NumberSlot(
                        ranges: options.ranges, fractionDigits: options.fractionDigits...options.fractionDigits))
            }
        }
    }
}
