extension Scene {
    /// The order in which objects are best placed one after the other: pinned ones first, then each after those it
    /// relates to, so that a group stands together; of groups those first that take the most floor.
    public var placementOrder: [Int] {
        let parents = objects.map { object in
            object.relations.compactMap { relation -> Int? in
                guard case .object(let id) = relation.target else { return nil }
                return indices[id]
            }
        }
        func floor(_ index: Int) -> Double {
            let size = objects[index].size
            return size.isThin ? 0 : size.length * size.width
        }
        // The floor that an object and all that hangs on it take.
        var groups = objects.indices.map(floor)
        for index in topologicalOrder.reversed() {
            for parent in Set(parents[index]) { groups[parent] += groups[index] }
        }
        var order = objects.indices.filter { objects[$0].isPinned }
        var isPlaced = objects.map(\.isPinned)
        /// When each was placed, so that company follows its host at once.
        var turns = [Int](repeating: -1, count: objects.count)
        while order.count < objects.count {
            let ready = objects.indices.filter { index in
                !isPlaced[index] && parents[index].allSatisfy { isPlaced[$0] }
            }
            func rank(_ index: Int) -> (Int, Double, Int) {
                (parents[index].map { turns[$0] }.max() ?? -1, groups[index], -index)
            }
            // A scene's relations do not run in circles, so that someone is always ready.
            guard let next = ready.max(by: { rank($0) < rank($1) }) else { break }
            turns[next] = order.count
            isPlaced[next] = true
            order.append(next)
        }
        return order
    }
}
