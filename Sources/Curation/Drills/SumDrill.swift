import Planning
import SceneGraph

/// Made-up lines of the form of a room's in which things stand relative to each other or share a wall, and what then is
/// open to each: the sums that an answer needs wherever a place follows from one that was chosen before.
///
/// ```
/// sofa_1 x1.05..8.65 y0.46..4.20 z0.41 half1.05,0.46@n on south_wall
/// rug_1 x1.00..8.70 y0.70..5.60 z0.01 half1.00,0.70@s under sofa_1 x-1.55..+1.55 y+0.76..
/// desk_1 x0.60..9.10 y0.30 z0.38 half0.60,0.30@n on south_wall
///   →  sofa_1 x1.05..8.65:3.99 y0.46..4.20:1.30 z0.41
///      rug_1 x3.99-1.55=2.44..3.99+1.55=5.54:4.10 y1.30+0.76=2.06..=2.06..5.60:2.06 z0.01
///      desk_1 x0.60..9.10~0.60+1.05=1.65,3.99-1.65=2.34..3.99+1.65=5.64=0.60..2.34,5.64..9.10:7.00 y0.30 z0.38
/// ```
///
/// The form is that of facts with sums in a guided answer: what is open is the line's own range, cut by the other's
/// choice plus what the relation adds, or without what an earlier thing takes along the same wall.
public struct SumDrill: Drill {
    public let seed: UInt64

    /// The drills of a seed.
    public init(seed: UInt64) {
        self.seed = seed
    }

    private static let names = Set(RoomType.all.flatMap(\.companions).map(\.kind)).sorted()
    private static let walls = [RoomElement.northWall, .southWall, .eastWall, .westWall]
    private static let prepositions = [
        Preposition.on, .under, .above, .leftOf, .rightOf, .inFront, .behind,
    ]

    /// Lengths are counted in tenths of a millimetre, a centimetre being the least that is chosen.
    private typealias Ticks = Int
    private static let centimetre = 100

    /// A line that is written: its name, where it stands, half its extent on both axes, and its wall.
    private struct Placed {
        let id: String
        var place: [Ticks] = []
        let half: [Ticks]
        let wall: RoomElement?
    }

    public func lesson(at number: Int) -> DrillLesson {
        var generator = Self.generator(seed: seed, number: number)
        let isFine = generator.chance(0.25)
        var prompt: [String] = []
        var answer: [String] = []
        var placed: [Placed] = []
        for line in 0..<(3 + Int(generator.next() % 3)) {
            let parent = placed.isEmpty || generator.chance(0.35) ? nil : generator.pick(placed)
            var own = Placed(
                id: "\(generator.pick(Self.names))_\(line + 1)",
                half: (0..<2).map { _ in
                    10 * Self.centimetre + steps(110, &generator) + (isFine ? Self.fine(&generator) : 0)
                },
                wall: parent == nil ? generator.pick(Self.walls) : nil)
            var (asked, told, added) = (own.id, own.id, "")
            for (axis, name) in ["x", "y"].enumerated() {
                let range = range(&generator)
                let rule = parent.map { _ in Rule.draw(isFine: isFine, &generator) } ?? .none
                asked += " \(name)\(Self.text(range))"
                told += " \(name)"
                var (left, said) = ([range], "")
                // Where a rule leaves nothing that can be written, there is none.
                if let parent, rule != .none, let open = rule.open(in: range, from: parent.place[axis]) {
                    added += " \(name)\(rule.text)"
                    let sums = SumText(Self.metres(parent.place[axis]), plus: rule.offsets)
                    told += sums.text
                    (left, said) = ([open], sums.range)
                } else if let (cuts, free) = cuts(of: own, along: axis, range, placed) {
                    told += Self.text(range) + cuts
                    (left, said) = (free, Self.text(range))
                }
                let stretches = left.map(Self.text).joined(separator: ",")
                if stretches != said { told += (said.isEmpty ? "" : "=") + stretches }
                let stretch = generator.pick(left)
                let isSingle = left.count == 1 && stretch.lowerBound == stretch.upperBound
                let choice = isSingle ? stretch.lowerBound : choice(in: stretch, &generator)
                if !isSingle { told += ":\(Self.text(choice))" }
                own.place.append(choice)
            }
            let height = " z\(Self.text(10 * Self.centimetre + steps(90, &generator)))"
            let half = own.half.map(Self.text).joined(separator: ",")
            asked += height + " half\(half)@\(generator.pick(["n", "e", "s", "w"]))"
            if let parent { asked += " \(generator.pick(Self.prepositions).rawValue) \(parent.id)\(added)" }
            if let wall = own.wall { asked += " on \(wall.rawValue)" }
            prompt.append(asked)
            answer.append(told + height)
            placed.append(own)
        }
        return DrillLesson(prompt: prompt.joined(separator: "\n"), answer: answer.joined(separator: "\n"))
    }

    /// What things on the same wall take of a range, and what they leave; nil where that is all or nothing.
    private func cuts(
        of own: Placed, along axis: Int, _ range: ClosedRange<Ticks>, _ placed: [Placed]
    ) -> (text: String, free: [ClosedRange<Ticks>])? {
        guard let wall = own.wall, (axis == 0) == [RoomElement.northWall, .southWall].contains(wall) else { return nil }
        var (text, free) = ("", [range])
        for other in placed.filter({ $0.wall == wall }).sorted(by: { $0.place[axis] < $1.place[axis] }) {
            let (center, reach) = (other.place[axis], own.half[axis] + other.half[axis])
            let rest = free.flatMap { stretch -> [ClosedRange<Ticks>] in
                guard center - reach < stretch.upperBound, stretch.lowerBound < center + reach else { return [stretch] }
                return [(stretch.lowerBound, center - reach), (center + reach, stretch.upperBound)]
                    .filter { $0 < $1 }.map { $0...$1 }
            }
            guard rest != free else { continue }
            free = rest
            text += SumText.cut(
                at: Self.metres(center), half: Self.metres(own.half[axis]), otherHalf: Self.metres(other.half[axis]))
        }
        return text.isEmpty || free.isEmpty ? nil : (text, free)
    }

    /// What a relation adds to the place of its target.
    private enum Rule: Hashable {
        case none
        case within(Ticks)
        case beyond(Ticks)
        case before(Ticks)
        case exactly(Ticks)

        static func draw(isFine: Bool, _ generator: inout SeededGenerator) -> Rule {
            let part = isFine ? fine(&generator) : 0
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

        var offsets: (low: Double, high: Double) {
            switch self {
            case .none: (-.infinity, .infinity)
            case .within(let length): (metres(-length), metres(length))
            case .beyond(let length): (metres(length), .infinity)
            case .before(let length): (-.infinity, metres(-length))
            case .exactly(let length): (metres(length), metres(length))
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

        private func offset(_ length: Ticks) -> String { MetreText.offset(metres(length)) }
    }

    /// Part of a centimetre, by half millimetres.
    private static func fine(_ generator: inout SeededGenerator) -> Ticks { 5 * Int(generator.next() % 20) }

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

    private static func metres(_ ticks: Ticks) -> Double { Double(ticks) / 1e4 }
    private static func text(_ ticks: Ticks) -> String { MetreText.number(metres(ticks)) }

    private static func text(_ range: ClosedRange<Ticks>) -> String {
        range.lowerBound == range.upperBound
            ? text(range.lowerBound) : "\(text(range.lowerBound))..\(text(range.upperBound))"
    }
}
