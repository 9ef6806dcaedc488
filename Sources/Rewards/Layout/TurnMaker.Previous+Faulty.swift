import SceneGraph

extension TurnMaker.Previous {
    /// What an answer to a scene left behind, with the objects that have to move; an answer that does not place the
    /// objects names none.
    package init(response: String, total: Double, terms: [(name: String, value: Double)], in scene: Scene) {
        let answer = try? PlacementAnswer(response: response, scene: scene)
        let faulty = answer.map { LayoutScorer(scene).score($0.positions).faulty(in: scene) } ?? []
        self.init(
            response: response, total: total, terms: terms, faulty: Set(faulty.map { scene.objects[$0].id }))
    }
}
