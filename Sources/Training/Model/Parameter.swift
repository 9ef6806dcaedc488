/// A named tensor of the model, and where it lies.
struct Parameter: Hashable, Sendable {
    /// The name that checkpoints have on the hub; adapters and the value head have names of their own.
    let name: String
    let shape: [Int]
    /// Its place among the weights.
    let offset: Int
    /// Its place among the gradients and the optimiser's moments; nil where it is not trained.
    let gradientOffset: Int?

    var count: Int { shape.reduce(1, *) }
}

/// One parameter, or several that are neighbours in memory, as one matrix.
struct ParameterRange: Hashable, Sendable {
    let offset: Int
    let gradientOffset: Int?
    let rows: Int
    let columns: Int

    var isTrained: Bool { gradientOffset != nil }
}

/// Where every parameter of a model lies. Layers ask for theirs as they are made.
struct ParameterLayout: Sendable {
    private(set) var parameters: [Parameter] = []
    private(set) var weightCount = 0
    private(set) var gradientCount = 0

    /// Places parameters next to one another.
    /// - Parameter parts: the name and shape of each; all but the first axis agree.
    mutating func add(_ parts: [(name: String, shape: [Int])], isTrained: Bool) -> ParameterRange {
        let (offset, gradientOffset) = (weightCount, isTrained ? gradientCount : nil)
        var (rows, columns) = (0, 1)
        for part in parts {
            let parameter = Parameter(
                name: part.name, shape: part.shape, offset: weightCount,
                gradientOffset: isTrained ? gradientCount : nil)
            parameters.append(parameter)
            weightCount += parameter.count
            if isTrained { gradientCount += parameter.count }
            rows += part.shape[0]
            columns = part.shape.dropFirst().reduce(1, *)
        }
        // The next group starts where vectors may.
        weightCount = (weightCount + 15) & ~15
        gradientCount = (gradientCount + 15) & ~15
        return ParameterRange(offset: offset, gradientOffset: gradientOffset, rows: rows, columns: columns)
    }

    mutating func add(_ name: String, _ shape: Int..., isTrained: Bool) -> ParameterRange {
        add([(name, shape)], isTrained: isTrained)
    }
}
