import Assets
import SceneGraph

/// What stands by itself: at walls, in corners, in the middle.
extension Arranger {
    // MARK: Walls

    func length(_ wall: RoomElement) -> Double {
        wall == .northWall || wall == .southWall ? room.x : room.y
    }

    func depth(_ wall: RoomElement) -> Double {
        wall == .northWall || wall == .southWall ? room.y : room.x
    }

    /// The wall with the most room left for something of this size standing against it.
    mutating func wall(
        for size: BoxSize, hanging: Bool = false, avoiding avoided: [RoomElement] = []
    ) -> RoomElement? {
        var best: (wall: RoomElement, score: Double)?
        for wall in Self.walls where !avoided.contains(wall) {
            let used = max(floorUse[wall, default: 0], 0)
            let isLow = hanging && size.height < 1.6
            let left = length(wall) - (isLow ? wallUse[wall, default: 0] + used * 0.3 : used)
            guard size.length <= length(wall) - 0.01, size.width <= depth(wall) - 0.01,
                isLow || size.length <= left
            else { continue }
            let score = left - size.length + 0.3 * generator.unit()
            if score > (best?.score ?? -.infinity) { best = (wall, score) }
        }
        return best?.wall
    }

    /// Stands against a wall and takes up its length.
    @discardableResult
    mutating func stand(_ index: Int, _ piece: Piece, on wall: RoomElement, _ more: [Relation] = [])
        -> Int
    {
        floorUse[wall, default: 0] += piece.size.length + 0.05
        return add(index, piece, wall: wall, angle: wall.angle, [Relation(.on, wall)] + more)
    }

    // MARK: Anchors

    mutating func anchor(_ index: Int, _ piece: Piece) {
        var spot = piece.kind.spot
        switch piece.hint {
        case .corner: spot = .corner
        case .middle: spot = .middle
        case .wall: spot = .againstWall
        case nil: break
        }
        if piece.isLoose { spot = .middle }
        if spot == .anywhere {
            // Counters and machines stand by a wall in small rooms, free in large ones.
            spot = room.x * room.y > 40 && generator.unit() < 0.6 ? .middle : .againstWall
        }
        let opposite = oppositeWall(for: piece)
        switch spot {
        case .corner:
            if standInCorner(index, piece) { return }
            fallthrough
        case .againstWall, .anywhere:
            if let opposite, piece.size.length <= length(opposite) - floorUse[opposite, default: 0] {
                stand(index, piece, on: opposite)
            } else if let wall = wall(for: piece.size) {
                stand(index, piece, on: wall)
            } else {
                standFree(index, piece)
            }
        case .middle: standFree(index, piece)
        }
    }

    /// A television stands across from what one sits or lies on.
    func oppositeWall(for piece: Piece) -> RoomElement? {
        guard piece.kind.id == "tv_stand" else { return nil }
        let seats: Set<String> = ["sofa", "king_bed", "double_bed", "single_bed"]
        guard let wall = items.first(where: { seats.contains($0.kind.id) })?.wall else { return nil }
        return Self.facing(wall.angle)
    }

    mutating func standFree(_ index: Int, _ piece: Piece) {
        let isTurned: Bool
        if piece.size.length >= piece.size.width {
            isTurned =
                piece.size.length > room.x - 0.01
                || (room.y > room.x * 1.1 && piece.size.length <= room.y - 0.01)
        } else {
            isTurned =
                piece.size.width > room.y - 0.01
                || (room.x > room.y * 1.1 && piece.size.width <= room.x - 0.01)
        }
        add(index, piece, angle: isTurned ? 90 : 0, [Relation(.on, .middle)])
    }

    mutating func standInCorner(_ index: Int, _ piece: Piece) -> Bool {
        for (number, corner) in corners.enumerated() {
            for (back, side) in [(corner.0, corner.1), (corner.1, corner.0)] {
                guard piece.size.length <= length(back) - floorUse[back, default: 0],
                    piece.size.width <= length(side) - floorUse[side, default: 0],
                    piece.size.length <= length(back) - 0.01, piece.size.width <= depth(back) - 0.01
                else { continue }
                corners.remove(at: number)
                floorUse[back, default: 0] += piece.size.length + 0.05
                floorUse[side, default: 0] += piece.size.width + 0.05
                add(
                    index, piece, wall: back, angle: back.angle,
                    [Relation(.inTheCorner, back), Relation(.inTheCorner, side)])
                return true
            }
        }
        return false
    }
}
