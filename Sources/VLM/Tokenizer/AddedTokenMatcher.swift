/// Finds added tokens in UTF-8 text: leftmost first, the longest of those that start together.
package struct AddedTokenMatcher: Sendable {
    /// A piece of text, or a token found between pieces.
    package enum Piece: Hashable, Sendable {
        case text(Range<Int>)
        case token(Int)
    }

    private let tokens: [AddedToken]
    /// A byte trie: child by node and byte; the token that ends at each node, or -1.
    private var children: [UInt64: Int32] = [:]
    private var ending: [Int32] = [-1]
    private var firstBytes = [Bool](repeating: false, count: 256)

    /// - Parameter contents: the UTF-8 to match for each token, none of them empty.
    package init(tokens: [AddedToken], contents: [[UInt8]]) {
        self.tokens = tokens
        for (index, content) in contents.enumerated() where !content.isEmpty {
            firstBytes[Int(content[0])] = true
            var node: Int32 = 0
            for byte in content {
                let key = Self.key(node, byte)
                if let child = children[key] {
                    node = child
                } else {
                    let child = Int32(truncatingIfNeeded: ending.count)
                    children[key] = child
                    ending.append(-1)
                    node = child
                }
            }
            ending[Int(node)] = Int32(truncatingIfNeeded: index)
        }
    }

    private static func key(_ node: Int32, _ byte: UInt8) -> UInt64 {
        UInt64(UInt32(bitPattern: node)) << 8 | UInt64(byte)
    }

    /// Cuts a text at the tokens in it.
    package func pieces(of text: [UInt8]) -> [Piece] {
        guard !tokens.isEmpty else { return text.isEmpty ? [] : [.text(0..<text.count)] }
        var pieces: [Piece] = []
        var consumed = 0
        var position = 0
        while position < text.count {
            guard firstBytes[Int(text[position])], let (token, end) = longestMatch(in: text, at: position)
            else {
                position += 1
                continue
            }
            var (start, stop) = (position, end)
            position = end
            if token.singleWord {
                let touchesBefore = Self.scalar(before: start, in: text).map(Self.isWordCharacter) ?? false
                let touchesAfter =
                    Self.scalar(from: stop, in: text).map { Self.isWordCharacter($0.0) } ?? false
                if touchesBefore || touchesAfter { continue }
            }
            if token.stripsLeft {
                while start > consumed, let scalar = Self.scalar(before: start, in: text),
                    scalar.properties.isWhitespace
                {
                    start -= UTF8.width(scalar)
                }
                start = max(start, consumed)
            }
            if token.stripsRight {
                while let (scalar, width) = Self.scalar(from: stop, in: text), scalar.properties.isWhitespace {
                    stop += width
                }
            }
            if consumed < start { pieces.append(.text(consumed..<start)) }
            pieces.append(.token(token.id))
            consumed = stop
            position = max(position, stop)
        }
        if consumed < text.count { pieces.append(.text(consumed..<text.count)) }
        return pieces
    }

    private func longestMatch(in text: [UInt8], at start: Int) -> (AddedToken, Int)? {
        var node: Int32 = 0
        var best: (AddedToken, Int)?
        var position = start
        while position < text.count, let child = children[Self.key(node, text[position])] {
            node = child
            position += 1
            if ending[Int(node)] >= 0 { best = (tokens[Int(ending[Int(node)])], position) }
        }
        return best
    }

    private static func scalar(from start: Int, in text: [UInt8]) -> (Unicode.Scalar, Int)? {
        guard start < text.count else { return nil }
        let piece = text[start..<min(text.count, start + 4)]
        guard let scalar = String(decoding: piece, as: UTF8.self).unicodeScalars.first else { return nil }
        return (scalar, UTF8.width(scalar))
    }

    private static func scalar(before end: Int, in text: [UInt8]) -> Unicode.Scalar? {
        guard end > 0 else { return nil }
        var start = end - 1
        while start > 0, end - start < 4, text[start] & 0xC0 == 0x80 { start -= 1 }
        return String(decoding: text[start..<end], as: UTF8.self).unicodeScalars.last
    }

    /// `\w`: UTS #18, Annex C.
    private static func isWordCharacter(_ scalar: Unicode.Scalar) -> Bool {
        let properties = scalar.properties
        if properties.isAlphabetic || properties.isJoinControl { return true }
        switch properties.generalCategory {
        case .nonspacingMark, .spacingMark, .enclosingMark, .decimalNumber, .connectorPunctuation: return true
        default: return false
        }
    }
}
