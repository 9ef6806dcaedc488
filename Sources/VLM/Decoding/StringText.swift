/// The inside of a JSON string and its closing quote: which tokens may come.
struct StringText: Sendable {
    /// How far a string has come.
    struct State: Hashable, Sendable {
        /// What the next byte has to be.
        var expectation = Expectation.plain
        /// Characters so far (Unicode scalars, an escape counts as one).
        var length = 0
        /// Whether the closing quote has come.
        var isClosed = false
    }

    /// What a byte of a string has to be, after those before it: JSON's escapes (RFC 8259, section 7, without `\u`)
    /// and well-formed UTF-8 (The Unicode Standard, table 3-7).
    enum Expectation: Hashable, Sendable, CaseIterable {
        case plain, escape, oneMore, twoMore, threeMore, afterE0, afterED, afterF0, afterF4
    }

    let vocabulary: StringVocabulary
    let maximumTokens: Int
    /// How many characters the string may have.
    let length: ClosedRange<Int>

    /// The tokens that may follow after some tokens, rising.
    func candidates(after state: State, count: Int) -> [Int] {
        if count >= maximumTokens { return vocabulary.endings(state.expectation) }
        let usual = vocabulary.candidates(state.expectation)
        // The filter costs a pass over the vocabulary: only where the bounds are near.
        guard state.length < length.lowerBound || length.upperBound - state.length < vocabulary.longest else {
            return usual
        }
        let allowed = usual.filter { id in self.state(state, after: vocabulary.bytes(of: id)).map(fits) ?? false }
        return allowed.isEmpty ? vocabulary.endings(state.expectation) : allowed
    }

    /// The state after some bytes; nil where they cannot come.
    func state(_ state: State, after bytes: some Sequence<UInt8>) -> State? {
        var next = state
        for byte in bytes where !next.append(byte) { return nil }
        return next
    }

    private func fits(_ state: State) -> Bool {
        guard !state.isClosed else { return length.contains(state.length) }
        // A backslash needs a character yet.
        return state.length + (state.expectation == .escape ? 1 : 0) <= length.upperBound
    }
}

extension StringText.State {
    /// Takes a byte.
    /// - Returns: whether it may come.
    mutating func append(_ byte: UInt8) -> Bool {
        guard !isClosed, let next = expectation.next(byte) else { return false }
        switch expectation {
        case .plain:
            if byte == UInt8(ascii: "\"") {
                isClosed = true
            } else if next != .escape {
                length += 1
            }
        case .escape: length += 1
        default: break
        }
        expectation = next
        return true
    }
}

extension StringText.Expectation {
    /// What is expected after a byte; nil where it cannot come.
    func next(_ byte: UInt8) -> Self? {
        switch self {
        case .plain: Self.afterFirst(byte)
        case .escape: Array("\"\\/bfnrt".utf8).contains(byte) ? .plain : nil
        case .oneMore: (0x80...0xBF).contains(byte) ? .plain : nil
        case .twoMore: (0x80...0xBF).contains(byte) ? .oneMore : nil
        case .threeMore: (0x80...0xBF).contains(byte) ? .twoMore : nil
        case .afterE0: (0xA0...0xBF).contains(byte) ? .oneMore : nil
        case .afterED: (0x80...0x9F).contains(byte) ? .oneMore : nil
        case .afterF0: (0x90...0xBF).contains(byte) ? .twoMore : nil
        case .afterF4: (0x80...0x8F).contains(byte) ? .twoMore : nil
        }
    }

    private static func afterFirst(_ byte: UInt8) -> Self? {
        switch byte {
        case UInt8(ascii: "\\"): .escape
        case 0x20..<0x80: .plain
        case 0xC2...0xDF: .oneMore
        case 0xE0: .afterE0
        case 0xED: .afterED
        case 0xE1...0xEF: .twoMore
        case 0xF0: .afterF0
        case 0xF1...0xF3: .threeMore
        case 0xF4: .afterF4
        default: nil
        }
    }
}
