import Foundation
import Tensors

/// Random weights of the language model in which the first two layers can copy from the beginning.
///
/// An answer repeats most of what its prompt says, but attention that starts out random finds the way to repeat
/// something late: the loss lies at the entropy of a guess for millions of tokens, until heads form that look for what
/// stood where the text went on before (Olsson et al. 2022, arXiv 2209.11895, "induction heads"). Those heads are
/// planted here, so that training begins where they are there (as Trockman and Kolter 2023, arXiv 2305.09828, begin
/// with what trained attention looks like). Everything else is random, and all of it is trained.
///
/// With orthonormal frames P of inputs and A, S of outputs:
/// - layer 0, heads 0, 1, 2: attend to the token 1, 1, 2 places back, whatever it is. Biases make that of the rotary
///   embedding: with k = a (1, 0) and q = a (cos ωd, −sin ωd) in each pair, the score a² Σ cos(ω (Δ − d)) is highest
///   at distance Δ = d. They write P x into the directions A.
/// - layer 1, heads 0, 1: attend to where the token before (A) is the token here (P). Heads 2, 3: where the two before
///   are. They write what stands there (S) so that it becomes likely.
struct CopyingWeights: WeightSource {
    private let random: RandomWeights
    private let width: Int
    private let head: Int
    private let frequencies: [Double]
    /// Rows of P: two blocks of a head's width.
    private let inputs: [[Float]]
    /// Rows of an orthonormal basis: its blocks are the directions A, and S.
    private let outputs: [[Float]]

    /// - Parameter configuration: with four heads of their own keys and values at least.
    init(configuration: Qwen25VLConfiguration, seed: UInt64) {
        random = RandomWeights(configuration: configuration, seed: seed)
        let text = configuration.text
        width = text.hiddenSize
        head = text.headDimension
        let half = head / 2
        frequencies = (0..<half).map { pow(text.ropeTheta, -Double($0) / Double(half)) }
        inputs =
            Self.orthonormal(head, width, seed: RandomWeights.seed(of: "copying.inputs.0", seed))
            + Self.orthonormal(head, width, seed: RandomWeights.seed(of: "copying.inputs.1", seed))
        outputs = Self.orthonormal(width, width, seed: RandomWeights.seed(of: "copying.outputs", seed))
    }

    // Found by trying: large enough that the heads win over chance, small enough that they can be unlearnt.
    private static let positionBias = 5.5
    private static let matchScale: Float = 1.5
    private static let writeScale: Float = 0.1
    private static let copyScale: Float = 0.3
    /// What is random beside the planted, and what layers write at first, as parts of the usual range.
    private static let noiseScale: Float = 0.2
    private static let branchScale: Float = 0.12
    /// How far back layer 0's planted heads look.
    private static let distances = [1, 1, 2]

    func weights(_ name: String, shape: [Int]) throws -> StoredTensor {
        let tensor = try random.weights(name, shape: shape)
        let parts = name.split(separator: ".")
        guard parts.count >= 3, parts[0] == "model", parts[1] == "layers", let layer = Int(parts[2]) else {
            return tensor
        }
        var values = tensor.floats()
        let (module, kind) = (parts[parts.count - 2], parts[parts.count - 1])
        if module == "o_proj" || module == "down_proj" { for i in values.indices { values[i] *= Self.branchScale } }
        switch (layer, module, kind) {
        case (0, "q_proj", "weight"), (0, "k_proj", "weight"): quieten(&values)
        case (0, "q_proj", "bias"): bias(&values) { [cos($0), -sin($0)] }
        case (0, "k_proj", "bias"): bias(&values) { _ in [1, 0] }
        case (0, "v_proj", "weight"):
            for (place, block) in [0, 1, 0].enumerated() { set(&values, rowsOf: place, to: rows(inputs, block), 1) }
        case (0, "o_proj", "weight"):
            for place in Self.distances.indices {
                set(&values, columnsOf: place, to: rows(outputs, place), Self.writeScale)
            }
        case (1, "q_proj", "weight"):
            match(&values, near: rows(inputs, 0), far: rows(outputs, 0), second: rows(inputs, 1))
        case (1, "k_proj", "weight"):
            match(&values, near: rows(outputs, 0), far: rows(outputs, 2), second: rows(outputs, 1))
        case (1, "v_proj", "weight"):
            for place in 0..<Self.copyingHeads { set(&values, rowsOf: place, to: rows(outputs, place), 1) }
        case (1, "o_proj", "weight"):
            for place in 0..<Self.copyingHeads {
                set(&values, columnsOf: place, to: rows(outputs, place), Self.copyScale)
            }
        default: break
        }
        return StoredTensor(shape: shape) { target in
            for index in target.indices { target.initializeElement(at: index, to: values[index]) }
        }
    }

