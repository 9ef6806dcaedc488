import Assets
import SceneGraph

/// What stands in rows, or by something else.
extension Arranger {
    // MARK: Rows

    /// Desks of a class or an office in rows that look at the front wall; benches of a chapel likewise.
    mutating func arrangeRows(_ anchors: [Int], _ pieces: [Piece]) -> Set<Int> {
        let kinds: [String] = typeName == "chapel" ? ["bench"] : ["desk", "workbench"]
        var done: Set<Int> = []
        for kind in kinds {
            let members = anchors.filter { pieces[$0].kind.id == kind && !pieces[$0].isLoose }
            guard members.count >= 3 else { continue }
            let hasChairs = kind != "bench"
            lineUp(
                members, pieces, angle: hasChairs ? frontWall.angle : frontWall.angle + 180,
                gap: 0.5, forward: hasChairs ? .inFront : .behind)
            done.formUnion(members)
        }
        return done
    }

    /// The seats of a cinema in rows that look at the screen.
    mutating func arrangeAudience(_ joining: [Int], _ pieces: [Piece]) -> Set<Int> {
        guard typeName == "home cinema" else { return [] }
        let members = joining.filter { pieces[$0].kind.id == "armchair" && !pieces[$0].isLoose }
        guard members.count >= 2 else { return [] }
        lineUp(members, pieces, angle: frontWall.angle + 180, gap: 0, forward: .behind)
        return Set(members)
    }

    /// Lines things up side by side; further rows follow in front of or behind the first of the row before.
    mutating func lineUp(
        _ members: [Int], _ pieces: [Piece], angle: Double, gap: Double, forward: Preposition
    ) {
        let across = length(frontWall)
        var rowFirst: Int?
        var last: Int?
        var used = 0.0
        for index in members {
            let piece = pieces[index]
            used += piece.size.length + gap
            if let previous = last, used <= across - 0.2 {
                last = add(
                    index, piece, angle: angle,
                    [Relation(.rightOf, object: items[previous].id, isAdjacent: gap == 0)])
            } else {
                used = piece.size.length + gap
                let relation =
                    rowFirst.map { Relation(forward, object: items[$0].id, isAdjacent: false) }
                    ?? Relation(.on, .middle)
                last = add(index, piece, angle: angle, [relation])
                rowFirst = last
            }
        }
    }

    /// A kitchen's units side by side along its walls.
    mutating func arrangeRuns(_ anchors: [Int], _ pieces: [Piece]) -> Set<Int> {
        let members = anchors.filter {
            FurnitureGroups.runs.contains(pieces[$0].kind.id) && !pieces[$0].isLoose && pieces[$0].hint == nil
        }
        var last: Int?
        var done: Set<Int> = []
        for index in members {
            let piece = pieces[index]
            if let previous = last, let wall = items[previous].wall,
                piece.size.length <= length(wall) - floorUse[wall, default: 0] - 0.3
            {
                last = stand(index, piece, on: wall, [Relation(.rightOf, object: items[previous].id)])
            } else if let wall = wall(for: piece.size) {
                last = stand(index, piece, on: wall)
            } else {
                continue
            }
            done.insert(index)
        }
        return done
    }

    // MARK: Joining

    mutating func join(_ index: Int, _ piece: Piece) {
        for rule in FurnitureGroups.joins[piece.kind.id] ?? [] {
            for kind in rule.hosts {
                let hosts = items.indices.filter { items[$0].kind.id == kind }
                // The loneliest first: each desk gets its chair before any gets a second.
                for host in hosts.sorted(by: { (company($0), $0) < (company($1), $1) }) {
                    if join(index, piece, to: host, rule.manner) { return }
                }
            }
        }
        anchor(index, piece)
    }

    static let prepositions: [Preposition] = [.inFront, .rightOf, .behind, .leftOf]

    mutating func join(
        _ index: Int, _ piece: Piece, to host: Int, _ manner: FurnitureGroups.Manner
    ) -> Bool {
        let sides: [Int] =
            switch manner {
            case .front, .ahead: [0]
            case .beside, .flank: [3, 1]
            case .around: [0, 2, 1, 3]
            }
        // The emptiest side first, so that chairs spread around a table.
        let ranked = sides.enumerated().sorted {
            (fill(host, $0.element), $0.offset) < (fill(host, $1.element), $1.offset)
        }.map(\.element)
        for side in ranked {
            guard isFree(host, side, piece, manner) else { continue }
            items[host].sides[side] += piece.size.length
            let relation = Relation(
                Self.prepositions[side], object: items[host].id,
                isAdjacent: manner != .ahead && manner != .flank)
            if manner == .beside {
                if let wall = items[host].wall, items[host].angle == wall.angle {
                    stand(index, piece, on: wall, [relation])
                } else {
                    add(index, piece, angle: items[host].angle, [relation])
                }
            } else {
                add(index, piece, angle: items[host].angle + Double(side) * 90 + 180, [relation])
            }
            return true
        }
        return false
    }

    func company(_ host: Int) -> Double { items[host].sides.reduce(0, +) }

    func fill(_ host: Int, _ side: Int) -> Double {
        items[host].sides[side] / sideLength(host, side)
    }

    func sideLength(_ host: Int, _ side: Int) -> Double {
        side % 2 == 0 ? items[host].size.length : items[host].size.width
    }

    func isFree(_ host: Int, _ side: Int, _ piece: Piece, _ manner: FurnitureGroups.Manner) -> Bool {
        let item = items[host]
        if side == 2, item.wall != nil { return false }
        let used = item.sides[side]
        switch manner {
        case .beside:
            guard used == 0 else { return false }
            guard let wall = item.wall else { return true }
            return piece.size.length <= length(wall) - floorUse[wall, default: 0]
        case .front where ["chair", "office_chair"].contains(piece.kind.id):
            return used == 0
        case .front, .around:
            return used == 0 || used + piece.size.length <= sideLength(host, side) + 1e-9
        case .ahead, .flank: return used == 0
        }
    }
}
