import Foundation
import Tensors

/// `CopyingWeights` in which a third layer adds hundredths from the beginning.
///
/// An answer of this model is full of sums (`3.99-1.55=2.44`), and a length is a token for its metres and one for its
/// hundredths. Adding those is adding on a circle of a hundred, which networks learn late and all at once: nothing
/// helps before two heads look at the right numbers and the layer after them multiplies the right directions. What such
/// networks end with (Nanda et al. 2023, arXiv 2301.05217; Zhou et al. 2024, arXiv 2406.03445) is planted here, and
/// training goes on from it, as numbers are embedded for that purpose by Zhou et al. 2025 (arXiv 2502.09741):
/// - **Embeddings.** Hundredths h get (cos, sin)(2π k h / 100) for some k in directions of their own, metres likewise on
///   a circle of 25; both also their size, so that who carries can compare, and hundredths a mark that they are some.
/// - **Heads of layer 2.** Head 0 looks 5 tokens back, at a in `a±b=`, where the hundredths of the sum are to come; heads
///   1 and 2 look 2 back, at b, if the sign before it (which layer 0 brought along) is + or −. They write the circles
///   of a to directions U and those of b to V, head 2 with −sin for sin.
/// - **Units of layer 2.** cos(a+b) = cos a cos b − sin a sin b and sin(a+b) = sin a cos b + cos a sin b, the products by
///   pairs of gated units, since u·silu(v) − u·silu(−v) = u v; written where embeddings are read off.
///
/// More than half of sums are right so before any training. Learning at 1e-3 forgets it all; at 2e-4 it stays and grows.
struct AddingWeights: WeightSource {
    /// Tokens that the planted parts know.
    struct Tokens {
        /// `.00` to `.99`.
        var hundredths: [Int]
        /// `0`, `1`, … as whole metres.
        var metres: [Int]
        var plus: Int
        var minus: Int
    }

    private let copying: CopyingWeights
    private let tokens: Tokens
    private let width: Int
    private let head: Int
    private let frequencies: [Double]
    /// An orthonormal basis of which circles, sizes, marks, U and V take rows.
    private let basis: [[Float]]
    /// What tells − from + in the token two behind the sign, after layer 0.
    private let sign: [Float]

    private static let layer = 2
    private static let circles = [1, 3, 10, 13, 25, 27, 37, 43]
    private static let metreCircles = [1, 2, 4, 7, 11]
    private static let metrePeriod = 25.0
    // Found by trying.
    private static let hundredthsNorm = 2.0
    private static let metresNorm = 0.8
    private static let keptRandom: Float = 0.7
    private static let mark: Float = 0.5
    private static let gatherScale: Float = 0.6
    private static let writeScale: Float = 0.12
    private static let positionBias = 8.0
    private static let contentBias: Float = 2
    private static let positionPairs = 8
    private static let contentPairs = 16
    private static let noiseScale: Float = 0.1

    private static let sizesRow = 2 * (circles.count + metreCircles.count)
    private static let markRow = sizesRow + 2
    private static let firstRow = markRow + 1
    private static let secondRow = firstRow + 2 * circles.count

    /// - Parameter configuration: with four heads of their own keys and values, three layers at least.
    init(configuration: Qwen25VLConfiguration, tokens: Tokens, seed: UInt64) throws {
        copying = CopyingWeights(configuration: configuration, seed: seed)
        self.tokens = tokens
        width = configuration.text.hiddenSize
        head = configuration.text.headDimension
        let half = head / 2
        frequencies = (0..<half).map { pow(configuration.text.ropeTheta, -Double($0) / Double(half)) }
        basis = CopyingWeights.orthonormal(width, width, seed: RandomWeights.seed(of: "adding.basis", seed))
        let embedding = try copying.weights(
            Self.embeddingName, shape: [configuration.text.vocabularySize, configuration.text.hiddenSize]
        ).floats()
        let width = width
        func row(_ token: Int) -> ArraySlice<Float> { embedding[token * width..<(token + 1) * width] }
        sign = Self.unit(zip(copying.carried(row(tokens.minus)), copying.carried(row(tokens.plus))).map { $0 - $1 })
    }

    private static let embeddingName = "model.embed_tokens.weight"

    func weights(_ name: String, shape: [Int]) throws -> StoredTensor {
        let tensor = try copying.weights(name, shape: shape)
        let parts = name.split(separator: ".")
        let isLayer = parts.count > 3 && parts[1] == "layers" && Int(parts[2]) == Self.layer && parts[0] == "model"
        guard name == Self.embeddingName || isLayer else { return tensor }
        var values = tensor.floats()
        switch (parts[parts.count - 2], parts[parts.count - 1]) {
        case ("embed_tokens", _): embed(&values)
        case ("q_proj", "weight"): quieten(&values)
        case ("q_proj", "bias"): look(&values)
        case ("k_proj", "weight"): know(&values)
        case ("k_proj", "bias"): stand(&values)
        case ("v_proj", "weight"): read(&values)
        case ("o_proj", "weight"): write(&values)
        case ("gate_proj", "weight"): factors(&values, ofGate: true)
        case ("up_proj", "weight"): factors(&values, ofGate: false)
        case ("down_proj", "weight"): products(&values)
        default: break
        }
        return StoredTensor(shape: shape) { target in
            for index in target.indices { target.initializeElement(at: index, to: values[index]) }
        }
    }

    // MARK: Embeddings

