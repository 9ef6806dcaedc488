import SceneGraph

extension StoredScene {
    /// The angle of an object (`get_rotation`): its `rotation`; else from facing a room element; else, for a
    /// room element, the angle of facing it; else the angle of the first object it relates to; else 0.
    package func rotation(of index: Int) throws(RewardFault) -> StoredAngle {
        try rotation(of: index, objects.map(\.rotation))
    }

    /// As above, where the objects are turned like this.
    func rotation(of index: Int, _ rotations: [StoredMember<StoredAngle>]) throws(RewardFault) -> StoredAngle {
        var index = index
        var steps = 0
        while true {
            if rotations[index].isPresent {
                let angle = try rotations[index].get("rotation")
                if angle == .missing { throw .missing("z_angle") }
                return angle
            }
            let object = objects[index]
            switch object.facing {
            case .element(let element): return .degrees(element.facingAngle)
            case .unhashable: throw .mistyped("facing")
            case .other: break
            }
            guard let id = object.id else { throw .missing("new_object_id") }
            guard id.isHashable else { throw .mistyped("new_object_id") }
            if let element = object.element { return .degrees(element.facingAngle) }
            var parents: [Int] = []
            for parent in try object.placement.get("placement").parents() {
                guard let place = firstIndices[parent] else {
                    throw RewardFault(.valueError, "'\(object.name)' relates to an object that is not there")
                }
                parents.append(place)
            }
            guard let first = parents.first else { return .degrees(0) }
            index = first
            steps += 1
            guard steps <= objects.count else {
                throw RewardFault(.recursionError, "relations of '\(object.name)' run in a circle")
            }
        }
    }
}
