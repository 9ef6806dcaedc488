import SceneGraph

extension StoredScene {
    /// The objects that keep none of their relations, in the scene's order.
    ///
    /// Source: `check_constraints` of MetaSpatial. An object's angle is set once its relations are looked at,
    /// so an object without `rotation` may serve as a target after its own turn and not before.
    package func violations(room: Vector3) throws(RewardFault) -> [Int] {
        var rotations = objects.map(\.rotation)
        let geometry = RelationGeometry(room: room)
        var violating: [Int] = []
        for index in 0..<objectCount where positions[index].isPresent {
            let regions = try setRotationAndFindRegions(ofObjectNamedAt: index, geometry, &rotations)
            if regions.isEmpty {
                violating.append(index)
                continue
            }
            if try !isInside(index, regions) { violating.append(index) }
        }
        return violating
    }

    /// V: the share of violating objects among those to place.
    package func constraintRatio(_ violating: [Int]) -> Double {
        objectCount > 0 ? Double(violating.count) / Double(objectCount) : 0
    }

    /// The regions of one object's relations, in a scene in which no angle has been set yet.
    package func regions(ofObjectNamedAt index: Int, room: Vector3) throws(RewardFault) -> [Region] {
        var rotations = objects.map(\.rotation)
        return try setRotationAndFindRegions(
            ofObjectNamedAt: index, RelationGeometry(room: room), &rotations)
    }

    private func isInside(_ index: Int, _ regions: [Region]) throws(RewardFault) -> Bool {
        let position = try positions[index].get("position")
        if position.x == .missing { throw .missing("x") }
        if position.y == .missing { throw .missing("y") }
        if position.z == .missing { throw .missing("z") }
        // A coordinate is compared, and complained of, only when those before it fit.
        for region in regions {
            let x = try position.x.get("x")
            guard region.xMinimum <= x, x <= region.xMaximum else { continue }
            let y = try position.y.get("y")
            guard region.yMinimum <= y, y <= region.yMaximum else { continue }
            let z = try position.z.get("z")
            if region.zMinimum <= z, z <= region.zMaximum { return true }
        }
        return false
    }

    /// `get_possible_positions`: of objects that share an identifier, the first one's relations count.
    private func setRotationAndFindRegions(
        ofObjectNamedAt index: Int, _ geometry: RelationGeometry, _ rotations: inout [StoredMember<StoredAngle>]
    ) throws(RewardFault) -> [Region] {
        guard let id = objects[index].id else { throw .missing("new_object_id") }
        guard let first = firstIndices[id] else { throw RewardFault(.indexError, "no object '\(id.text)'") }
        guard objects[first].placement.isPresent else { throw .missing("placement") }
        rotations[first] = .value(try rotation(of: first, rotations))
        let relations = try objects[first].placement.get("placement").relations()
        var regions: [Region] = []
        for relation in relations {
            guard let relation else { throw .mistyped("placement") }
            if let region = try region(of: first, relation, geometry, rotations) { regions.append(region) }
        }
        return regions
    }

    private func region(
        of index: Int, _ relation: StoredRelation, _ geometry: RelationGeometry,
        _ rotations: [StoredMember<StoredAngle>]
    ) throws(RewardFault) -> Region? {
        if relation.word == .missing { throw .missing("preposition") }
        guard let isOnTheFloor = objects[index].isOnTheFloor else { throw .missing("is_on_the_floor") }
        guard let id = relation.target else { throw .missing("object_id") }
        guard let target = firstIndices[id] else {
            if let wall = walls[id] { return try region(of: index, relation, to: wall, geometry) }
            throw RewardFault(
                .indexError, "'\(objects[index].name)' relates to '\(id.text)', which is not there")
        }
        guard positions[target].isPresent else { return nil }
        switch relation.word {
        case .known(let preposition):
            return try StoredRelationReader(
                scene: self, rotations: rotations, subject: index, target: target, preposition: preposition,
                adjacency: relation.adjacency, isOnTheFloor: isOnTheFloor
            ).region(geometry)
        case .unknown(let word): throw RewardFault(.keyError, "'\(word)' is not a known preposition")
        case .mistyped, .missing: throw .mistyped("preposition")
        }
    }

    /// The region of a relation to a wall of an outline, which the original does not know. A slanted wall, of which
    /// there is no region, gives the object's own place where it touches the wall.
    private func region(
        of index: Int, _ relation: StoredRelation, to wall: Wall, _ geometry: RelationGeometry
    ) throws(RewardFault) -> Region? {
        guard case .known(let preposition) = relation.word else {
            throw RewardFault(.keyError, "the relation to '\(wall.name)' has no known preposition")
        }
        let object = objects[index]
        let size = try object.size.get("size_in_meters")
        let box = BoxSize(
            length: try size.length.get("length"), width: try size.width.get("width"),
            height: try size.height.get("height"))
        let angle = try object.rotation.get("rotation").comparable
        if let target = wall.target(height: height) {
            let subject = RelationGeometry.Subject(
                size: box, angle: angle, isOnTheFloor: object.isOnTheFloor ?? true)
            return try? geometry.region(
                of: subject, relativeTo: target, preposition: preposition, isAdjacent: true)
        }
        let place = try positions[index].get("position").point
        guard place.isFinite, angle.isFinite, wall.isTouched(by: box, angle: angle, at: place) else { return nil }
        return Region(
            xMinimum: place.x, xMaximum: place.x, yMinimum: place.y, yMaximum: place.y, zMinimum: place.z,
            zMaximum: place.z)
    }
}
