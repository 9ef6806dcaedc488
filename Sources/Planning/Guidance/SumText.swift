import SceneGraph

/// A place and what is added to it, with the sum of each end.
package struct SumText: Hashable, Sendable {
    /// The sums: `3.99-1.55=2.44..3.99+1.55=5.54`, `1.30+0.76=2.06..`, or `0.75+1.00=1.75` where both ends are one.
    package let text: String
    /// What they say is open: `2.44..5.54`, `2.06..`, `1.75`.
    package let range: String

    /// Sums of a place in metres and the ends of a range, infinite ones left out.
    package init(_ place: Double, plus offsets: (low: Double, high: Double)) {
        func end(_ offset: Double) -> (text: String, value: String) {
            offset.isFinite ? (Self.sum(place, offset), Self.value(place, offset)) : ("", "")
        }
        let (low, high) = (end(offsets.low), end(offsets.high))
        text = low.text == high.text ? low.text : low.text + ".." + high.text
        range = low.text == high.text ? low.value : low.value + ".." + high.value
    }

    /// What an obstacle takes of an axis: the reach of both half extents, and the ends around its centre.
    package static func cut(at center: Double, half: Double, otherHalf: Double) -> String {
        let reach = half + otherHalf
        return "~\(sum(half, otherHalf)),\(sum(center, -reach))..\(sum(center, reach))"
    }

    private static func sum(_ place: Double, _ offset: Double) -> String {
        MetreText.number(place) + MetreText.offset(offset) + "=" + value(place, offset)
    }

    private static func value(_ place: Double, _ offset: Double) -> String { MetreText.number(max(0, place + offset)) }
}
