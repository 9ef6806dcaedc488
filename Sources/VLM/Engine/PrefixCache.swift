/// Keys and values of earlier prompts, for prompts that begin with the same tokens and the same pictures.
///
/// A tree: a node is a piece of a prompt after the pieces of its parents, with the model's state after it. Prompts
/// are always computed in the same pieces (`pieceLength` tokens from the start, the last one shorter), so that a
/// state that is found here is, to the last bit, the one that would be computed. A piece matches when its tokens
/// are the same and every picture whose tokens it holds is the same, byte for byte, at the same places.
///
/// The pages of a state are shared with its parent's. When the bytes that are kept exceed the bound, the leaf that
/// was used least recently goes.
package struct PrefixCache: Sendable {
    /// Tokens of a whole piece: a page of the key-value cache.
    package static let pieceLength = KVCache.pageLength

    package typealias NodeID = Int
    /// The empty prompt.
    package static let root: NodeID = 0

    /// What stands in a piece.
    struct Piece: Hashable, Sendable {
        /// A picture whose tokens lie in the piece.
        struct Mark: Hashable, Sendable {
            /// The place of its first token here, negative when it began in an earlier piece.
            let offset: Int
            let image: ImageIdentity
        }

        let tokens: [Int]
        let marks: [Mark]

        init(_ request: PreparedRequest, _ range: Range<Int>) {
            tokens = Array(request.tokens[range])
            marks = request.images.filter { $0.tokens.overlaps(range) }
                .map { Mark(offset: $0.tokens.lowerBound - range.lowerBound, image: $0.identity) }
        }

        /// Bytes that its pictures hold; each counts where it begins.
        var imageBytes: Int {
            marks.reduce(0) { $0 + ($1.offset >= 0 ? $1.image.byteCount : 0) }
        }
    }

    /// What is found for a prompt.
    package struct Match: Sendable {
        package var node: NodeID = PrefixCache.root
        /// Tokens whose state is known.
        package var count = 0
        /// That state; nil when nothing is known.
        package var cache: KVCache?
        /// The logits after the last token, when the whole prompt is known.
        package var logits: [Float]?
    }

    private struct Key: Hashable, Sendable {
        let parent: NodeID
        let piece: Piece
    }

    private struct Node: Sendable {
        let key: Key
        let cache: KVCache
        var logits: [Float]?
        let byteCount: Int
        var children = 0
        var lastUse: Int
    }

    /// Bytes that may be kept.
    let maximumBytes: Int
    package private(set) var byteCount = 0
    private var nodes: [NodeID: Node] = [:]
    private var ids: [Key: NodeID] = [:]
    private var nextID = 1
    private var clock = 0

    package init(maximumBytes: Int) { self.maximumBytes = maximumBytes }

    /// The pieces in which a prompt is computed from a place on.
    package static func nextPiece(from start: Int, of count: Int) -> Range<Int> {
        start..<min(count, start + pieceLength)
    }

    /// The longest known beginning of a prompt, less than the whole unless its logits are known too.
    package mutating func match(_ request: PreparedRequest) -> Match {
        var match = Match()
        guard maximumBytes > 0 else { return match }
        clock += 1
        let count = request.tokens.count
        while match.count < count {
            let range = Self.nextPiece(from: match.count, of: count)
            guard let id = ids[Key(parent: match.node, piece: Piece(request, range))], let node = nodes[id],
                range.upperBound < count || node.logits != nil
            else { break }
            nodes[id]?.lastUse = clock
            match = Match(node: id, count: range.upperBound, cache: node.cache, logits: node.logits)
        }
        if match.count < count { match.logits = nil }
        return match
    }

    /// Keeps the state after a piece.
    /// - Parameters:
    ///   - parent: the node of what is before it; nil, or no longer here, keeps nothing.
    ///   - logits: after its last token, when it is the last piece of a prompt.
    /// - Returns: the node of the piece, nil when it was not kept.
    package mutating func insert(
        _ range: Range<Int>, of request: PreparedRequest, after parent: NodeID?, cache: KVCache, logits: [Float]?
    ) -> NodeID? {
        guard maximumBytes > 0, let parent, parent == Self.root || nodes[parent] != nil else { return nil }
        clock += 1
        let key = Key(parent: parent, piece: Piece(request, range))
        if let id = ids[key] {
            nodes[id]?.lastUse = clock
            if let logits { nodes[id]?.logits = logits }
            return id
        }
        let bytes =
            cache.byteCount - (nodes[parent]?.cache.byteCount ?? 0) + key.piece.imageBytes
            + (logits?.count ?? 0) * MemoryLayout<Float>.size
        guard bytes <= maximumBytes else { return nil }
        let id = nextID
        nextID += 1
        nodes[id] = Node(key: key, cache: cache, logits: logits, byteCount: bytes, lastUse: clock)
        ids[key] = id
        nodes[parent]?.children += 1
        byteCount += bytes
        evict(keeping: id)
        return nodes[id] == nil ? nil : id
    }

    private mutating func evict(keeping kept: NodeID) {
        while byteCount > maximumBytes {
            let leaves = nodes.lazy.filter { $0.value.children == 0 && $0.key != kept }
            guard let (id, _) = leaves.min(by: { $0.value.lastUse < $1.value.lastUse }) else {
                // Only the new piece and what it follows are left.
                remove(kept)
                return
            }
            remove(id)
        }
    }

    private mutating func remove(_ id: NodeID) {
        guard let node = nodes[id] else { return }
        byteCount -= node.byteCount
        nodes[id] = nil
        ids[node.key] = nil
        nodes[node.key.parent]?.children -= 1
    }
}
