import Planning

/// Writes wishes for a kind of room.
struct WishWriter {
    let type: RoomType

    /// A wish in words.
    func wish(from generator: inout SeededGenerator) -> String {
        let phrase = generator.pick(type.phrases)
        let style = generator.pick(SketchWords.styles)
        return "A \(style) \(phrase)."
    }
}
