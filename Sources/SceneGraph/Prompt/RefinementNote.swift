import JSON

/// What the model is told before a further turn: its previous answer and how that was rewarded.
public enum RefinementNote {
    /// The reward of the turn before, for small models; of an answer that does not place the objects it says `unreadable`.
    ///
    /// ```
    /// before total 0.32 format 1.00 collision_ratio 0.00 constraint_ratio 0.50
    /// ```
    static func reward(_ previous: TurnMaker.Previous, isReadable: Bool) -> String {
        let values = [(name: "total", value: previous.total)] + previous.terms
        return "before" + values.map { " \($0.name) \(MetreText.text($0.value, fractionDigits: 2))" }.joined()
            + (isReadable ? "" : " unreadable")
    }

    /// Where each object stood, in the order of the scene's: after `=`, or after `!` where it cannot stay. Nil where the
    /// answer does not place the objects.
    ///
    /// ```
    /// = x1.25 y4.00 z0.25
    /// ! x2.10 y3.80 z0.30
    /// ```
    static func places(_ previous: TurnMaker.Previous, scene: Scene) -> [String]? {
        guard let answer = try? PlacementAnswer(response: previous.response, scene: scene) else { return nil }
        return zip(scene.objects, answer.positions).map { object, position in
            let numbers = [position.x, position.y, position.z].map { MetreText.number($0) }
            let mark = previous.faulty.contains(object.id) ? "!" : "="
            return "\(mark) x\(numbers[0]) y\(numbers[1]) z\(numbers[2])"
        }
    }

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
