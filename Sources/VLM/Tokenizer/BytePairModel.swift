/// Byte-pair merging: turns the bytes of one word into token ids.
///
/// Starting from single bytes, the adjacent pair with the lowest rank (the leftmost of equal ones) is merged
/// until no adjacent pair is in the table (Sennrich et al. 2016). A heap of candidate pairs over a linked list
/// makes this O(n log n) in the length of the word, so that no input can stall it.
package struct BytePairModel: Sendable {
    /// One line of the merge table.
    package struct Merge: Hashable, Sendable {
        package let left, right, result: Int32

        package init(left: Int32, right: Int32, result: Int32) {
            self.left = left
            self.right = right
            self.result = result
        }
    }

    /// The id of each single byte's token, or -1. Bytes without a token are dropped, as the reference
    /// implementation drops them when there is no unknown token.
    package let byteTokens: [Int32]
    /// The merges in order of rank.
    package let merges: [Merge]
    /// Ids of whole words that skip merging (`ignore_merges`); empty when the file does not ask for it.
    package let wholeWords: [[UInt8]: Int32]

    private let rankOfPair: [UInt64: UInt32]

    /// - Parameter byteTokens: 256 ids, -1 where there is none.
    package init(byteTokens: [Int32], merges: [Merge], wholeWords: [[UInt8]: Int32]) {
        self.byteTokens = byteTokens
        self.merges = merges
        self.wholeWords = wholeWords
        var ranks = [UInt64: UInt32](minimumCapacity: merges.count)
        for (rank, merge) in merges.enumerated() {
            ranks[Self.key(merge.left, merge.right)] = UInt32(truncatingIfNeeded: rank)
        }
        rankOfPair = ranks
    }

    private static func key(_ left: Int32, _ right: Int32) -> UInt64 {
        UInt64(UInt32(bitPattern: left)) << 32 | UInt64(UInt32(bitPattern: right))
    }

    /// Appends the tokens of one word. `word` must have fewer than 2^31 bytes.
    package func encode(_ word: some Collection<UInt8>, into tokens: inout [Int]) {
        if !wholeWords.isEmpty, let whole = wholeWords[Array(word)] {
            tokens.append(Int(whole))
            return
        }
        var symbols: [Int32] = []
        symbols.reserveCapacity(word.count)
        for byte in word where byteTokens[Int(byte)] >= 0 { symbols.append(byteTokens[Int(byte)]) }
        if symbols.count > 1 { merge(&symbols) }
        for symbol in symbols where symbol >= 0 { tokens.append(Int(symbol)) }
    }

    /// Merges in place; symbols that were absorbed become -1.
    private func merge(_ symbols: inout [Int32]) {
        let count = symbols.count
        var next = (1...count).map { Int32(truncatingIfNeeded: $0) }
        var previous = (-1..<count - 1).map { Int32(truncatingIfNeeded: $0) }
        // Rank in the high half and position in the low: the smallest key is the next pair to merge.
        var heap = MinimumHeap()
        for position in 0..<count - 1 {
            if let rank = rankOfPair[Self.key(symbols[position], symbols[position + 1])] {
                heap.push(UInt64(rank) << 32 | UInt64(position))
            }
        }
        while let top = heap.pop() {
            let position = Int(top & 0xFFFF_FFFF)
            let result = merges[Int(top >> 32)].result
            let right = Int(next[position])
            guard symbols[position] >= 0, right < count else { continue }
            // The pair may have changed since it was pushed.
            guard let rank = rankOfPair[Self.key(symbols[position], symbols[right])],
                merges[Int(rank)].result == result
            else { continue }
            symbols[position] = result
            symbols[right] = -1
            next[position] = next[right]
            if Int(next[right]) < count { previous[Int(next[right])] = Int32(truncatingIfNeeded: position) }

            let before = Int(previous[position])
            if before >= 0, let rank = rankOfPair[Self.key(symbols[before], result)] {
                heap.push(UInt64(rank) << 32 | UInt64(before))
            }
            let after = Int(next[position])
            if after < count, let rank = rankOfPair[Self.key(result, symbols[after])] {
                heap.push(UInt64(rank) << 32 | UInt64(position))
            }
        }
    }
}

/// A binary heap of keys, smallest first.
package struct MinimumHeap: Sendable {
    private var keys: [UInt64] = []

    package init() {}

    /// Adds a key.
    package mutating func push(_ key: UInt64) {
        keys.append(key)
        var child = keys.count - 1
        while child > 0 {
            let parent = (child - 1) / 2
            if keys[parent] <= keys[child] { break }
            keys.swapAt(parent, child)
            child = parent
        }
    }

    /// Removes the smallest key.
    package mutating func pop() -> UInt64? {
        guard let top = keys.first, let last = keys.popLast() else { return nil }
        guard !keys.isEmpty else { return top }
        keys[0] = last
        var parent = 0
        while true {
            var child = 2 * parent + 1
            guard child < keys.count else { return top }
            if child + 1 < keys.count, keys[child + 1] < keys[child] { child += 1 }
            if keys[parent] <= keys[child] { return top }
            keys.swapAt(parent, child)
            parent = child
        }
    }
}
