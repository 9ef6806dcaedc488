import Tensors

/// What a sequence has computed so far: keys and values of every layer. One a request, apart from the model.
///
/// A cache is a value: a copy is a fork that shares all full pages with the original and copies the last,
/// partly filled page when either of the two goes on. So the samples of a prompt share its prefill.
public struct KVCache: Sendable {
    /// Tokens a page.
    static let pageLength = 128

    /// Tokens computed so far.
    public private(set) var length = 0
    /// Position of the next text token less its index (`rope_delta`), 0 without images.
    public internal(set) var positionDelta = 0

    let heads: Int
    let headDimension: Int
    private var layers: [[KVPage]]

    init(layers: Int, heads: Int, headDimension: Int) {
        self.heads = heads
        self.headDimension = headDimension
        self.layers = Array(repeating: [], count: layers)
    }

    /// Position of the next text token.
    public var nextPosition: Int { length + positionDelta }

    /// Bytes held by the pages that this cache refers to (shared ones included).
    public var byteCount: Int {
        layers.reduce(0) { $0 + $1.count } * 2 * heads * Self.pageLength * headDimension * 4
    }

    func fits(_ configuration: TextConfiguration) -> Bool {
        layers.count == configuration.layers && heads == configuration.keyValueHeads
            && headDimension == configuration.headDimension
    }

    /// Writes keys and values for the tokens after `length` in one layer; `advance` then counts them.
    /// - Parameters:
    ///   - keys, values: heads side by side, `stride` floats from token to token.
    mutating func append(
        layer: Int, keys: UnsafePointer<Float>, values: UnsafePointer<Float>, stride: Int, count: Int
    ) {
        let headStride = Self.pageLength * headDimension
        for token in 0..<count {
            let (page, row) = (length + token).quotientAndRemainder(dividingBy: Self.pageLength)
            if page == layers[layer].count {
                layers[layer].append(KVPage(heads: heads, headDimension: headDimension))
            } else if token == 0, !isKnownUniquelyReferenced(&layers[layer][page]) {
                layers[layer][page] = KVPage(copying: layers[layer][page])
            }
            let target = layers[layer][page]
            for head in 0..<heads {
                let source = token * stride + head * headDimension
                let key = target.keys + head * headStride + row
                for i in 0..<headDimension { key[i * Self.pageLength] = keys[source + i] }
                (target.values + head * headStride + row * headDimension)
                    .update(from: values + source, count: headDimension)
            }
        }
    }

    /// The pages of a layer as blocks of keys, `count` tokens in all.
    func blocks(layer: Int, count: Int) -> [Attention.Sequence.Block] {
        layers[layer].prefix((count + Self.pageLength - 1) / Self.pageLength).enumerated().map {
            index, page in
            Attention.Sequence.Block(
                keys: page.keys, values: page.values, tokenStride: headDimension,
                headStride: Self.pageLength * headDimension,
                count: min(Self.pageLength, count - index * Self.pageLength), transposedKeyStride: Self.pageLength)
        }
    }

    mutating func advance(by count: Int) { length += count }

    /// Forgets all tokens from `newLength` on, as when drafted tokens are rejected.
    /// - Parameter newLength: at most `length`; greater values change nothing.
    public mutating func truncate(to newLength: Int) {
        guard newLength >= 0, newLength < length else { return }
        length = newLength
        let pages = (newLength + Self.pageLength - 1) / Self.pageLength
        for layer in layers.indices { layers[layer].removeSubrange(pages...) }
    }
}
