import JSON
import SceneGraph

/// An answer that grows with what is chosen: facts are written by the geometry, digits by whoever chooses.
///
/// Between the think tags each object has a line: its identifier, and for each axis either its only value or the
/// stretches that are open (`!` before them where every place collides), a colon, and the choice. Where the guide tells
/// sums too, they stand before (`WorkedSums`). The answer after it repeats the positions, exact to the last bit. No
/// number has a space before it, which would be a token more.
///
/// ```
/// <think>
/// bed_1 x0.80..3.20:1.25 y4.00 z0.25
/// rug_1 x1.20..1.80,2.40..2.80:2.50 y1.00..4.00:2.00 z0.0050
/// </think><answer>[{"new_object_id":"bed_1","x":1.25,"y":4.0,"z":0.25}, …]</answer>
/// ```
public struct GuidedAnswer: Sendable {
    /// A piece of the answer, in its order.
    public enum Part: Hashable, Sendable {
        /// Text that is known.
        case text(String)
        /// A number within one of these ranges, with exactly so many decimals.
        case choice(object: Int, axis: Int, PlacementOptions)
    }

    /// How the answer after the think part gives the numbers.
    public enum Style: String, CaseIterable, Hashable, Sendable {
        /// To the last bit, as touching relations are compared: for answers that the geometry completes.
        case exact
        /// As the think part has them, with at most four decimals: for models that write all of it.
        case short
    }

    public let guide: PlacementGuide
    public let style: Style
    /// Where objects stand so far, in the order of the scene's.
    public private(set) var placed: [Vector3?]

    private var turn = 0
    private var space: PlacementSpace?
    private var hasBegun = false
    private var isComplete = false

    /// An answer of which nothing is written yet.
    public init(_ guide: PlacementGuide, style: Style = .exact) {
        self.guide = guide
        self.style = style
        placed = guide.scene.objects.map { $0.isPinned ? $0.position : nil }
    }

    /// The parts up to and including the next choice and the text that ends it; empty when the answer is complete.
    /// - Parameter choice: the value of the choice that the parts before ended with; nil at the beginning.
    public mutating func next(after choice: Double?) -> [Part] {
        guard !isComplete else { return [] }
        var text = ""
        if !hasBegun {
            hasBegun = true
            text = "<think>\n"
        }
        if let choice { settle(choice) }
        while turn < guide.order.count {
            let index = guide.order[turn]
            let object = guide.scene.objects[index]
            guard !object.isPinned else {
                text += pinned(object)
                turn += 1
                continue
            }
            if space == nil {
                space = guide.space(for: index, placed: placed)
                text += "\(object.id) x"
            }
            guard let space else { break }
            let options = space.options()
            if options.isCrowded, space.axis == 0 { text += "!" }
            if let value = options.fixed {
                text +=
                    guide.worked(MetreText.number(value), for: index, in: space, placed: placed)
                    + Self.separator(after: space.axis)
                settle(value)
                continue
            }
            // Ends are told as the prompt has them, so that a model may copy; a choice has fewer decimals.
            let stretches = options.ranges.map(MetreText.range).joined(separator: ",")
            let worked = guide.worked(stretches, for: index, in: space, placed: placed)
            return [
                .text(text + worked + ":"), .choice(object: index, axis: space.axis, options),
                .text(Self.separator(after: space.axis)),
            ]
        }
        isComplete = true
        return [.text(text + "</think>" + answer)]
    }

    private mutating func settle(_ value: Double) {
        space?.take(value)
        guard let position = space?.position else { return }
        placed[guide.order[turn]] = position
        space = nil
        turn += 1
    }

    private func pinned(_ object: SceneObject) -> String {
        guard let position = object.position else { return "" }
        let numbers = [position.x, position.y, position.z].map { MetreText.number($0) }
        return "\(object.id) x\(numbers[0]) y\(numbers[1]) z\(numbers[2])\n"
    }

    private var answer: String {
        let writer = JSONWriter()
        let elements = guide.order.compactMap { index -> String? in
            guard let position = placed[index] else { return nil }
            let id = writer.string(.string(guide.scene.objects[index].id))
            let numbers = [position.x, position.y, position.z].map { value in
                style == .exact ? writer.string(.number(value)) : MetreText.number(value)
            }
            return #"{"new_object_id":\#(id),"x":\#(numbers[0]),"y":\#(numbers[1]),"z":\#(numbers[2])}"#
        }
        return "<answer>[" + elements.joined(separator: ", ") + "]</answer>"
    }

    /// The places that the answer says, for objects that have one: those of `placed`, as the style writes them.
    public var written: [Vector3] {
        placed.compactMap { $0 }.map { position in
            style == .exact
                ? position : Vector3(x: Self.short(position.x), y: Self.short(position.y), z: Self.short(position.z))
        }
    }

    private static func short(_ value: Double) -> Double { Double(MetreText.number(value)) ?? value }

    private static func separator(after axis: Int) -> String { axis == 0 ? " y" : axis == 1 ? " z" : "\n" }
}
