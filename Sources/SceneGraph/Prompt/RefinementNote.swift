import JSON

/// What the model is told before a further turn: its previous answer and how that was rewarded.
public enum RefinementNote {
    /// The text that follows the first turn's prompt, in the original's order of sections.
    public static func text(previousResponse: String, total: Double, terms: [(name: String, value: Double)])
        -> String
    {
        let list = terms.map { "\($0.name): \($0.value)" }.joined(separator: "\n")
        return """


            The task is described above. Your previous response and its reward follow; the picture shows the \
            room as you furnished it. Give a better response in the same form.

            --- Previous response ---
            \(previousResponse)

            --- Previous reward ---
            total: \(total)
            \(list)

            --- Next response ---

            """
    }
}
