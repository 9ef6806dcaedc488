import JSON

/// What the model is told before a further turn: its previous answer and how that was rewarded.
public enum RefinementNote {
    /// The text that follows the first turn's prompt, in the original's order of sections.
    /// - Parameter showsPicture: whether the message has a picture, which models of text alone do not see.
    public static func text(
        previousResponse: String, total: Double, terms: [(name: String, value: Double)], showsPicture: Bool = true
    ) -> String {
        let list = terms.map { "\($0.name): \($0.value)" }.joined(separator: "\n")
        return """


            The task is described above. Your previous response and its reward follow\
            \(showsPicture ? "; the picture shows the room as you furnished it" : ""). Give a better response in the \
            same form.

            --- Previous response ---
            \(previousResponse)

            --- Previous reward ---
            total: \(total)
            \(list)

            --- Next response ---

            """
    }
}
