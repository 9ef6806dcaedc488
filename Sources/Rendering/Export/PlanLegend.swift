/// What the numbers on a plan mean: columns right of the plan, or below a wide one.
struct PlanLegend {
    private(set) var svg: [String] = []
    /// The legend's lower right corner; the sheet's origin where there is no legend.
    private(set) var high = SIMD2<Double>.zero

    init(_ entries: [(name: String, count: Int)], sheet: PlanSheet) {
        guard !entries.isEmpty else { return }
        let letter = sheet.letter
        let texts = entries.map { $0.count > 1 ? "\($0.name) × \($0.count)" : $0.name }
        let indent = letter * 2
        let breadth = indent + (texts.map { sheet.width(of: $0, letter: letter) }.max() ?? 0) + letter
        let step = letter * 1.75
        let isBelow = sheet.size.x > 1.25 * sheet.size.y
        let origin = isBelow ? SIMD2(letter, sheet.high.y + letter) : SIMD2(sheet.high.x + letter * 1.6, letter)
        let rows: Int
        if isBelow {
            let columns = max(1, Int((sheet.high.x - letter) / breadth))
            rows = (entries.count + columns - 1) / columns
        } else {
            rows = max(4, Int(sheet.high.y / step))
        }
        for (index, text) in texts.enumerated() {
            let place = origin + SIMD2(Double(index / rows) * breadth, Double(index % rows) * step)
            svg.append(Self.badge(index + 1, at: place, sheet: sheet))
            svg.append(
                """
                <text class="legend" x="\(FloorPlan.n(place.x + letter * 1.1))" \
                y="\(FloorPlan.n(place.y + letter * 0.35))" text-anchor="start">\(FloorPlan.escaped(text))</text>
                """)
            high = pointwiseMax(high, place + SIMD2(breadth, step))
        }
    }

    /// The radius of a number's disc.
    static func radius(letter: Double) -> Double { letter * 0.76 }

    /// A number in a disc.
    static func badge(_ number: Int, at place: SIMD2<Double>, sheet: PlanSheet) -> String {
        let letter = sheet.letter * (number < 100 ? 0.88 : 0.7)
        func n(_ value: Double) -> String { FloorPlan.n(value) }
        return """
            <circle cx="\(n(place.x))" cy="\(n(place.y))" r="\(n(radius(letter: sheet.letter)))" fill="#ffffff" \
            stroke="#1d1f22" stroke-width="\(n(sheet.line))"/><text class="number" x="\(n(place.x))" \
            y="\(n(place.y + letter * 0.36))" font-size="\(n(letter))">\(number)</text>
            """
    }
}
