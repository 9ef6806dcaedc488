/// Names and numbers on a plan, none on another.
///
/// Greedy, in a fixed order: names first, for the objects that lie lowest; a name must lie within its object, clear of
/// everything drawn upon it. Every other object gets its name's number, as near to its centre as there is room.
struct PlanLabels {
    /// The names that numbers stand for, the first being number 1, with how many objects bear it.
    private(set) var legend: [(name: String, count: Int)] = []
    /// Leader lines, and the texts above them, as SVG.
    var svg: [String] { leaders + texts }
    private var leaders: [String] = []
    private var texts: [String] = []
    /// The room that each text takes.
    private(set) var boxes: [PlanBox] = []

    /// - Parameter outlines: in drawing order, what is drawn later covers what is drawn before.
    init(_ outlines: [PlanOutline], sheet: PlanSheet) {
        var nameless: [Int] = []
        for (index, outline) in outlines.enumerated() {
            if !place(nameOf: outline, below: outlines[(index + 1)...], letter: sheet.letter, sheet: sheet),
                !place(nameOf: outline, below: outlines[(index + 1)...], letter: sheet.letter * 0.86, sheet: sheet)
            {
                nameless.append(index)
            }
        }
        // Numbers run over the plan as one reads: by name in order of the first object from the north-west.
        let row = sheet.size.y / 4
        nameless.sort {
            let (a, b) = (outlines[$0].centre, outlines[$1].centre)
            return ((a.y / row).rounded(.down), a.x, $0) < ((b.y / row).rounded(.down), b.x, $1)
        }
        var numbers: [String: Int] = [:]
        for index in nameless {
            let outline = outlines[index]
            let number = numbers[outline.name] ?? legend.count
            if number == legend.count {
                numbers[outline.name] = number
                legend.append((outline.name, 0))
            }
            legend[number].count += 1
        }
        // What lies uppermost bears its number on itself; what is below it yields.
        for index in nameless.sorted(by: >) {
            guard let number = numbers[outlines[index].name] else { continue }
            place(number: number + 1, of: outlines[index], among: outlines, sheet: sheet)
        }
    }

    private mutating func place(
        nameOf outline: PlanOutline, below later: ArraySlice<PlanOutline>, letter: Double, sheet: PlanSheet
    ) -> Bool {
        guard outline.box.isInside(from: sheet.low, to: sheet.high) else { return false }
        for (lines, isUpright) in Self.forms(of: outline.name) {
            let breadth = lines.map { sheet.width(of: $0, letter: letter) }.max() ?? 0
            let size = SIMD2(breadth, Double(lines.count) * letter * 1.12) / 2
            let half = isUpright ? SIMD2(size.y, size.x) : size
            guard half.x <= outline.box.half.x, half.y <= outline.box.half.y else { continue }
            let covers = later.map(\.box).filter { $0.overlaps(outline.box) }
            for place in Self.steps {
                let centre = outline.box.centre + (outline.box.half - half) * place
                let box = PlanBox(centre: centre, half: half)
                guard outline.holds(box), !covers.contains(where: { $0.overlaps(box) }),
                    !boxes.contains(where: { $0.overlaps(box) })
                else { continue }
                boxes.append(box)
                texts.append(Self.text(lines, at: centre, letter: letter, isUpright: isUpright))
                return true
            }
        }
        return false
    }

    /// Where in its object a name may stand, as shares of the free way; the middle first.
    private static let steps: [SIMD2<Double>] = {
        let shares = [0, -0.35, 0.35, -0.7, 0.7, -0.95, 0.95]
        return shares.flatMap { y in shares.map { SIMD2($0, y) } }.enumerated()
            .sorted { (($0.element * $0.element).sum(), $0.offset) < (($1.element * $1.element).sum(), $1.offset) }
            .map(\.element)
    }()

    /// A name on one line or two, level or, failing that, upright.
    private static func forms(of name: String) -> [(lines: [String], isUpright: Bool)] {
        var forms = [([name], false)]
        let words = name.split(separator: " ").map(String.init)
        let cuts = (1..<max(words.count, 1)).map {
            [words[..<$0].joined(separator: " "), words[$0...].joined(separator: " ")]
        }
        let even = cuts.min { abs($0[0].count - $0[1].count) < abs($1[0].count - $1[1].count) }
        if let even { forms.append((even, false)) }
        forms.append(([name], true))
        if let even { forms.append((even, true)) }
        return forms
    }

