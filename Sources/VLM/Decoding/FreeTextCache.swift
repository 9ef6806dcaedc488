import Synchronization

/// Keeps the vocabularies of free text and of strings for one tokenizer, a few endings at a time.
package final class FreeTextCache: Sendable {
    private struct State {
        var vocabularies: [[UInt8]: FreeTextVocabulary] = [:]
        var strings: StringVocabulary?
    }

    private static let maximumCount = 16
    private let state = Mutex(State())

    package init() {}

    func vocabulary(until: [UInt8], tokenizer: Tokenizer, vocabularySize: Int) -> FreeTextVocabulary {
        if let known = state.withLock({ $0.vocabularies[until] }) { return known }
        let made = FreeTextVocabulary(until: until, tokenizer: tokenizer, vocabularySize: vocabularySize)
        state.withLock {
            if $0.vocabularies.count >= Self.maximumCount { $0.vocabularies.removeAll() }
            $0.vocabularies[until] = made
        }
        return made
    }

    /// - Throws: `GenerationError.cannotSpell` when the tokenizer has no quote.
    func strings(tokenizer: Tokenizer, vocabularySize: Int) throws(GenerationError) -> StringVocabulary {
        if let known = state.withLock({ $0.strings }) { return known }
        let made = try StringVocabulary(tokenizer: tokenizer, vocabularySize: vocabularySize)
        state.withLock { $0.strings = made }
        return made
    }
}
