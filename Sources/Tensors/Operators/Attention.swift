import CKernels
import COpenBLAS
import Foundation

/// Scaled dot-product attention of grouped heads, `softmax(q Kᵀ / √d) V`, over keys that lie in blocks.
///
/// Query head h reads key/value head h / (queryHeads / keyValueHeads). The scores of a query tile against
/// one block of keys are all that exists at a time (online softmax: M. Milakov, N. Gimelshein,
/// arXiv 1805.02867), so memory does not grow with the length.
public struct Attention: Sendable {
    /// Heads of the queries, a multiple of `keyValueHeads`.
    public let queryHeads: Int
    /// Heads of the keys and values.
    public let keyValueHeads: Int
    /// Numbers a head, d.
    public let headDimension: Int

    /// Attention of this geometry.
    public init(queryHeads: Int, keyValueHeads: Int, headDimension: Int) {
        self.queryHeads = queryHeads
        self.keyValueHeads = keyValueHeads
        self.headDimension = headDimension
    }

    var scale: Float { 1 / Float(headDimension).squareRoot() }
    var group: Int { queryHeads / keyValueHeads }

    /// Queries of one sequence and where its keys lie.
    package struct Sequence {
        /// A run of consecutive keys and values.
        package struct Block {
            package let keys: UnsafePointer<Float>
            package let values: UnsafePointer<Float>
            /// Floats from one token to the next, and from one head to the next.
            package let tokenStride: Int
            package let headStride: Int
            package let count: Int

            package init(
                keys: UnsafePointer<Float>, values: UnsafePointer<Float>, tokenStride: Int, headStride: Int,
                count: Int
            ) {
                self.keys = keys
                self.values = values
                self.tokenStride = tokenStride
                self.headStride = headStride
                self.count = count
            }
        }

        /// First query; heads side by side, `stride` floats from token to token.
        package let queries: UnsafePointer<Float>
        package let output: UnsafeMutablePointer<Float>
        package let queryStride: Int
        package let outputStride: Int
        package let count: Int
        package let blocks: [Block]
        /// Index of the first query among the keys; query i then sees keys 0...first+i. Nil: sees all.
        package let firstPosition: Int?
        /// With a sliding window of w, query at p sees only keys above p - w.
        package let window: Int?
        /// Where the log of the sum of each query's and head's exponentials goes, which a backward pass needs:
        /// one row a query, `logSumExpStride` floats apart, one number a head. Nil: nowhere.
        package var logSumExps: UnsafeMutablePointer<Float>?
        package var logSumExpStride = 0

        package init(
            queries: UnsafePointer<Float>, output: UnsafeMutablePointer<Float>, queryStride: Int,
            outputStride: Int, count: Int, blocks: [Block], firstPosition: Int?, window: Int? = nil
        ) {
            self.queries = queries
            self.output = output
            self.queryStride = queryStride
            self.outputStride = outputStride
            self.count = count
            self.blocks = blocks
            self.firstPosition = firstPosition
            self.window = window
        }

        var keyCount: Int { blocks.reduce(0) { $0 + $1.count } }

        /// The keys that query i sees.
        func visible(_ i: Int, of total: Int) -> Range<Int> {
            guard let firstPosition else { return 0..<total }
            let position = firstPosition + i
            let end = min(total, position + 1)
            return min(end, max(0, position + 1 - (window ?? Int.max / 2)))..<end
        }
    }

    /// The plain form: every query against every visible key, all scores of a query at once.
    package func reference(_ sequences: [Sequence]) {
        for sequence in sequences {
            let total = sequence.keyCount
            for query in 0..<sequence.count {
                let visible = sequence.visible(query, of: total)
                for head in 0..<queryHeads {
                    let q = sequence.queries + query * sequence.queryStride + head * headDimension
                    let out = sequence.output + query * sequence.outputStride + head * headDimension
                    var keys: [UnsafePointer<Float>] = []
                    var values: [UnsafePointer<Float>] = []
                    for block in sequence.blocks {
                        for token in 0..<block.count {
                            let offset = token * block.tokenStride + head / group * block.headStride
                            keys.append(block.keys + offset)
                            values.append(block.values + offset)
                        }
                    }
                    let scores = visible.map { j in
                        (0..<headDimension).reduce(Float(0)) { $0 + q[$1] * keys[j][$1] } * scale
                    }
                    let greatest = scores.max() ?? 0
                    let weights = scores.map { expf($0 - greatest) }
                    let sum = weights.reduce(0, +)
                    for i in 0..<headDimension {
                        out[i] = zip(visible, weights).reduce(Float(0)) { $0 + $1.1 * values[$1.0][i] } / sum
                    }
                }
            }
        }
    }

    /// How many queries share a tile of scores.
    static let tileRows = 64
    /// How many keys of a block are scored at a time.
    static let tileColumns = 256
    /// From this many queries on, tiles go through OpenBLAS.
    static let minimumMatrixRows = 6

