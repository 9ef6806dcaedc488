import SceneGraph

extension LayoutScore {
    /// The objects that have to move for the layout to be without fault, by place.
    ///
    /// Objects are gone through in their placement order, and each is counted that keeps none of its relations, is not
    /// wholly in the room, crosses a wall, or collides with one that came before and is not counted itself: of two that
    /// collide one moves.
    package func faulty(in scene: Scene) -> Set<Int> {
        var partners: [Int: [Int]] = [:]
        for pair in collisions {
            partners[pair.first, default: []].append(pair.second)
            partners[pair.second, default: []].append(pair.first)
        }
        var staying: Set<Int> = []
        let violating = Set(violations)
        for index in scene.placementOrder {
            let isWrong =
                violating.contains(index) || !isInside[index]
                || (partners[index] ?? []).contains { $0 >= scene.objects.count || staying.contains($0) }
            if scene.objects[index].isPinned || !isWrong { staying.insert(index) }
        }
        return Set(scene.objects.indices).subtracting(staying)
    }
}

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
