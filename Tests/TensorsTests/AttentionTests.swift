import Tensors
import Testing

@Suite struct AttentionTests {
    struct Geometry: Sendable {
        var queries: Int
        var keys: Int
        var heads = (query: 4, keyValue: 2)
        var width = 16
        var blocks: [Int]
        var causal = true
        var window: Int?
        /// From one number of a key to the next, where the keys are transposed.
        var keyStride: Int?
    }

    static let geometries: [Geometry] = [
        Geometry(queries: 1, keys: 1, blocks: [1]),
        Geometry(queries: 1, keys: 300, blocks: [128, 128, 44]),
        Geometry(queries: 5, keys: 5, heads: (3, 1), width: 12, blocks: [5]),
        Geometry(queries: 150, keys: 300, blocks: [128, 128, 44]),
        Geometry(queries: 70, keys: 70, heads: (4, 4), width: 20, blocks: [70], causal: false),
        Geometry(queries: 600, keys: 600, heads: (2, 1), width: 64, blocks: [600], causal: false),
        Geometry(queries: 90, keys: 200, blocks: [128, 72], window: 33),
        Geometry(queries: 3, keys: 140, blocks: [128, 12], window: 10),
        Geometry(queries: 1, keys: 1, blocks: [1], keyStride: 128),
        Geometry(queries: 1, keys: 300, heads: (8, 1), width: 64, blocks: [128, 128, 44], keyStride: 128),
        Geometry(queries: 5, keys: 77, heads: (6, 2), width: 12, blocks: [77], keyStride: 80),
        Geometry(queries: 150, keys: 300, blocks: [128, 128, 44], keyStride: 128),
        Geometry(queries: 90, keys: 200, width: 18, blocks: [128, 72], window: 33, keyStride: 130),
    ]

    @Test(arguments: geometries)
    func fastFormFollowsTheReference(geometry g: Geometry) {
        let attention = Attention(
            queryHeads: g.heads.query, keyValueHeads: g.heads.keyValue, headDimension: g.width)
        let queries = RandomTensors.floats(g.queries * g.heads.query * g.width, seed: 1, scale: 2)
        let keys = RandomTensors.floats(g.keys * g.heads.keyValue * g.width, seed: 2, scale: 2)
        let values = RandomTensors.floats(g.keys * g.heads.keyValue * g.width, seed: 3)
        let expected = run(g, queries, keys, values) { attention.reference([$0]) }
        for set in InstructionSet.supported {
            let found = run(g, queries, keys, values) { attention.apply([$0], using: set) }
            #expect(relativeDifference(found, expected) < 1e-5, "\(set)")
        }
    }

    @Test func oneVisibleKeyGivesItsValue() {
        let g = Geometry(queries: 2, keys: 2, heads: (1, 1), width: 4, blocks: [2])
        let attention = Attention(queryHeads: 1, keyValueHeads: 1, headDimension: 4)
        let values: [Float] = [1, 2, 3, 4, 5, 6, 7, 8]
        let found = run(g, [9, 9, 9, 9, 0, 0, 0, 0], [1, 1, 1, 1, 1, 1, 1, 1], values) {
            attention.apply([$0])
        }
        // The first query sees the first key only; the second weighs both alike.
        #expect(Array(found.values[..<4]) == [1, 2, 3, 4] && Array(found.values[4...]) == [3, 4, 5, 6])
    }

    private func run(
        _ g: Geometry, _ queries: [Float], _ keys: [Float], _ values: [Float],
        _ body: (Attention.Sequence) -> Void
    ) -> Tensor {
        let width = g.heads.query * g.width
        let keyWidth = g.heads.keyValue * g.width
        var output = [Float](repeating: .nan, count: g.queries * width)
        output.withUnsafeMutableBufferPointer { output in
            queries.withUnsafeBufferPointer { queries in
                keys.withUnsafeBufferPointer { keys in
                    values.withUnsafeBufferPointer { values in
                        guard let output = output.baseAddress, let queries = queries.baseAddress,
                            let keys = keys.baseAddress, let values = values.baseAddress
                        else { return }
                        var start = 0
                        var pages: [UnsafeMutablePointer<Float>] = []
                        defer { for page in pages { page.deallocate() } }
                        let blocks = g.blocks.map { count in
                            defer { start += count }
                            let first = start * keyWidth
                            guard let stride = g.keyStride else {
                                return Attention.Sequence.Block(
                                    keys: keys + first, values: values + first, tokenStride: keyWidth,
                                    headStride: g.width, count: count)
                            }
                            let size = g.heads.keyValue * g.width * stride
                            let page = UnsafeMutablePointer<Float>.allocate(capacity: 2 * size)
                            page.initialize(repeating: .nan, count: 2 * size)
                            pages.append(page)
                            for token in 0..<count {
                                for i in 0..<keyWidth {
                                    let source = first + token * keyWidth + i
                                    page[i * stride + token] = keys[source]
                                    let (head, place) = i.quotientAndRemainder(dividingBy: g.width)
                                    page[size + (head * stride + token) * g.width + place] = values[source]
                                }
                            }
                            return Attention.Sequence.Block(
                                keys: page, values: page + size, tokenStride: g.width,
                                headStride: g.width * stride, count: count, transposedKeyStride: stride)
                        }
                        body(
                            Attention.Sequence(
                                queries: queries, output: output, queryStride: width, outputStride: width,
                                count: g.queries, blocks: blocks,
                                firstPosition: g.causal ? g.keys - g.queries : nil, window: g.window))
                    }
                }
            }
        }
        return Tensor(shape: [g.queries, width], values: output)
    }
}
