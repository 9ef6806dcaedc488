import Synchronization

/// Keeps the vocabularies of free text for one tokenizer, a few endings at a time.
package final class FreeTextCache: Sendable {
    private struct Key: Hashable {
        let until: [UInt8]
        let excluded: FreeTextVocabulary.Excluded
    }

    private static let maximumCount = 16
    private let vocabularies = Mutex<[Key: FreeTextVocabulary]>([:])

    package init() {}

    func vocabulary(
        until: [UInt8], excluding excluded: FreeTextVocabulary.Excluded, tokenizer: Tokenizer,
        vocabularySize: Int
    ) -> FreeTextVocabulary {
        let key = Key(until: until, excluded: excluded)
        if let known = vocabularies.withLock({ $0[key] }) { return known }
        let made = FreeTextVocabulary(
            until: until, excluding: excluded, tokenizer: tokenizer, vocabularySize: vocabularySize)
        vocabularies.withLock {
            if $0.count >= Self.maximumCount { $0.removeAll() }
            $0[key] = made
        }
        return made
    }
}
