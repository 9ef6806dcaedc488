extension TokenConstraint {
    /// A token of a given answer, as constrained decoding would have written it.
    package struct SpelledToken: Hashable, Sendable {
        /// Its id.
        package let id: Int
        /// The ids that might have been drawn here, rising; nil where the grammar left no choice.
        package let allowed: [Int]?
    }

    /// The tokens by which the grammar writes a text, and where it might have gone on otherwise: what teaches a model
    /// to choose as constrained decoding lets it. Where several tokens fit, the longest is taken.
    /// - Returns: the tokens, the grammar's end token included.
    /// - Throws: `GenerationError.invalidConstraint` where the grammar does not write this text.
    package func tokens(spelling text: String) throws -> [SpelledToken] {
        let bytes = Array(text.utf8)
        var place = 0
        var cursor = ConstraintCursor(self)
        var tokens: [SpelledToken] = []
        func mismatch() -> GenerationError {
            let rest = String(decoding: bytes[place...].prefix(40), as: UTF8.self)
            return .invalidConstraint("it does not write '\(rest)' after \(place) bytes of the answer")
        }
        func take(_ id: Int) throws {
            guard !tokenizer.isSpecial(id) else { return }
            let own = tokenizer.bytes(of: id)
            guard bytes[place...].starts(with: own) else { throw mismatch() }
            place += own.count
        }
        while true {
            for id in cursor.takeForced() {
                try take(id)
                tokens.append(SpelledToken(id: id, allowed: nil))
            }
            if cursor.isFinished { break }
            let candidates = cursor.candidates()
            var best: (id: Int, length: Int)?
            for id in candidates {
                let own = tokenizer.bytes(of: id)
                if own.count > best?.length ?? 0, bytes[place...].starts(with: own) { best = (id, own.count) }
            }
            guard let best else { throw mismatch() }
            try take(best.id)
            cursor.take(best.id)
            tokens.append(SpelledToken(id: best.id, allowed: candidates))
        }
        guard place == bytes.count else { throw mismatch() }
        return tokens
    }
}
