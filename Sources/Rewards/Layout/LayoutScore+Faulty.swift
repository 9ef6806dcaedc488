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
