/// Sets of numbers that can be joined, found by their first members (Tarjan, "Efficiency of a Good But Not Linear Set
/// Union Algorithm", JACM 22:2, 1975; paths are halved).
struct DisjointSets {
    private var parents: [Int32]

    /// Each number up to `count` in a set of its own.
    init(count: Int) { parents = (0..<Int32(count)).map { $0 } }

    /// The least member of the set that a number is in.
    mutating func first(of number: Int32) -> Int32 {
        var number = number
        while parents[Int(number)] != number {
            parents[Int(number)] = parents[Int(parents[Int(number)])]
            number = parents[Int(number)]
        }
        return number
    }

    /// Makes one set of those that two numbers are in.
    mutating func join(_ a: Int32, _ b: Int32) {
        let (first, second) = (first(of: a), first(of: b))
        parents[Int(max(first, second))] = min(first, second)
    }
}