    /// The fast form: tiles of queries in parallel over sequences and heads.
    package func apply(_ sequences: [Sequence], using set: InstructionSet = .best) {
        var tiles: [(sequence: Int, rows: Range<Int>)] = []
        var work = 0
        for (index, sequence) in sequences.enumerated() {
            for start in stride(from: 0, to: sequence.count, by: Self.tileRows) {
                tiles.append((index, start..<min(start + Self.tileRows, sequence.count)))
            }
            work += sequence.count * sequence.keyCount * queryHeads * headDimension * 2
        }
        // The last tiles of a causal sequence see the most keys: start with them.
        tiles.reverse()
        Parallel.forEach(tiles.count * keyValueHeads, work: work) { index in
            let (sequence, rows) = tiles[index / keyValueHeads]
            for head in 0..<group {
                attend(
                    sequences[sequence], rows: rows, head: index % keyValueHeads * group + head,
                    keyValueHead: index % keyValueHeads, set: set.kernelSet)
            }
        }
    }

    private func attend(
        _ sequence: Sequence, rows: Range<Int>, head: Int, keyValueHead: Int, set: ck_instruction_set
    ) {
        let total = sequence.keyCount
        let count = rows.count
        let queries = sequence.queries + rows.lowerBound * sequence.queryStride + head * headDimension
        let output = sequence.output + rows.lowerBound * sequence.outputStride + head * headDimension
        let firstVisible = sequence.visible(rows.lowerBound, of: total).lowerBound
        let lastVisible = sequence.visible(rows.upperBound - 1, of: total).upperBound
        for row in 0..<count {
            (output + row * sequence.outputStride).update(repeating: 0, count: headDimension)
        }
        withUnsafeTemporaryAllocation(of: Float.self, capacity: count * (Self.tileColumns + 2)) { scratch in
            guard let scores = scratch.baseAddress else { return }
            let maxima = scores + count * Self.tileColumns
            let sums = maxima + count
            maxima.update(repeating: -.infinity, count: count)
            sums.update(repeating: 0, count: count)
            var blockStart = 0
            for block in sequence.blocks {
                let visible =
                    max(
                        firstVisible, blockStart)..<max(
                        max(firstVisible, blockStart), min(lastVisible, blockStart + block.count))
                for start in stride(from: visible.lowerBound, to: visible.upperBound, by: Self.tileColumns) {
                    let end = min(start + Self.tileColumns, visible.upperBound)
                    let offset = (start - blockStart) * block.tokenStride + keyValueHead * block.headStride
                    scoreTile(
                        queries, keys: block.keys + offset, stride: block.tokenStride, keyCount: end - start,
                        count: count, queryStride: sequence.queryStride, scores: scores, set: set)
                    for row in 0..<count {
                        let seen = sequence.visible(rows.lowerBound + row, of: total).clamped(to: start..<end)
                        let rowScores = scores + row * Self.tileColumns
                        if seen.isEmpty {
                            rowScores.update(repeating: 0, count: end - start)
                            continue
                        }
                        let correction = ck_online_softmax(
                            set, rowScores + (seen.lowerBound - start), seen.count, maxima + row, sums + row)
                        if correction != 1 {
                            ck_scale(set, output + row * sequence.outputStride, correction, headDimension)
                        }
                        rowScores.update(repeating: 0, count: seen.lowerBound - start)
                        (rowScores + (seen.upperBound - start)).update(
                            repeating: 0, count: end - seen.upperBound)
                    }
                    addTile(
                        scores, values: block.values + offset, stride: block.tokenStride,
                        keyCount: end - start, count: count, output: output,
                        outputStride: sequence.outputStride, set: set)
                }
                blockStart += block.count
            }
            for row in 0..<count where sums[row] > 0 {
                ck_scale(set, output + row * sequence.outputStride, 1 / sums[row], headDimension)
            }
            guard let logSumExps = sequence.logSumExps else { return }
            for row in 0..<count {
                logSumExps[(rows.lowerBound + row) * sequence.logSumExpStride + head] =
                    maxima[row] + logf(sums[row])
            }
        }
    }

    private func scoreTile(
        _ queries: UnsafePointer<Float>, keys: UnsafePointer<Float>, stride: Int, keyCount: Int, count: Int,
        queryStride: Int, scores: UnsafeMutablePointer<Float>, set: ck_instruction_set
    ) {
        if count >= Self.minimumMatrixRows {
            cblas_sgemm(
                CblasRowMajor, CblasNoTrans, CblasTrans, blasint(count), blasint(keyCount),
                blasint(headDimension), scale, queries, blasint(queryStride), keys, blasint(stride), 0,
                scores, blasint(Self.tileColumns))
        } else {
            for row in 0..<count {
                ck_dot_rows(
                    set, queries + row * queryStride, keys, stride, keyCount, headDimension, scale,
                    scores + row * Self.tileColumns)
            }
        }
    }

    private func addTile(
        _ weights: UnsafePointer<Float>, values: UnsafePointer<Float>, stride: Int, keyCount: Int, count: Int,
        output: UnsafeMutablePointer<Float>, outputStride: Int, set: ck_instruction_set
    ) {
        if count >= Self.minimumMatrixRows {
            cblas_sgemm(
                CblasRowMajor, CblasNoTrans, CblasNoTrans, blasint(count), blasint(headDimension),
                blasint(keyCount), 1, weights, blasint(Self.tileColumns), values, blasint(stride), 1, output,
                blasint(outputStride))
        } else {
            for row in 0..<count {
                ck_add_weighted_rows(
                    set, weights + row * Self.tileColumns, values, stride, keyCount, headDimension,
                    output + row * outputStride)
            }
        }
    }
}
