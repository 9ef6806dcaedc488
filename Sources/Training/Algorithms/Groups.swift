/// Answers that belong to one prompt.
enum Groups {
    /// The places of each group's members.
    /// - Parameter groups: the group of each answer.
    static func members(of groups: [Int]) -> [[Int]] {
        var order: [Int] = []
        var members: [Int: [Int]] = [:]
        for (place, group) in groups.enumerated() {
            if members[group] == nil { order.append(group) }
            members[group, default: []].append(place)
        }
        return order.compactMap { members[$0] }
    }

    static func mean(_ values: [Double]) -> Double {
        values.isEmpty ? 0 : values.reduce(0, +) / Double(values.count)
    }

    /// The unbiased standard deviation, N − 1; 0 for fewer than two values.
    static func standardDeviation(_ values: [Double]) -> Double {
        guard values.count > 1 else { return 0 }
        let mean = mean(values)
        return (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count - 1)).squareRoot()
    }
}
