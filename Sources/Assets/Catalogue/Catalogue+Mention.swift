extension Catalogue {
    /// A place in a text that names a kind of object.
    public struct Mention: Sendable, Hashable {
        /// What is named.
        public let kind: FurnitureKind
        /// The words as found, in lower case.
        public let phrase: String
        /// How many the text asks for, where it says so: `two` is 2, `a` is 1, `several` 3.
        public let count: Int?
        /// Whether the name stands in the plural.
        public let isPlural: Bool
        /// Where the phrase is among the words of the text.
        public let wordRange: Range<Int>
        /// Up to three words before the phrase that belong to no earlier mention.
        public let precedingWords: [String]
    }
}
