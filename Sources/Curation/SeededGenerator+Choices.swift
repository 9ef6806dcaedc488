import Planning

extension SeededGenerator {
    /// True in this share of cases.
    mutating func chance(_ share: Double) -> Bool { unit() < share }

    /// One of these; there must be one.
    mutating func pick<Element>(_ list: [Element]) -> Element { list[Int(next() % UInt64(list.count))] }

    /// One of these by weight; there must be one.
    mutating func pick<Element>(byWeight list: [(weight: Double, element: Element)]) -> Element {
        var rest = unit() * list.reduce(0) { $0 + $1.weight }
        for (weight, element) in list {
            rest -= weight
            if rest < 0 { return element }
        }
        return list[list.count - 1].element
    }

    /// A number of this range.
    mutating func number(in range: ClosedRange<Double>) -> Double {
        range.lowerBound + unit() * (range.upperBound - range.lowerBound)
    }
}
