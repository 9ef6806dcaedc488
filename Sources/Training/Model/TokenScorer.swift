import CKernels
import Tensors

/// Log-probabilities of scored tokens and their gradients, a chunk of logits at a time.
struct TokenScorer {
    let items: [PackedBatch.Item]
    /// vocabulary x hidden size.
    let projection: Matrix
    /// Where the projection's gradient goes; nil where it is not trained.
    let gradient: Matrix?
    let temperature: Float
    let pass: Pass

    /// - Parameters:
    ///   - isScored: whether the tape holds the scores of an earlier run.
    ///   - coefficients: with them, gradients are added up.
    ///   - dNormed: with coefficients: takes the gradients by the normed hidden states.
    func run(
        _ tape: inout TrainableHead.Tape, isScored: Bool, _ coefficients: TrainableHead.Coefficients?,
        _ dNormed: Matrix?
    ) {
        // Runs of tokens with the whole vocabulary, cut into chunks; the others one by one.
        var start = 0
        let limit = TrainableHead.chunkRows(vocabulary: projection.rows)
        while start < items.count {
            var end = start
            if items[start].allowed == nil {
                while end < items.count, end - start < limit, items[end].allowed == nil { end += 1 }
                runWhole(start..<end, &tape, isScored, coefficients, dNormed)
            } else {
                while end < items.count, items[end].allowed != nil { end += 1 }
                runLimited(start..<end, &tape, isScored, coefficients, dNormed)
            }
            start = end
        }
    }

    private func runWhole(
        _ range: Range<Int>, _ tape: inout TrainableHead.Tape, _ isScored: Bool,
        _ coefficients: TrainableHead.Coefficients?, _ dNormed: Matrix?
    ) {
        let logits = pass.pool.matrix(range.count, projection.rows)
        let normed = tape.normed.matrix.rows(range)
        pass.multiply(normed, projection.transposed, into: logits.matrix)
        if !isScored {
            let normalizers = TokenDistribution.normalizers(logits.matrix, temperature: temperature)
            tape.normalizers.replaceSubrange(range, with: normalizers)
            for (row, index) in range.enumerated() {
                tape.logProbabilities[index] =
                    logits.matrix[row, items[index].token] / temperature - normalizers[row].logSumExp
            }
        }
        guard let coefficients, let dNormed else { return }
        TokenDistribution.backward(
            logits.matrix, tokens: items[range].map(\.token)[...], normalizers: tape.normalizers[range],
            byLogProbability: coefficients.logProbabilities[range], byEntropy: coefficients.entropies[range],
            temperature: temperature)
        pass.multiply(logits.matrix, projection, into: dNormed.rows(range))
        if let gradient {
            pass.multiply(logits.matrix.transposed, normed, into: gradient, accumulate: true)
        }
    }

    /// Tokens of which each has its own few ids.
    private func runLimited(
        _ range: Range<Int>, _ tape: inout TrainableHead.Tape, _ isScored: Bool,
        _ coefficients: TrainableHead.Coefficients?, _ dNormed: Matrix?
    ) {
        let set = InstructionSet.best.kernelSet
        let normed = tape.normed.matrix
        let width = normed.columns
        let widest = range.map { items[$0].allowed?.count ?? 0 }.max() ?? 0
        let logits = pass.pool.matrix(range.count, widest)
        Rows.forEach(range.count, work: widest * width) { row in
            let (state, target) = (normed.row(range.lowerBound + row), logits.matrix.row(row))
            for (place, id) in (items[range.lowerBound + row].allowed ?? []).enumerated() {
                target[place] = ck_dot(set, state, projection.row(Int(id)), width)
            }
        }
        for (row, index) in range.enumerated() {
            let ids = items[index].allowed ?? []
            let place = ids.firstIndex(of: Int32(items[index].token)) ?? 0
            let numbers = logits.matrix.rows(row..<row + 1).columns(0..<ids.count)
            if !isScored {
                let normalizer = TokenDistribution.normalizers(numbers, temperature: temperature)[0]
                tape.normalizers[index] = normalizer
                tape.logProbabilities[index] = numbers[0, place] / temperature - normalizer.logSumExp
            }
            guard let coefficients else { continue }
            TokenDistribution.backward(
                numbers, tokens: [place], normalizers: [tape.normalizers[index]],
                byLogProbability: [coefficients.logProbabilities[index]],
                byEntropy: [coefficients.entropies[index]], temperature: temperature)
        }
        guard coefficients != nil, let dNormed else { return }
        Rows.forEach(range.count, work: widest * width) { row in
            let target = dNormed.row(range.lowerBound + row)
            target.update(repeating: 0, count: width)
            for (place, id) in (items[range.lowerBound + row].allowed ?? []).enumerated() {
                ck_add_scaled(set, target, logits.matrix.row(row)[place], projection.row(Int(id)), width)
            }
        }
        guard let gradient else { return }
        let step = 64
        Parallel.forEach((width + step - 1) / step, work: range.count * widest * width) { part in
            let start = part * step
            for (row, index) in range.enumerated() {
                for (place, id) in (items[index].allowed ?? []).enumerated() {
                    ck_add_scaled(
                        set, gradient.row(Int(id)) + start, logits.matrix.row(row)[place],
                        normed.row(index) + start, min(step, width - start))
                }
            }
        }
    }
}