    private static func text(
        _ lines: [String], at centre: SIMD2<Double>, letter: Double, isUpright: Bool
    ) -> String {
        let first = centre.y - Double(lines.count - 1) * letter * 0.56 + letter * 0.35
        let turn =
            isUpright ? " transform=\"rotate(-90 \(FloorPlan.n(centre.x)) \(FloorPlan.n(centre.y)))\"" : ""
        let spans = lines.enumerated().map { index, line in
            """
            <tspan x="\(FloorPlan.n(centre.x))" y="\(FloorPlan.n(first + Double(index) * letter * 1.12))">\
            \(FloorPlan.escaped(line))</tspan>
            """
        }
        return
            "<text class=\"name\" font-size=\"\(FloorPlan.n(letter))\"\(turn)>\(spans.joined())</text>"
    }

    private mutating func place(
        number: Int, of outline: PlanOutline, among outlines: [PlanOutline], sheet: PlanSheet
    ) {
        let radius = PlanLegend.radius(letter: sheet.letter)
        let centre = outline.centre
        var best: (cost: Double, place: SIMD2<Double>)?
        for ring in 0...14 {
            // Every ring costs at least its distance: a place found is not beaten farther out.
            let distance = Double(ring) * radius * 1.05
            if let best, best.cost <= distance { break }
            for way in ring == 0 ? Self.ways[..<1] : Self.ways[...] {
                let place = centre + way * distance
                let box = PlanBox(centre: place, half: SIMD2(repeating: radius * 1.08))
                guard box.isInside(from: sheet.low, to: sheet.high), !boxes.contains(where: { $0.overlaps(box) })
                else { continue }
                // On the object itself is best, then free floor; on another object it might be taken for its name.
                let isOwn = ring == 0 || outline.holds(box)
                let strangers = outlines.count {
                    $0.id != outline.id && $0.box.overlaps(box)
                        && !(isOwn && $0.box.half.x > outline.box.half.x * 1.2)
                }
                let cost = distance + (isOwn ? 0 : radius * 2.2 * Double(min(strangers, 3)))
                if best.map({ cost < $0.cost }) ?? true { best = (cost, place) }
            }
        }
        // In a hopeless crush the number is left out; the legend names the object all the same.
        guard let place = best?.place else { return }
        boxes.append(PlanBox(centre: place, half: SIMD2(repeating: radius * 1.08)))
        func n(_ value: Double) -> String { FloorPlan.n(value) }
        if !outline.holds(PlanBox(centre: place, half: .zero)) {
            // From the spot of the object that is nearest to the number, a little inside.
            let inset = outline.box.half * 0.7
            let start = place.clamped(lowerBound: centre - inset, upperBound: centre + inset)
            leaders.append(
                """
                <path class="leader" d="M\(n(start.x)) \(n(start.y))L\(n(place.x)) \(n(place.y))" \
                stroke="#1d1f22" stroke-width="\(n(sheet.line * 0.8))" fill="none"/>\
                <circle cx="\(n(start.x))" cy="\(n(start.y))" r="\(n(sheet.line * 1.6))"/>
                """)
        }
        texts.append(PlanLegend.badge(number, at: place, sheet: sheet))
    }

    /// Sixteen directions, level and upright ones first.
    private static let ways: [SIMD2<Double>] = {
        let (half, eighth, rest) = (0.7071, 0.3827, 0.9239)
        let level: [SIMD2<Double>] = [SIMD2(1, 0), SIMD2(-1, 0), SIMD2(0, -1), SIMD2(0, 1)]
        let slanted = [half, -half].flatMap { x in [half, -half].map { SIMD2(x, $0) } }
        let others = [(rest, eighth), (eighth, rest)].flatMap { a, b in
            [a, -a].flatMap { x in [b, -b].map { SIMD2(x, $0) } }
        }
        return level + slanted + others
    }()
}
