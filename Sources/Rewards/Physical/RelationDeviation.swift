import SceneGraph

/// How far an object is from where a relation wants it, in metres.
///
/// The words mean what they mean in the original (`RelationGeometry`), at any angle and without its quirks. With the
/// target's own axes (x to its right, y to its front), the object's offset (x, y) from its centre, b the target's and
/// a the object's half extents along those axes:
///
/// | word | wanted |
/// |---|---|
/// | in front, behind, left of, right of | gap between the two boxes along the word's axis: 0 when adjacent, else at least 0. Across: the centre of one beside the other, \|x\| <= max(a, b), or within half a metre when not adjacent. Not below the target's foot |
/// | on (an object), in the middle of | underside at the target's top (or at the floor for what is meant for it, or inside a storage), centre over the target |
/// | on (a wall) | touching it; where the room has an outline, the four words of `RoomElement` mean the sides of the box around it |
/// | on (the ceiling, the middle of the room) | touching the ceiling, standing on the floor |
/// | in the corner (a wall) | touching it, and another wall that meets it |
/// | under, above | below the underside (see `FurnitureUse`) or above the top, one centre over the other's box |
enum RelationDeviation {
    /// The deviation of a body's wish; 0 where it is kept exactly.
    static func deviation(of index: Int, _ wish: PhysicalBody.Wish, in layout: PhysicalLayout) -> Double {
        let box = layout.boxes[index]
        switch wish.target {
        case .wall(let number): return deviation(of: box, wish, from: number, in: layout)
        case .element(let element):
            switch (element, wish.preposition) {
            case (.ceiling, .on), (.ceiling, .inTheMiddleOf): return abs(layout.room.z - box.top)
            case (.middle, .on), (.middle, .inTheMiddleOf), (.middle, .inTheCorner): return abs(box.bottom)
            case (_, .on) where element.isWall: return abs(gap(box, to: element, layout.room))
            case (_, .inTheCorner) where element.isWall:
                let ends = RoomElement.allCases.filter {
                    $0.isWall && ($0.angle - element.angle).truncatingRemainder(dividingBy: 180) != 0
                }
                let end = ends.map { abs(gap(box, to: $0, layout.room)) }.min() ?? 0
                return max(abs(gap(box, to: element, layout.room)), end)
            default:
                let target = element.target(inRoom: layout.room)
                let host = OrientedBox(size: target.size, angle: target.angle, center: target.center)
                return deviation(box, wish, host, underside: host.bottom)
            }
        case .body(let other):
            let host = layout.boxes[other]
            let use = layout.bodies[other].use
            guard wish.preposition == .on || wish.preposition == .inTheMiddleOf else {
                return deviation(box, wish, host, underside: layout.underside(of: other))
            }
            var height = abs(box.bottom - host.top)
            if layout.bodies[index].isOnTheFloor { height = min(height, abs(box.bottom)) }
            if use.isHollow { height = min(height, max(0, host.bottom - box.bottom, box.top - host.top)) }
            let offset = host.local(box.place)
            return max(height, abs(offset.x) - host.half.x, abs(offset.y) - host.half.y)
        }
    }

    /// As above for a wall of a room that is no box: touching it means to be before it too.
    private static func deviation(
        of box: OrientedBox, _ wish: PhysicalBody.Wish, from number: Int, in layout: PhysicalLayout
    ) -> Double {
        let wall = layout.walls[number]
        let footprint = box.footprint
        switch wish.preposition {
        case .on, .inTheMiddleOf, .inFront: return wall.deviation(of: footprint)
        case .inTheCorner:
            let count = layout.walls.count
            let ends = [layout.walls[(number + 1) % count], layout.walls[(number + count - 1) % count]]
            return max(
                wall.deviation(of: footprint), ends.map { $0.deviation(of: footprint) }.min() ?? 0)
        default:
            let half = Vector3(x: wall.length / 2, y: 0, z: layout.room.z / 2)
            let host = OrientedBox(
                front: wall.inward, half: half,
                center: Vector3(x: wall.middle.x, y: wall.middle.y, z: layout.room.z / 2))
            return deviation(box, wish, host, underside: host.bottom)
        }
    }

    /// The way between a box and a wall; negative where it reaches into it.
    private static func gap(_ box: OrientedBox, to wall: RoomElement, _ room: Vector3) -> Double {
        let extents = box.halfExtents
        switch wall {
        case .northWall: return room.y - box.center.y - extents.y
        case .eastWall: return room.x - box.center.x - extents.x
        case .westWall: return box.center.x - extents.x
        default: return box.center.y - extents.y
        }
    }

    private static func deviation(
        _ box: OrientedBox, _ wish: PhysicalBody.Wish, _ host: OrientedBox, underside: Double
    ) -> Double {
        let offset = host.local(box.place)
        let reach = SIMD2(box.halfExtent(along: host.right), box.halfExtent(along: host.front))
        let half = SIMD2(host.half.x, host.half.y)
        /// How far the centre of neither lies over the other's box.
        let excess = abs(offset) - pointwiseMax(half, reach)
        let shadow = max(0, excess.x, excess.y)
        func beside(
            _ way: Double, _ across: Double, _ reach: Double, _ reachAcross: Double, _ half: Double,
            _ halfAcross: Double
        ) -> Double {
            let gap = way - reach - half
            let breadth = wish.isAdjacent ? max(halfAcross, reachAcross) : halfAcross + max(0.5, reachAcross)
            return max(
                wish.isAdjacent ? abs(gap) : max(0, -gap), abs(across) - breadth, host.bottom - box.bottom)
        }
        switch wish.preposition {
        case .inFront, .inTheCorner: return beside(offset.y, offset.x, reach.y, reach.x, half.y, half.x)
        case .behind: return beside(-offset.y, offset.x, reach.y, reach.x, half.y, half.x)
        case .rightOf: return beside(offset.x, offset.y, reach.x, reach.y, half.x, half.y)
        case .leftOf: return beside(-offset.x, offset.y, reach.x, reach.y, half.x, half.y)
        case .under: return max(box.top - underside, shadow)
        case .above: return max(host.top - box.bottom, shadow)
        case .on, .inTheMiddleOf: return max(abs(box.bottom - host.top), shadow)
        }
    }
}

/// The components' absolute values.
private func abs(_ vector: SIMD2<Double>) -> SIMD2<Double> { SIMD2(Swift.abs(vector.x), Swift.abs(vector.y)) }
