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
            /// Floats from one token's value to the next one's; from one token's key to the next one's too, unless
            /// the keys are transposed.
            package let tokenStride: Int
            /// Floats from one head to the next.
            package let headStride: Int
            package let count: Int
            /// With transposed keys, floats from one number of a key to the next; the keys' first numbers then lie
            /// side by side, as do their second and so on. So many keys are scored at once, without sums across a
            /// vector.
            package let transposedKeyStride: Int?

            package init(
                keys: UnsafePointer<Float>, values: UnsafePointer<Float>, tokenStride: Int, headStride: Int,
                count: Int, transposedKeyStride: Int? = nil
            ) {
                self.keys = keys
                self.values = values
                self.tokenStride = tokenStride
                self.headStride = headStride
                self.count = count
                self.transposedKeyStride = transposedKeyStride
            }

            /// Where number i of a token's key is, from the head's first.
            func keyOffset(_ token: Int, _ i: Int) -> Int {
                transposedKeyStride.map { token + i * $0 } ?? token * tokenStride + i
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
                    var keys: [[Float]] = []
                    var values: [UnsafePointer<Float>] = []
                    for block in sequence.blocks {
                        let offset = head / group * block.headStride
                        for token in 0..<block.count {
                            keys.append((0..<headDimension).map { block.keys[offset + block.keyOffset(token, $0)] })
                            values.append(block.values + offset + token * block.tokenStride)
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
    /// Up to this many queries of a sequence, the heads of a group that share their keys make a tile instead of the
    /// queries of a head.
    static let maximumGroupedRows = 5

    /// Queries that are scored together against the same keys: those of one head, or of one token in several heads.
    private struct Tile {
        let queries: UnsafePointer<Float>
        let queryStride: Int
        let output: UnsafeMutablePointer<Float>
        let outputStride: Int
        let count: Int
        /// Which query the first is, and how many the next is further.
        let firstQuery: Int
        let queryStep: Int
        let firstHead: Int
        let keyValueHead: Int

        func query(_ row: Int) -> Int { firstQuery + row * queryStep }
        func head(_ row: Int) -> Int { queryStep == 0 ? firstHead + row : firstHead }
    }

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
            attend(sequences[sequence], rows: rows, keyValueHead: index % keyValueHeads, set: set.kernelSet)
        }
    }

    private func attend(_ sequence: Sequence, rows: Range<Int>, keyValueHead: Int, set: ck_instruction_set) {
        let isGrouped = sequence.count <= Self.maximumGroupedRows
        for index in isGrouped ? rows : 0..<group {
            let query = isGrouped ? index : rows.lowerBound
            let head = keyValueHead * group + (isGrouped ? 0 : index)
            attend(
                sequence,
                Tile(
                    queries: sequence.queries + query * sequence.queryStride + head * headDimension,
                    queryStride: isGrouped ? headDimension : sequence.queryStride,
                    output: sequence.output + query * sequence.outputStride + head * headDimension,
                    outputStride: isGrouped ? headDimension : sequence.outputStride,
                    count: isGrouped ? group : rows.count, firstQuery: query, queryStep: isGrouped ? 0 : 1,
                    firstHead: head, keyValueHead: keyValueHead), set)
        }
    }

    private func attend(_ sequence: Sequence, _ tile: Tile, _ set: ck_instruction_set) {
        let total = sequence.keyCount
        let count = tile.count
        let firstVisible = sequence.visible(tile.query(0), of: total).lowerBound
        let lastVisible = sequence.visible(tile.query(count - 1), of: total).upperBound
        for row in 0..<count {
            (tile.output + row * tile.outputStride).update(repeating: 0, count: headDimension)
        }
        withUnsafeTemporaryAllocation(of: Float.self, capacity: count * (Self.tileColumns + 2)) { scratch in
            guard let scores = scratch.baseAddress else { return }
            let maxima = scores + count * Self.tileColumns
            let sums = maxima + count
            maxima.update(repeating: -.infinity, count: count)
            sums.update(repeating: 0, count: count)
            var blockStart = 0
            for block in sequence.blocks {
                let lower = max(firstVisible, blockStart)
                let upper = max(lower, min(lastVisible, blockStart + block.count))
                for start in stride(from: lower, to: upper, by: Self.tileColumns) {
                    let end = min(start + Self.tileColumns, upper)
                    score(tile, block, start - blockStart..<end - blockStart, scores, set)
                    for row in 0..<count {
                        let seen = sequence.visible(tile.query(row), of: total).clamped(to: start..<end)
                        let rowScores = scores + row * Self.tileColumns
                        if seen.isEmpty {
                            rowScores.update(repeating: 0, count: end - start)
                            continue
                        }
                        let correction = ck_online_softmax(
                            set, rowScores + (seen.lowerBound - start), seen.count, maxima + row, sums + row)
                        if correction != 1 {
                            ck_scale(set, tile.output + row * tile.outputStride, correction, headDimension)
                        }
                        rowScores.update(repeating: 0, count: seen.lowerBound - start)
                        (rowScores + (seen.upperBound - start)).update(repeating: 0, count: end - seen.upperBound)
                    }
                    let values =
                        block.values + tile.keyValueHead * block.headStride + (start - blockStart) * block.tokenStride
                    ck_product(
                        set, scores, Self.tileColumns, count, end - start, values, block.tokenStride, headDimension,
                        1, true, tile.output, tile.outputStride)
                }
                blockStart += block.count
            }
            for row in 0..<count where sums[row] > 0 {
                ck_scale(set, tile.output + row * tile.outputStride, 1 / sums[row], headDimension)
            }
            guard let logSumExps = sequence.logSumExps else { return }
            for row in 0..<count {
                logSumExps[tile.query(row) * sequence.logSumExpStride + tile.head(row)] = maxima[row] + logf(sums[row])
            }
        }
    }

    /// The scores of a tile's queries against some keys of a block.
    private func score(
        _ tile: Tile, _ block: Sequence.Block, _ keys: Range<Int>, _ scores: UnsafeMutablePointer<Float>,
        _ set: ck_instruction_set
    ) {
        let base = block.keys + tile.keyValueHead * block.headStride
        if let stride = block.transposedKeyStride {
            ck_product(
                set, tile.queries, tile.queryStride, tile.count, headDimension, base + keys.lowerBound, stride,
                keys.count, scale, false, scores, Self.tileColumns)
        } else if tile.queryStep > 0 {
            cblas_sgemm(
                CblasRowMajor, CblasNoTrans, CblasTrans, blasint(tile.count), blasint(keys.count),
                blasint(headDimension), scale, tile.queries, blasint(tile.queryStride),
                base + keys.lowerBound * block.tokenStride, blasint(block.tokenStride), 0, scores,
                blasint(Self.tileColumns))
        } else {
            for row in 0..<tile.count {
                ck_dot_rows(
                    set, tile.queries + row * tile.queryStride, base + keys.lowerBound * block.tokenStride,
                    block.tokenStride, keys.count, headDimension, scale, scores + row * Self.tileColumns)
            }
        }
    }
}
