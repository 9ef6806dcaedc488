import Foundation
import Tensors

/// Draws tokens from logits, reproducibly.
///
/// In this order: keep the allowed tokens, divide by the temperature, keep the `topK` greatest, then the
/// smallest set of the most probable that reaches `topP`, renormalise, draw. Ties go to the lower id. The
/// generator is SplitMix64, seeded from the request's seed and the number of the sample; one draw a token.
/// A logit that is not a number counts as minus infinity; when nothing is left all allowed tokens are equal.
package struct Sampler: Sendable {
    /// A drawn token.
    package struct Draw: Hashable, Sendable {
        package let token: Int
        /// Natural log of the probability under the distribution that was drawn from.
        package let logProbability: Float
        /// Natural log of the probability under the plain softmax of all logits.
        package let modelLogProbability: Float
    }

    private let parameters: SamplingParameters
    private var generator: SplitMix64

    /// The sampler of one sample of a request.
    package init(_ parameters: SamplingParameters, seed: UInt64, sample: Int = 0) {
        self.parameters = parameters
        var mixer = SplitMix64(seed: seed &+ UInt64(truncatingIfNeeded: sample) &* 0xD1B5_4A32_D192_ED03)
        generator = SplitMix64(seed: mixer.next())
    }

    /// Draws one token.
    /// - Parameters:
    ///   - logits: a row of the vocabulary.
    ///   - allowed: ids that may be drawn, rising, not empty; nil for all.
    package mutating func draw(_ logits: ArraySlice<Float>, allowed: [Int]? = nil) -> Draw {
        let (token, logProbability) =
            allowed == nil ? drawFromAll(logits) : drawFromPool(logits, ids: allowed ?? [])
        return Draw(
            token: token, logProbability: logProbability,
            modelLogProbability: Self.logSoftmax(logits, at: token))
    }

    /// The usual case, without a pool: nothing is left out.
    private mutating func drawFromAll(_ logits: ArraySlice<Float>) -> (token: Int, logProbability: Float) {
        let greatest = logits.withUnsafeBufferPointer { LogSumExp.maximum($0) }
        let truncates = parameters.topP < 1 || parameters.topK.map { $0 < logits.count } ?? false
        guard greatest.isFinite, parameters.temperature == 0 || !truncates else {
            return drawFromPool(logits, ids: Array(0..<logits.count))
        }
        if parameters.temperature == 0 {
            return ((logits.firstIndex(of: greatest) ?? logits.startIndex) - logits.startIndex, 0)
        }
        let (weights, total) = logits.withUnsafeBufferPointer {
            LogSumExp.terms($0, scale: Float(1 / parameters.temperature), shift: greatest)
        }
        let chosen = pick(weights, total: total)
        return (chosen, Float(log(Double(weights[chosen]) / total)))
    }

    private mutating func drawFromPool(
        _ logits: ArraySlice<Float>, ids: [Int]
    ) -> (token: Int, logProbability: Float) {
        let base = logits.startIndex
        func logit(_ id: Int) -> Float {
            let value = logits[base + id]
            if value.isNaN { return -.infinity }
            return min(value, .greatestFiniteMagnitude)
        }
        if parameters.temperature == 0 {
            var chosen = ids[0]
            for id in ids where logit(id) > logit(chosen) { chosen = id }
            return (chosen, 0)
        }
        let scale = 1 / parameters.temperature
        var pool = ids.map { (id: $0, value: Double(logit($0)) * scale) }
        truncate(&pool)
        let greatest = pool.reduce(-Double.infinity) { max($0, $1.value) }
        let weights =
            greatest == -.infinity ? pool.map { _ in 1.0 } : pool.map { exp($0.value - greatest) }
        let total = weights.reduce(0, +)
        let index = pick(weights, total: total)
        return (pool[index].id, Float(log(weights[index] / total)))
    }

    /// Draws the place of a weight in proportion to it.
    private mutating func pick<Weight: BinaryFloatingPoint>(_ weights: [Weight], total: Double) -> Int {
        var remaining = Double(generator.next() >> 11) * 0x1p-53 * total
        var index = 0
        while index < weights.count - 1, remaining >= Double(weights[index]) || weights[index] == 0 {
            remaining -= Double(weights[index])
            index += 1
        }
        while weights[index] == 0, index > 0 { index -= 1 }
        return index
    }

    /// Applies `topK` and `topP`; the pool is then in falling order of value.
    private func truncate(_ pool: inout [(id: Int, value: Double)]) {
        let limitsCount = parameters.topK.map { $0 < pool.count } ?? false
        guard limitsCount || parameters.topP < 1 else { return }
        pool.sort { $0.value == $1.value ? $0.id < $1.id : $0.value > $1.value }
        if limitsCount, let topK = parameters.topK { pool.removeSubrange(topK...) }
        guard parameters.topP < 1, let greatest = pool.first?.value, greatest > -.infinity else { return }
        let weights = pool.map { exp($0.value - greatest) }
        let wanted = weights.reduce(0, +) * parameters.topP
        var sum = 0.0
        for (index, weight) in weights.enumerated() {
            sum += weight
            if sum >= wanted {
                pool.removeSubrange((index + 1)...)
                return
            }
        }
    }

    /// The `count` most probable tokens under the softmax of a row, the greatest first, ties by lower id.
    package static func alternatives(_ logits: ArraySlice<Float>, count: Int)
        -> [GeneratedSequence.Alternative]
    {
        guard count > 0 else { return [] }
        var best: [(id: Int, value: Float)] = []
        for (id, value) in logits.enumerated() where !value.isNaN {
            if best.count == count, let last = best.last, value <= last.value { continue }
            best.insert((id, value), at: best.firstIndex { $0.value < value } ?? best.endIndex)
            if best.count > count { best.removeLast() }
        }
        return best.map { .init(id: $0.id, modelLogProbability: logSoftmax(logits, at: $0.id)) }
    }

    /// Log of a token's probability under the softmax of a row; what is not a number counts as minus infinity.
    package static func logSoftmax(_ logits: ArraySlice<Float>, at id: Int) -> Float {
        let sum = logits.withUnsafeBufferPointer { LogSumExp.apply($0) }
        guard sum.isFinite else { return -.infinity }
        let value = logits[logits.startIndex + id]
        return value.isNaN ? -.infinity : Float(Double(value) - sum)
    }
}