    /// What layer 0's planted head of distance 2 writes of a token's embedding, but for its length.
    func carried(_ embedding: ArraySlice<Float>) -> [Float] {
        let squares = embedding.reduce(0) { $0 + $1 * $1 }
        let scale = 1 / max(squares.squareRoot(), .leastNormalMagnitude)
        var result = [Float](repeating: 0, count: width)
        for (input, output) in zip(rows(inputs, 0), rows(outputs, 2)) {
            let amount = scale * zip(input, embedding).reduce(0) { $0 + $1.0 * $1.1 }
            for column in 0..<width { result[column] += amount * output[column] }
        }
        return result
    }

    /// Heads of layer 1 that copy: as many as there are.
    private static let copyingHeads = 4

    private func rows(_ frame: [[Float]], _ block: Int) -> ArraySlice<[Float]> {
        frame[block * head..<(block + 1) * head]
    }

    /// Makes the content of layer 0's planted heads count little beside the position.
    private func quieten(_ values: inout [Float]) {
        for index in 0..<Self.distances.count * head * width { values[index] *= Self.noiseScale }
    }

    private func bias(_ values: inout [Float], _ pair: (Double) -> [Double]) {
        for (place, distance) in Self.distances.enumerated() {
            for (index, frequency) in frequencies.enumerated() {
                let numbers = pair(frequency * Double(distance))
                values[place * head + index] = Float(Self.positionBias * numbers[0])
                values[place * head + head / 2 + index] = Float(Self.positionBias * numbers[1])
            }
        }
    }

    /// Heads 0 and 1 compare one token, 2 and 3 two: half of each, in the pairs that turn slowly, so that distance
    /// matters little.
    private func match(
        _ values: inout [Float], near: ArraySlice<[Float]>, far: ArraySlice<[Float]>, second: ArraySlice<[Float]>
    ) {
        for index in values.indices { values[index] *= Self.noiseScale }
        add(&values, head: 0, Array(near), to: Array(0..<head))
        add(&values, head: 1, Array(second), to: Array(0..<head))
        let slow = Array(head / 8..<head / 2) + Array(head / 2 + head / 8..<head)
        let count = slow.count / 2
        for place in 2..<Self.copyingHeads {
            add(&values, head: place, Array(near.prefix(count)), to: Array(slow.prefix(count)))
            add(&values, head: place, Array(far.prefix(count)), to: Array(slow.suffix(count)))
        }
    }

    private func add(_ values: inout [Float], head place: Int, _ rows: [[Float]], to targets: [Int]) {
        for (row, target) in zip(rows, targets) {
            let first = (place * head + target) * width
            for column in 0..<width { values[first + column] += Self.matchScale * row[column] }
        }
    }

    private func set(_ values: inout [Float], rowsOf place: Int, to rows: ArraySlice<[Float]>, _ scale: Float) {
        for (number, row) in rows.enumerated() {
            let first = (place * head + number) * width
            for column in 0..<width { values[first + column] = scale * row[column] }
        }
    }

    private func set(_ values: inout [Float], columnsOf place: Int, to rows: ArraySlice<[Float]>, _ scale: Float) {
        let stride = values.count / width
        for (number, row) in rows.enumerated() {
            for output in 0..<width { values[output * stride + place * head + number] = scale * row[output] }
        }
    }

    /// Rows that are orthonormal, from normal ones by Gram and Schmidt.
    static func orthonormal(_ count: Int, _ width: Int, seed: UInt64) -> [[Float]] {
        var normal = NormalDistribution(seed: seed)
        var rows: [[Double]] = []
        while rows.count < min(count, width) {
            var row = (0..<width).map { _ in normal.next() }
            for other in rows {
                let product = zip(row, other).reduce(0) { $0 + $1.0 * $1.1 }
                for index in row.indices { row[index] -= product * other[index] }
            }
            let length = row.reduce(0) { $0 + $1 * $1 }.squareRoot()
            // As good as never: normal rows are independent.
            guard length > 1e-6 else { continue }
            rows.append(row.map { $0 / length })
        }
        return rows.map { $0.map(Float.init) }
    }
}