    private func embed(_ values: inout [Float]) {
        plant(
            &values, tokens.hundredths, period: 100, Self.circles, row: 0, size: Self.sizesRow,
            norm: Self.hundredthsNorm)
        for token in tokens.hundredths { add(&values, token, Self.mark, basis[Self.markRow]) }
        plant(
            &values, tokens.metres, period: Self.metrePeriod, Self.metreCircles, row: 2 * Self.circles.count,
            size: Self.sizesRow + 1, norm: Self.metresNorm)
    }

    private func plant(
        _ values: inout [Float], _ numbers: [Int], period: Double, _ circles: [Int], row: Int, size: Int, norm: Double
    ) {
        let middle = Double(numbers.count - 1) / 2
        let spread = (Double(numbers.count * numbers.count - 1) / 12).squareRoot()
        // A number's part has a norm of √(circles + z²), z being its size in standard deviations.
        let scale = norm / (Double(circles.count) + 1).squareRoot()
        for (number, token) in numbers.enumerated() {
            for column in 0..<width { values[token * width + column] *= Self.keptRandom }
            for (place, circle) in circles.enumerated() {
                let angle = 2 * Double.pi * Double(circle * number) / period
                add(&values, token, Float(scale * cos(angle)), basis[row + 2 * place])
                add(&values, token, Float(scale * sin(angle)), basis[row + 2 * place + 1])
            }
            add(&values, token, Float(scale * (Double(number) - middle) / spread), basis[size])
        }
    }

    private func add(_ values: inout [Float], _ row: Int, _ scale: Float, _ direction: [Float]) {
        for column in 0..<width { values[row * width + column] += scale * direction[column] }
    }

    // MARK: Attention

    /// How far back heads 0, 1, 2 look; between whole places, so that a number with tenths of millimetres is found too.
    private static let distances = [5.1, 2.15, 2.15]

    private func quieten(_ values: inout [Float]) {
        for index in 0..<Self.distances.count * head * width { values[index] *= Self.noiseScale }
    }

    private func look(_ values: inout [Float]) {
        for (place, distance) in Self.distances.enumerated() {
            for offset in 0..<head { values[place * head + offset] = 0 }
            for pair in 0..<Self.positionPairs {
                let angle = frequencies[pair] * distance
                values[place * head + pair] = Float(Self.positionBias * cos(angle))
                values[place * head + head / 2 + pair] = Float(-Self.positionBias * sin(angle))
            }
            for pair in slowPairs { values[place * head + pair] = Self.contentBias }
        }
    }

    private func stand(_ values: inout [Float]) {
        for place in Self.distances.indices {
            for offset in 0..<head {
                values[place * head + offset] = offset < Self.positionPairs ? Float(Self.positionBias) : 0
            }
        }
    }

    private func know(_ values: inout [Float]) {
        quieten(&values)
        let wanted: [(direction: [Float], scale: Float)] = [(basis[Self.markRow], 1), (sign, -3), (sign, 3)]
        for (place, (direction, scale)) in wanted.enumerated() {
            for pair in slowPairs { add(&values, place * head + pair, scale, direction) }
        }
    }

    /// The pairs that turn so slowly that content counts the same at any distance.
    private var slowPairs: Range<Int> { head / 2 - Self.contentPairs..<head / 2 }

    private func read(_ values: inout [Float]) {
        for place in Self.distances.indices {
            for offset in 0..<2 * Self.circles.count {
                let first = (place * head + offset) * width
                for column in 0..<width { values[first + column] = basis[offset][column] }
            }
        }
    }

    private func write(_ values: inout [Float]) {
        for (place, row) in [Self.firstRow, Self.secondRow, Self.secondRow].enumerated() {
            for offset in 0..<2 * Self.circles.count {
                let isTurned = place == 2 && offset % 2 == 1
                let scale = isTurned ? -Self.gatherScale : Self.gatherScale
                for output in 0..<width {
                    values[output * width + place * head + offset] = scale * basis[row + offset][output]
                }
            }
        }
    }

    // MARK: Products

    /// A product of a circle: which of (cos, sin) of a and b, and what it adds to (cos, sin) of the sum.
    private struct Term {
        let a: Int
        let b: Int
        let cos: Float
        let sin: Float
    }

    private static let terms = [
        Term(a: 0, b: 0, cos: 1, sin: 0), Term(a: 1, b: 1, cos: -1, sin: 0), Term(a: 1, b: 0, cos: 0, sin: 1),
        Term(a: 0, b: 1, cos: 0, sin: 1),
    ]

    /// The rows of the gate or of what it gates: two units a product, of either sign.
    private func factors(_ values: inout [Float], ofGate isGate: Bool) {
        for (index, unit) in units.enumerated() {
            let row = 2 * unit.circle + (isGate ? Self.secondRow + unit.term.b : Self.firstRow + unit.term.a)
            for column in 0..<width { values[index * width + column] = unit.side * basis[row][column] }
        }
    }

    private func products(_ values: inout [Float]) {
        let count = values.count / width
        for (index, unit) in units.enumerated() {
            let (cosine, sine) = (basis[2 * unit.circle], basis[2 * unit.circle + 1])
            for output in 0..<width {
                let sum = unit.term.cos * cosine[output] + unit.term.sin * sine[output]
                values[output * count + index] = Self.writeScale * sum
            }
        }
    }

    private struct Unit {
        let circle: Int
        let term: Term
        let side: Float
    }

    private var units: [Unit] {
        Self.circles.indices.flatMap { circle in
            Self.terms.flatMap { term in [1, -1].map { Unit(circle: circle, term: term, side: $0) } }
        }
    }

    private static func unit(_ vector: [Float]) -> [Float] {
        let length = vector.reduce(0) { $0 + $1 * $1 }.squareRoot()
        return vector.map { $0 / max(length, .leastNormalMagnitude) }
    }
}
