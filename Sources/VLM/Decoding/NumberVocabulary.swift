/// The tokens of a vocabulary that can stand in numbers: digits, point and minus, and nothing else.
///
/// Made once for a tokenizer. Tokens in which digits and other characters meet (`5,`) are left out, so a
/// number always ends where its slot ends.
package struct NumberVocabulary: Sendable {
    /// Ids by rising value, with their bytes.
    let tokens: [(id: Int, bytes: [UInt8])]

    /// - Parameter vocabularySize: the model's; ids beyond it are left out.
    /// - Throws: `GenerationError.cannotSpell` if one of the twelve single characters has no token, since a
    ///   slot must always be able to go on.
    package init(tokenizer: Tokenizer, vocabularySize: Int) throws(GenerationError) {
        func isNumberByte(_ byte: UInt8) -> Bool {
            (0x30...0x39).contains(byte) || byte == 0x2E || byte == 0x2D
        }
        var tokens: [(id: Int, bytes: [UInt8])] = []
        var missing = Set("0123456789.-".utf8)
        for id in 0..<min(vocabularySize, tokenizer.vocabularyCount) where !tokenizer.isAdded(id) {
            let bytes = tokenizer.bytes(of: id)
            // At most 10 integer digits, a sign, a point and 6 decimals.
            guard !bytes.isEmpty, bytes.count <= 18, bytes.allSatisfy(isNumberByte) else { continue }
            tokens.append((id, Array(bytes)))
            if bytes.count == 1, let byte = bytes.first { missing.remove(byte) }
        }
        guard missing.isEmpty else {
            throw .cannotSpell(String(decoding: missing.sorted(), as: UTF8.self))
        }
        self.tokens = tokens
    }

    /// The tokens that may follow a prefix.
    func candidates(after prefix: NumberSlot.Prefix, in slot: NumberSlot) -> [Int] {
        tokens.compactMap { slot.extending(prefix, by: $0.bytes) == nil ? nil : $0.id }
    }
}
