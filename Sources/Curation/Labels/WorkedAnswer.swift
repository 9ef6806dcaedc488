import Planning
import SceneGraph

/// A model answer with its arithmetic: what a model is taught to write.
public struct WorkedAnswer: Hashable, Sendable {
    /// A piece of the text, in its order: what follows from the room and from what is written before, or a number
    /// that is chosen. Guided decoding writes the first kind itself and draws the second; a model that decodes freely
    /// writes both. Pieces are tokenized one by one.
    public enum Piece: Hashable, Sendable {
        case fact(String)
        case choice(String)

        /// The piece as it is written.
        public var text: String {
            switch self {
            case .fact(let text), .choice(let text): text
            }
        }
    }

    /// The whole answer in pieces.
    public let pieces: [Piece]
    /// A centre for each object, in the order of the scene's: what the answer says, to the last bit.
    public let positions: [Vector3]

    /// The answer's text.
    public var text: String { pieces.map(\.text).joined() }

    /// Writes an answer with a `GuidedAnswer`, each choice the nearest to a wish that can be written.
    /// - Parameters:
    ///   - facts: what is worked out before each choice.
    ///   - style: how the numbers after the think part are written.
    ///   - wish: for an object, an axis and what is open: where the object should be.
    public init(
        _ scene: Scene, facts: GuideFacts = .stretches, style: GuidedAnswer.Style = .exact,
        choosing wish: (_ object: Int, _ axis: Int, PlacementOptions) -> Double
    ) {
        var answer = GuidedAnswer(PlacementGuide(scene, facts: facts), style: style)
        var pieces: [Piece] = []
        var choice: Double?
        var parts = answer.next(after: nil)
        while !parts.isEmpty {
            choice = nil
            for part in parts {
                switch part {
                case .text(let text): pieces.append(.fact(text))
                case .choice(let object, let axis, let options):
                    let value =
                        options.writable(near: wish(object, axis, options)).first ?? options.ranges[0].lowerBound
                    pieces.append(.choice(MetreText.text(value, fractionDigits: options.fractionDigits)))
                    choice = value
                }
            }
            parts = answer.next(after: choice)
        }
        self.pieces = pieces
        positions = answer.written
    }
}
