import SceneGraph

/// Scores many layouts of one scene quickly: everything that does not depend on positions is prepared once.
///
/// A room with an outline counts as the box around it; relations to its walls mean what relations to the four walls of a
/// box do, and `isInside` tells of the outline. For a checked `Scene` this gives the collisions, violations and ratios that `metaspatial-v1` gives for the
/// same scene in stored form. One difference: a directional relation to a target at an odd angle, on which
/// the original stops, is a relation that cannot be kept.
public struct LayoutScorer: Sendable {
    private struct Body: Sendable {
        let size: BoxSize
        let angle: Double
        let isThin: Bool
        let isOnTheFloor: Bool
        /// The regions of relations to room elements, which never move.
        let fixedRegions: [Region]
        /// Walls to touch that do not run along an axis, of which the original has no region.
        let slantedWalls: [Wall]
        let relations: [MovingRelation]
    }

    private struct MovingRelation: Sendable {
        let target: Int
        let preposition: Preposition
        let isAdjacent: Bool
    }

    private let room: Room
    private let geometry: RelationGeometry
    private let bodies: [Body]
    private let elements: [PlacedBox]

    /// Prepares to score layouts of this scene.
    public init(_ scene: Scene) {
        let geometry = RelationGeometry(room: scene.room.size)
        room = scene.room
        self.geometry = geometry
        elements = RoomElement.allCases.map { element in
            let target = element.target(inRoom: scene.room.size)
            return PlacedBox(size: target.size, angle: target.angle, center: target.center)
        }
        bodies = zip(scene.objects, scene.angles).map { object, angle in
            let subject = RelationGeometry.Subject(
                size: object.size, angle: angle, isOnTheFloor: object.isOnTheFloor)
            var fixed: [Region] = []
            var moving: [MovingRelation] = []
            var slanted: [Wall] = []
            for relation in object.relations {
                switch relation.target {
                case .element(let element):
                    let region = try? geometry.region(
                        of: subject, relativeTo: element.target(inRoom: scene.room.size),
                        preposition: relation.preposition, isAdjacent: relation.isAdjacent)
                    if let region { fixed.append(region) }
                case .wall(let name):
                    guard let wall = scene.room.wall(named: name) else { continue }
                    guard let target = wall.target(height: scene.room.size.z) else {
                        slanted.append(wall)
                        continue
                    }
                    let region = try? geometry.region(
                        of: subject, relativeTo: target, preposition: relation.preposition, isAdjacent: true)
                    if let region { fixed.append(region) }
                case .object(let id):
                    guard let target = scene.indices[id] else { continue }
                    moving.append(
                        MovingRelation(
                            target: target, preposition: relation.preposition, isAdjacent: relation.isAdjacent
                        ))
                }
            }
            return Body(
                size: object.size, angle: angle, isThin: object.size.isThin,
                isOnTheFloor: object.isOnTheFloor, fixedRegions: fixed, slantedWalls: slanted,
                relations: moving)
        }
    }

    /// The score of a layout.
    /// - Parameter positions: a centre for each object of the scene, in its order; an object beyond their end
    ///   counts as without position.
    public func score(_ positions: [Vector3]) -> LayoutScore {
        let count = min(positions.count, bodies.count)
        var boxes: [PlacedBox] = []
        boxes.reserveCapacity(count + elements.count)
        for index in 0..<count {
            let body = bodies[index]
            boxes.append(
                PlacedBox(size: body.size, angle: body.angle, center: positions[index], isThin: body.isThin))
        }
        let isInside =
            room.outline == nil
            ? boxes.map { $0.isInside(room: room.size) }
            : (0..<count).map { room.holds(size: bodies[$0].size, angle: bodies[$0].angle, center: positions[$0]) }
        boxes += elements

        var collisions: [LayoutScore.Collision] = []
        // Room elements are planes that touch and never cross, so no pair of them needs a test.
        for first in 0..<count where !boxes[first].isThin {
            for second in (first + 1)..<boxes.count where boxes[first].collides(with: boxes[second]) {
                let place = second < count ? second : second - count + bodies.count
                collisions.append(LayoutScore.Collision(first: first, second: place))
            }
        }
        let violations = (0..<count).filter { !keepsARelation($0, positions) }
        return LayoutScore(
            collisions: collisions, violations: violations,
            collisionRatio: LayoutScore.collisionRatio(
                collisions: collisions.count, elements: bodies.count + elements.count),
            constraintRatio: bodies.isEmpty ? 0 : Double(violations.count) / Double(bodies.count),
            isInside: isInside)
    }

    private func keepsARelation(_ index: Int, _ positions: [Vector3]) -> Bool {
        let body = bodies[index]
        let position = positions[index]
        if body.fixedRegions.contains(where: { $0.contains(position) }) { return true }
        if body.slantedWalls.contains(where: { $0.isTouched(by: body.size, angle: body.angle, at: position) }) {
            return true
        }
        guard !body.relations.isEmpty else { return false }
        let subject = RelationGeometry.Subject(
            size: body.size, angle: body.angle, isOnTheFloor: body.isOnTheFloor)
        return body.relations.contains { relation in
            guard relation.target < positions.count else { return false }
            let target = bodies[relation.target]
            let region = try? geometry.region(
                of: subject,
                relativeTo: RelationGeometry.Target(
                    element: nil, size: target.size, angle: target.angle, center: positions[relation.target]),
                preposition: relation.preposition, isAdjacent: relation.isAdjacent)
            return region?.contains(position) ?? false
        }
    }
}
