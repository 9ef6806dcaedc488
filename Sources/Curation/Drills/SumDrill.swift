import Planning
import SceneGraph

/// Made-up lines of the form of a room's in which things stand relative to each other, and what then is open to each:
/// the sums that an answer needs wherever a place follows from one that was chosen before.
///
/// ```
/// sofa_1 x1.05..8.65 y0.46..4.20 z0.41 half1.05,0.46@n      →  sofa_1 x1.05..8.65:3.99 y0.46..4.20:1.30 z0.41
/// rug_1 x1.00..8.70 y0.70..5.60 z0.01 half1.00,0.70@s under sofa_1 x-1.55..+1.55 y+0.76..
///                                                           →  rug_1 x2.44..5.54:4.10 y2.06..5.60:2.06 z0.01
/// ```
///
/// What stands in front of a colon is the line's own range cut by the other's choice plus what the relation adds.
public struct SumDrill: Drill {
    public let seed: UInt64

    /// The drills of a seed.
    public init(seed: UInt64) {
        self.seed = seed
    }

    private static let names = Set(RoomType.all.flatMap(\.companions).map(\.kind)).sorted()
    private static let prepositions = [
        Preposition.on, .under, .above, .leftOf, .rightOf, .inFront, .behind,
    ]

    /// Lengths are counted in tenths of a millimetre, a centimetre being the least that is chosen.
    private typealias Ticks = Int
    private static let centimetre = 100

    public func lesson(at number: Int) -> DrillLesson {
        var generator = Self.generator(seed: seed, number: number)
        let isFine = generator.chance(0.25)
        var prompt: [String] = []
        var answer: [String] = []
        var places: [(id: String, at: [Ticks])] = []
        for line in 0..<(3 + Int(generator.next() % 3)) {
            let id = "\(generator.pick(Self.names))_\(line + 1)"
            let parent = places.isEmpty ? nil : generator.pick(places)
            var (asked, told, added) = (id, id, "")
            var place: [Ticks] = []
            for (axis, name) in ["x", "y"].enumerated() {
                let own = range(&generator)
                let rule = parent.map { _ in Rule.draw(isFine: isFine, &generator) } ?? .none
                let open = rule.open(in: own, from: parent?.at[axis] ?? 0)
                // Where the rule leaves nothing that can be written, there is none.
                let (kept, left) = open.map { (rule, $0) } ?? (.none, own)
                added += kept.text.isEmpty ? "" : " \(name)\(kept.text)"
                asked += " \(name)\(Self.text(own))"
                told += " \(name)\(Self.text(left))"
                let choice = left.lowerBound == left.upperBound ? left.lowerBound : choice(in: left, &generator)
                if left.lowerBound != left.upperBound { told += ":\(Self.text(choice))" }
                place.append(choice)
            }
            let height = " z\(Self.text(10 * Self.centimetre + steps(90, &generator)))"
            let half = (0..<2).map { _ in Self.text(10 * Self.centimetre + steps(110, &generator)) }
            asked += height + " half\(half.joined(separator: ","))@\(generator.pick(["n", "e", "s", "w"]))"
            if let parent { asked += " \(generator.pick(Self.prepositions).rawValue) \(parent.id)\(added)" }
            prompt.append(asked)
            answer.append(told + height)
            places.append((id, place))
        }
        return DrillLesson(prompt: prompt.joined(separator: "\n"), answer: answer.joined(separator: "\n"))
    }

    /// What a relation adds to the place of its target.
    private enum Rule: Hashable {
        case none
        case within(Ticks)
        case beyond(Ticks)
        case before(Ticks)
        case exactly(Ticks)

        static func draw(isFine: Bool, _ generator: inout SeededGenerator) -> Rule {
            let part = isFine ? centimetre / 4 * Int(generator.next() % 4) : 0
            let length = 5 * centimetre + Int(generator.next() % 185) * centimetre + part
            switch generator.unit() {
            case ..<0.45: return .within(length)
            case ..<0.6: return .beyond(length)
            case ..<0.75: return .before(length)
            case ..<0.9: return .exactly(generator.chance(0.5) ? length : -length)
            default: return .none
            }
        }

        var text: String {
            switch self {
            case .none: ""
            case .within(let length): "\(offset(-length))..\(offset(length))"
            case .beyond(let length): "\(offset(length)).."
            case .before(let length): "..\(offset(-length))"
            case .exactly(let length): offset(length)
            }
        }

        /// What the rule leaves of a range; nil where that has no whole centimetre, unless it is one value.
        func open(in range: ClosedRange<Ticks>, from place: Ticks) -> ClosedRange<Ticks>? {
            var (low, high) = (range.lowerBound, range.upperBound)
            switch self {
            case .none: break
            case .within(let length): (low, high) = (max(low, place - length), min(high, place + length))
            case .beyond(let length): low = max(low, place + length)
            case .before(let length): high = min(high, place - length)
            case .exactly(let length): (low, high) = (max(low, place + length), min(high, place + length))
            }
            guard low <= high else { return nil }
            return low == high || down(high) >= low ? low...high : nil
        }

        private func offset(_ length: Ticks) -> String { MetreText.offset(Double(length) / 1e4) }
    }

    private func steps(_ count: Int, _ generator: inout SeededGenerator) -> Ticks {
        Int(generator.next() % UInt64(count)) * Self.centimetre
    }

    private func range(_ generator: inout SeededGenerator) -> ClosedRange<Ticks> {
        let low = 10 * Self.centimetre + steps(110, &generator)
        return low...low + 100 * Self.centimetre + steps(700, &generator)
    }

    /// A whole number of centimetres; ends and middles of ranges come more often, as in rooms.
    private func choice(in range: ClosedRange<Ticks>, _ generator: inout SeededGenerator) -> Ticks {
        let (low, high) = (Self.up(range.lowerBound), Self.down(range.upperBound))
        switch generator.unit() {
        case ..<0.15: return low
        case ..<0.3: return high
        case ..<0.5: return Self.down((low + high) / 2)
        default: return low + steps((high - low) / Self.centimetre + 1, &generator)
        }
    }

    private static func up(_ ticks: Ticks) -> Ticks { (ticks + centimetre - 1) / centimetre * centimetre }
    private static func down(_ ticks: Ticks) -> Ticks { ticks / centimetre * centimetre }

    private static func text(_ ticks: Ticks) -> String { MetreText.number(Double(ticks) / 1e4) }

    private static func text(_ range: ClosedRange<Ticks>) -> String {
        range.lowerBound == range.upperBound
            ? text(range.lowerBound) : "\(text(range.lowerBound))..\(text(range.upperBound))"
    }
}
