import Assets
import SceneGraph

/// Which objects hang on walls that are not drawn.
///
/// A wall between the viewer and the room is left out; what hangs on it would seem to float in the air. An object
/// hangs on a wall when it touches the wall's plane and neither the floor nor another object carries it. Where it
/// touches two walls, it hangs on the one that its front faces away from. What stands on a hanging shelf hangs
/// with it.
enum WallMounting {
    /// How far from a wall's plane an object still counts as touching it, metres.
    static let reach = 0.08
    /// Undersides up to this height stand on the floor, metres.
    static let floorReach = 0.05

    /// For each item, whether it hangs on a wall that is not drawn.
    /// - Parameter isDrawn: the walls that are drawn: west, east, south, north, or the outline's in their order.
    static func hangsOnHiddenWall(
        _ items: [RenderRequest.Item], room form: Room, isDrawn: [Bool]
    ) -> [Bool] {
        let room = form.size
        let walls = form.outline == nil ? [] : form.walls
        var result = [Bool](repeating: false, count: items.count)
        guard isDrawn.contains(false) else { return result }
        let boxes = items.map { OrientedBox($0) }
        // What carries comes before what it carries.
        let order = items.indices.sorted { (boxes[$0].low.z, $0) < (boxes[$1].low.z, $1) }
        for index in order {
            let kind = Catalogue.standard.kindOrGeneric(forObjectID: items[index].id)
            let box = boxes[index]
            // Doors, windows and long curtains may reach the floor.
            let isFixture = kind.support == .wall && box.high.z > 0.6 * room.z
            guard kind.support != .ceiling, box.low.z > floorReach || isFixture else { continue }
            let carriers = order.prefix { boxes[$0].low.z < box.low.z }.filter { box.stands(on: boxes[$0]) }
            if !isFixture, !carriers.isEmpty {
                result[index] = carriers.allSatisfy { result[$0] }
            } else if !walls.isEmpty {
                if let wall = wall(of: items[index], among: walls) { result[index] = !isDrawn[wall] }
            } else if let wall = wall(of: box, front: Heading.direction(items[index].angle), room: room) {
                result[index] = !isDrawn[wall]
            }
        }
        return result
    }

    /// The wall of an outline that an object touches, the one at its back where there are several.
    private static func wall(of item: RenderRequest.Item, among walls: [Wall]) -> Int? {
        let shadow = FloorPolygon(
            shadowOf: item.size, angle: item.angle, at: SIMD2(item.position.x, item.position.y))
        let front = Heading.direction(item.angle)
        func facing(_ index: Int) -> Double { (walls[index].inward * SIMD2(front.x, front.y)).sum() }
        return walls.indices.filter { walls[$0].deviation(of: shadow) <= reach }
            .max { (facing($0), -$0) < (facing($1), -$1) }
    }

    /// The wall that a box touches (west 0, east 1, south 2, north 3), the one at its back where there are two.
    private static func wall(
        of box: OrientedBox, front: (x: Double, y: Double), room: Vector3
    ) -> Int? {
        let planes: [(axis: Int, at: Double, inward: Double)] = [
            (0, 0, 1), (0, room.x, -1), (1, 0, 1), (1, room.y, -1),
        ]
        let touched = planes.indices.filter { index in
            let (axis, at, _) = planes[index]
            return box.low[axis] <= at + reach && box.high[axis] >= at - reach
        }
        func facing(_ index: Int) -> Double {
            planes[index].inward * (planes[index].axis == 0 ? front.x : front.y)
        }
        return touched.max { (facing($0), -$0) < (facing($1), -$1) }
    }
}
