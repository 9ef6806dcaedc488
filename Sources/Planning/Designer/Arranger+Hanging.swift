import Assets
import SceneGraph

/// What hangs, stands on other things, or lies on the floor.
extension Arranger {
    // MARK: Hanging

    mutating func hang(_ index: Int, _ piece: Piece) {
        if !piece.isLoose {
            for kind in FurnitureGroups.above[piece.kind.id] ?? [] {
                for host in items.indices where items[host].kind.id == kind && !items[host].hasAbove {
                    guard let wall = items[host].wall, items[host].angle == wall.angle,
                        items[host].object.isOnTheFloor,
                        items[host].size.height + piece.size.height < room.z - 0.02
                    else { continue }
                    items[host].hasAbove = true
                    wallUse[wall, default: 0] += piece.size.length
                    add(
                        index, piece, wall: wall, angle: wall.angle, onFloor: false,
                        [Relation(.on, wall), Relation(.above, object: items[host].id)])
                    return
                }
            }
        }
        let isFront = ["whiteboard", "projector_screen"].contains(piece.kind.id) && !piece.isLoose
        let isFrontFree = wallUse[frontWall, default: 0] + piece.size.length <= length(frontWall) - 0.01
        let wall =
            isFront && isFrontFree
            ? frontWall
            : wall(for: piece.size, hanging: true) ?? Self.walls.max { length($0) < length($1) } ?? .northWall
        wallUse[wall, default: 0] += piece.size.length
        if piece.size.height >= 1.6 { floorUse[wall, default: 0] += piece.size.length }
        add(index, piece, wall: wall, angle: wall.angle, onFloor: false, [Relation(.on, wall)])
    }

    mutating func suspend(_ index: Int, _ piece: Piece) {
        var relations = [Relation(.on, .ceiling)]
        if !piece.isLoose {
            let host = hostBelow(piece)
            if let host {
                items[host].hasAbove = true
                relations.append(Relation(.above, object: items[host].id))
            }
        }
        let isTurned = piece.size.length > room.x - 0.01 || piece.size.width > room.y - 0.01
        add(index, piece, angle: isTurned ? 90 : 0, onFloor: false, relations)
    }

    /// What a lamp may hang over.
    func hostBelow(_ piece: Piece) -> Int? {
        for kind in FurnitureGroups.above[piece.kind.id] ?? [] {
            let host = items.firstIndex {
                $0.kind.id == kind && !$0.hasAbove && $0.size.height + piece.size.height < room.z - 0.02
            }
            if let host { return host }
        }
        return nil
    }

    /// What may stand on a rug.
    func hostOver(_ piece: Piece) -> Int? {
        for kind in FurnitureGroups.under[piece.kind.id] ?? [] {
            if let host = items.firstIndex(where: { $0.kind.id == kind && !$0.hasUnder }) { return host }
        }
        return nil
    }

    // MARK: Resting

    mutating func rest(_ index: Int, _ piece: Piece) {
        if !piece.isLoose, let host = support(for: piece) {
            items[host].top += piece.size.length + 0.03
            add(
                index, piece, angle: items[host].angle, onFloor: false,
                [Relation(.on, object: items[host].id)])
        } else if piece.kind.id == "tv" || piece.kind.id == "monitor" {
            hang(index, piece)
        } else {
            standFree(index, piece)
        }
    }

    func support(for piece: Piece) -> Int? {
        let kinds = piece.kind.restsOn.flatMap { kind in
            FurnitureGroups.beds.contains(kind)
                ? ["double_bed", "king_bed", "single_bed"]
                : FurnitureGroups.tables.contains(kind) ? [kind, "round_table"] : [kind]
        }
        for kind in kinds {
            // The emptiest first: one lamp on each nightstand.
            let hosts = items.indices.filter { items[$0].kind.id == kind && carries($0, piece) }
            if let host = hosts.min(by: { (items[$0].top, $0) < (items[$1].top, $1) }) { return host }
        }
        return items.indices.first { host in
            [.tables, .storage].contains(items[host].kind.category) && items[host].size.height <= 1.3
                && carries(host, piece)
        }
    }

    func carries(_ host: Int, _ piece: Piece) -> Bool {
        let item = items[host]
        return item.object.isOnTheFloor && !item.kind.isFlat
            && item.top + piece.size.length <= item.size.length + 1e-9
            && piece.size.width <= item.size.width + 1e-9
            && item.size.height + piece.size.height <= room.z - 0.01
    }

    // MARK: Lying

    mutating func arrangeFlat(_ flat: [Int], _ pieces: [Piece]) {
        var last: [String: Int] = [:]
        for index in flat {
            let piece = pieces[index]
            let host = hostOver(piece)
            if let host, !piece.isLoose {
                items[host].hasUnder = true
                add(
                    index, piece, angle: flatAngle(piece, items[host].angle),
                    [Relation(.under, object: items[host].id)])
            } else if let previous = last[piece.kind.id], !piece.isLoose {
                // Thin things never collide; a row keeps them from lying on one another.
                last[piece.kind.id] = add(
                    index, piece, angle: items[previous].angle,
                    [Relation(.rightOf, object: items[previous].id)])
            } else {
                standFree(index, piece)
                last[piece.kind.id] = items.count - 1
            }
        }
    }

    func flatAngle(_ piece: Piece, _ angle: Double) -> Double {
        let (x, y) = piece.size.extents(atQuarterTurn: Heading.swapsSides(angle))
        return x <= room.x - 0.01 && y <= room.y - 0.01 ? angle : angle + 90
    }
}
