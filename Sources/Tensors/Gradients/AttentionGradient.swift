import CKernels
import Foundation

/// `Attention` and its derivative over a packed batch. Queries, keys and values lie side by side in the rows of
/// one matrix.
///
/// With p = exp(s − L) for scores s = q Kᵀ / √d and their log-sum-exp L, and δ = o · ∂o,
///
///     ∂V = pᵀ ∂o        ∂s = p ∘ (∂o Vᵀ − δ)        ∂q = ∂s K / √d        ∂K = ∂sᵀ q / √d
///
/// Scores are computed again tile by tile from L, so that memory does not grow with the square of the length
/// (T. Dao et al., "FlashAttention", arXiv 2205.14135, algorithm 4).
package struct AttentionGradient {
    package let geometry: Attention
    /// With a sliding window of w, a query sees only the last w keys up to its own.
    package let window: Int?

    package init(_ geometry: Attention, window: Int? = nil) {
        self.geometry = geometry
        self.window = window
    }

    private var queryWidth: Int { geometry.queryHeads * geometry.headDimension }
    private var keyWidth: Int { geometry.keyValueHeads * geometry.headDimension }

    /// Attends.
    /// - Parameters:
    ///   - mixed: rows of queries, keys and values, rotated.
    ///   - groups: segments that share keys with one another stand in the same group.
    ///   - output: rows x queries.
    ///   - logSumExps: rows x query heads; nil where no backward pass follows.
    package func forward(
        _ mixed: Matrix, groups: [[AttentionSegment]], into output: Matrix, logSumExps: Matrix?
    ) {
        let sequences = groups.flatMap { $0 }.map { segment in
            var sequence = Attention.Sequence(
                queries: mixed.row(segment.rows.lowerBound), output: output.row(segment.rows.lowerBound),
                queryStride: mixed.stride, outputStride: output.stride, count: segment.rows.count,
                blocks: segment.keys.map { run in
                    Attention.Sequence.Block(
                        keys: mixed.row(run.lowerBound) + queryWidth,
                        values: mixed.row(run.lowerBound) + queryWidth + keyWidth, tokenStride: mixed.stride,
                        headStride: geometry.headDimension, count: run.count)
                },
                firstPosition: segment.isCausal ? segment.keyCount - segment.rows.count : nil, window: window)
            sequence.logSumExps = logSumExps?.row(segment.rows.lowerBound)
            sequence.logSumExpStride = logSumExps?.stride ?? 0
            return sequence
        }
        geometry.apply(sequences)
    }

    /// The plain form: all scores of a query at once, in double precision.
    /// - Parameter dMixed: takes the gradients by queries, keys and values.
    package func reference(
        _ mixed: Matrix, groups: [[AttentionSegment]], dOutput: Matrix, dMixed: Matrix
    ) {
        dMixed.clear()
        let d = geometry.headDimension
        let scale = 1 / Double(d).squareRoot()
        for segment in groups.flatMap({ $0 }) {
            let keyRows = segment.keys.flatMap { Array($0) }
            for row in segment.rows {
                for head in 0..<geometry.queryHeads {
                    let keyHead = head / geometry.group
                    let (k, v) = (queryWidth + keyHead * d, queryWidth + keyWidth + keyHead * d)
                    let rows = segment.visible(row, window: window).map { keyRows[$0] }
                    func dot(_ a: Matrix, _ ra: Int, _ ca: Int, _ rb: Int, _ cb: Int) -> Double {
                        (0..<d).reduce(0.0) { $0 + Double(a[ra, ca + $1]) * Double(mixed[rb, cb + $1]) }
                    }
                    let scores = rows.map { dot(mixed, row, head * d, $0, k) * scale }
                    let greatest = scores.max() ?? 0
                    let exponentials = scores.map { exp($0 - greatest) }
                    let sum = exponentials.reduce(0, +)
                    let weights = exponentials.map { $0 / sum }
                    let byWeights = rows.map { dot(dOutput, row, head * d, $0, v) }
                    let delta = zip(weights, byWeights).reduce(0.0) { $0 + $1.0 * $1.1 }
                    for (place, key) in rows.enumerated() {
                        let byScore = weights[place] * (byWeights[place] - delta) * scale
                        for i in 0..<d {
                            dMixed[row, head * d + i] += Float(byScore * Double(mixed[key, k + i]))
                            dMixed[key, k + i] += Float(byScore * Double(mixed[row, head * d + i]))
                            dMixed[key, v + i] += Float(weights[place] * Double(dOutput[row, head * d + i]))
                        }
                    }
                }
            }
        }
    }

    /// Queries and keys of a tile.
    private static let tileRows = 64
    private static let tileColumns = 128

    /// The fast form: groups and key heads side by side, since a key's gradient is a sum over the queries of
    /// its group.
    /// - Parameters:
    ///   - output, logSumExps: what `forward` gave.
    ///   - dMixed: takes the gradients by queries, keys and values, rotated.
    package func backward(
        _ mixed: Matrix, groups: [[AttentionSegment]], output: Matrix, logSumExps: Matrix, dOutput: Matrix,
        dMixed: Matrix
    ) {
        dMixed.clear()
        let work = groups.joined().reduce(0) { $0 + $1.rows.count * $1.keyCount * queryWidth * 5 }
        let heads = geometry.keyValueHeads
        Parallel.forEach(groups.count * heads, work: work) { index in
            withUnsafeTemporaryAllocation(of: Float.self, capacity: 2 * Self.tileRows * Self.tileColumns) { scratch in
                guard let scratch = scratch.baseAddress else { return }
                for segment in groups[index / heads] {
                    for head in index % heads * geometry.group..<(index % heads + 1) * geometry.group {
                        for start in stride(
                            from: segment.rows.lowerBound, to: segment.rows.upperBound, by: Self.tileRows)
                        {
                            let rows = start..<min(start + Self.tileRows, segment.rows.upperBound)
                            backward(
                                segment, rows, head: head,
                                Operands(
                                    mixed: mixed, output: output, logSumExps: logSumExps, dOutput: dOutput,
                                    dMixed: dMixed),
                                scratch)
                        }
                    }
                }
            }
        }
    }

    private struct Operands {
        let mixed: Matrix
        let output: Matrix
        let logSumExps: Matrix
        let dOutput: Matrix
        let dMixed: Matrix
    }

    /// One tile of queries of one head against all keys that it sees.
    private func backward(
        _ segment: AttentionSegment, _ rows: Range<Int>, head: Int, _ o: Operands,
        _ scratch: UnsafeMutablePointer<Float>
    ) {
        let d = geometry.headDimension
        let set = InstructionSet.best.kernelSet
        let columns = head * d..<(head + 1) * d
        let keyColumns = queryWidth + head / geometry.group * d
        let valueColumns = keyColumns + keyWidth
        let (queries, dQueries) = (o.mixed.rows(rows).columns(columns), o.dMixed.rows(rows).columns(columns))
        let dOutput = o.dOutput.rows(rows).columns(columns)
        let deltas = rows.map { row in
            ck_dot(set, o.output.row(row) + columns.lowerBound, o.dOutput.row(row) + columns.lowerBound, d)
        }
        let first = segment.visible(rows.lowerBound, window: window).lowerBound
        let end = segment.visible(rows.upperBound - 1, window: window).upperBound
        var runStart = 0
        for run in segment.keys {
            let seen = (first..<end).clamped(to: runStart..<runStart + run.count)
            for start in stride(from: seen.lowerBound, to: seen.upperBound, by: Self.tileColumns) {
                let tile = start..<min(start + Self.tileColumns, seen.upperBound)
                let offset = run.lowerBound - runStart
                let keyRows = tile.lowerBound + offset..<tile.upperBound + offset
                let keys = o.mixed.rows(keyRows).columns(keyColumns..<keyColumns + d)
                let values = o.mixed.rows(keyRows).columns(valueColumns..<valueColumns + d)
                let scores = Matrix(scratch, rows: rows.count, columns: tile.count, stride: Self.tileColumns)
                let byWeights = Matrix(
                    scratch + Self.tileRows * Self.tileColumns, rows: rows.count, columns: tile.count,
                    stride: Self.tileColumns)
                MatrixProduct.single(queries, keys.transposed, into: scores, geometry.scale, false)
                MatrixProduct.single(dOutput, values.transposed, into: byWeights, 1, false)
                for (place, row) in rows.enumerated() {
                    let visible = segment.visible(row, window: window).clamped(to: tile)
                    let (before, after) = (visible.lowerBound - start, visible.upperBound - start)
                    let (weights, gradients) = (scores.row(place), byWeights.row(place))
                    if !visible.isEmpty {
                        ck_softmax_gradient(
                            set, weights + before, gradients + before, o.logSumExps[row, head], deltas[place],
                            geometry.scale, visible.count)
                    }
                    for hidden in [
                        0..<(visible.isEmpty ? tile.count : before),
                        (visible.isEmpty ? tile.count : after)..<tile.count,
                    ] {
                        (weights + hidden.lowerBound).update(repeating: 0, count: hidden.count)
                        (gradients + hidden.lowerBound).update(repeating: 0, count: hidden.count)
                    }
                }
                let (dKeys, dValues) = (
                    o.dMixed.rows(keyRows).columns(keyColumns..<keyColumns + d),
                    o.dMixed.rows(keyRows).columns(valueColumns..<valueColumns + d)
                )
                MatrixProduct.single(scores.transposed, dOutput, into: dValues, 1, true)
                MatrixProduct.single(byWeights, keys, into: dQueries, 1, true)
                MatrixProduct.single(byWeights.transposed, queries, into: dKeys, 1, true)
            }
            runStart += run.count
        }
    }
}
