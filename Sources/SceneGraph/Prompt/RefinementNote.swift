import JSON

/// What the model is told before a further turn: its previous answer and how that was rewarded.
public enum RefinementNote {
    /// The text for small models, after a prompt of one line an object: the reward, where each object stood, and by a
    /// `!` which cannot stay there.
    ///
    /// ```
    /// before total 0.32 format 1.00 collision_ratio 0.00 constraint_ratio 0.50
    /// bed_1 x1.25 y4.00 z0.25
    /// lamp_1 ! x2.10 y3.80 z0.30
    /// ```
    ///
    /// An answer that does not place the objects is `unreadable`.
    static func lines(_ previous: TurnMaker.Previous, scene: Scene) -> String {
        let values = [(name: "total", value: previous.total)] + previous.terms
        let head = "\nbefore" + values.map { " \($0.name) \(MetreText.text($0.value, fractionDigits: 2))" }.joined()
        guard let answer = try? PlacementAnswer(response: previous.response, scene: scene) else {
            return head + "\nunreadable"
        }
        let places = scene.placementOrder.map { index in
            let (id, position) = (scene.objects[index].id, answer.positions[index])
            let numbers = [position.x, position.y, position.z].map { MetreText.number($0) }
            let mark = previous.faulty.contains(id) ? " !" : ""
            return "\n\(id)\(mark) x\(numbers[0]) y\(numbers[1]) z\(numbers[2])"
        }
        return head + places.joined()
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
