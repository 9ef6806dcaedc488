import Assets
import Planning
import SceneGraph

extension RoomSketch {
    /// How an object might stand: what it relates to, and where it faces.
    struct Proposal {
        var isOnTheFloor: Bool
        var relations: [Relation]
        var facing: String
        /// How many of the relations, from the first, must hold at once.
        var bindingCount: Int

        init(_ relations: [Relation], isOnTheFloor: Bool, facing: String, bindingCount: Int? = nil) {
            self.relations = relations
            self.isOnTheFloor = isOnTheFloor
            self.facing = facing
            self.bindingCount = bindingCount ?? relations.count
        }
    }

    private enum Manner: CaseIterable {
        case wall, wallMiddle, middle, corner, oneCorner, ceiling
        case side, top, below, over
        case wallAndSide, middleAndSide, wallAndOver, ceilingAndOver, twoSides
    }

    private static let walls: [RoomElement] = [.southWall, .northWall, .eastWall, .westWall]
    private static let sides: [Preposition] = [.inFront, .rightOf, .behind, .leftOf]

    /// Something an object of this kind could do; nil where it needs company that is not there.
    mutating func proposal(for kind: FurnitureKind, size box: BoxSize) -> Proposal? {
        let manner = manner(for: kind)
        let proposal: Proposal?
        switch manner {
        case .wall, .wallMiddle:
            let wall = generator.pick(Self.walls)
            let word: Preposition = manner == .wall ? .on : .inTheMiddleOf
            proposal = standing([Relation(word, wall)], kind, awayFrom: wall)
        case .middle:
            let word: Preposition = generator.chance(0.15) ? .inTheMiddleOf : .on
            proposal = standing([Relation(word, .middle)], kind, awayFrom: nil)
        case .corner:
            let first = generator.pick(Self.walls)
            let others: [RoomElement] =
                first == .southWall || first == .northWall ? [.eastWall, .westWall] : [.southWall, .northWall]
            let second = generator.pick(others)
            proposal = standing(
                [Relation(.inTheCorner, first), Relation(.inTheCorner, second)], kind, awayFrom: first)
        case .oneCorner:
            let wall = generator.pick(Self.walls)
            proposal = standing([Relation(.inTheCorner, wall)], kind, awayFrom: wall)
        case .ceiling:
            let word: Preposition = generator.chance(0.15) ? .inTheMiddleOf : .on
            proposal = standing([Relation(word, .ceiling)], kind, awayFrom: nil)
        case .side: proposal = beside(kind)
        case .top: proposal = resting(kind)
        case .below: proposal = related(.under, kind, isAdjacent: generator.chance(0.7))
        case .over: proposal = related(.above, kind, isAdjacent: generator.chance(0.3))
        case .wallAndSide, .wallAndOver:
            proposal = (manner == .wallAndSide ? beside(kind) : over(kind)).map { base in
                let wall = generator.pick(Self.walls)
                var joined = base
                joined.relations.insert(Relation(.on, wall), at: 0)
                if isTidy { joined.facing = facing(wall.angle).rawValue }
                joined.bindingCount = isLoose && generator.chance(0.5) ? 1 : 2
                return joined
            }
        case .middleAndSide:
            proposal = beside(kind).map { base in
                var joined = base
                joined.relations.insert(Relation(.on, .middle), at: 0)
                joined.bindingCount = isLoose && generator.chance(0.5) ? 1 : 2
                return joined
            }
        case .ceilingAndOver:
            proposal = over(kind).map { base in
                var joined = base
                joined.relations.insert(Relation(.on, .ceiling), at: 0)
                joined.bindingCount = isLoose && generator.chance(0.5) ? 1 : 2
                return joined
            }
        case .twoSides:
            guard let first = beside(kind), let second = beside(kind),
                first.relations[0].targetID != second.relations[0].targetID
            else { return nil }
            var joined = first
            joined.relations += second.relations
            joined.bindingCount = isLoose && generator.chance(0.5) ? 1 : 2
            proposal = joined
        }
        guard let proposal,
            proposal.relations.allSatisfy({ settings.prepositions.contains($0.preposition) }),
            depth(of: proposal) <= settings.depth
        else { return nil }
        return proposal
    }

    private mutating func manner(for kind: FurnitureKind) -> Manner {
        let weights: [(weight: Double, element: Manner)] =
            switch kind.support {
            case .floor where kind.isFlat:
                [(6, .middle), (2, .side), (1.5, .below), (1, .wall)]
            case .floor:
                [
                    (kind.spot == .againstWall ? 9 : 5, .wall), (0.1, .wallMiddle),
                    (kind.spot == .middle ? 5 : 2.5, .middle), (kind.spot == .corner ? 4 : 1.6, .corner),
                    (0.3, .oneCorner), (5, .side), (0.5, .below), (0.7, .wallAndSide), (0.5, .middleAndSide),
                    (0.4, .twoSides), (0.4, .top),
                ]
            case .wall: [(6, .wall), (0.2, .wallMiddle), (2, .wallAndOver), (2, .over), (0.3, .side)]
            case .ceiling: [(5, .ceiling), (1.8, .ceilingAndOver), (1.5, .over)]
            case .surface: [(9, .top), (0.4, .over), (0.3, .middle), (0.2, .wall)]
            }
        return generator.pick(byWeight: weights)
    }

    private func depth(of proposal: Proposal) -> Int {
        proposal.relations.reduce(1) { depth, relation in
            guard case .object(let id) = relation.target else { return depth }
            return max(depth, 1 + (members.first { $0.object.id == id }?.depth ?? 0))
        }
    }

    // MARK: Parts

    private func stands(_ kind: FurnitureKind) -> Bool { kind.support == .floor }

    private mutating func standing(
        _ relations: [Relation], _ kind: FurnitureKind, awayFrom wall: RoomElement?
    ) -> Proposal {
        let onFloor =
            stands(kind) || kind.support == .surface && relations.first?.targetID == RoomElement.middle.rawValue
        if isTidy, let wall, wall.isWall {
            return Proposal(relations, isOnTheFloor: onFloor, facing: facing(wall.angle).rawValue)
        }
        return Proposal(relations, isOnTheFloor: onFloor, facing: anyFacing())
    }

    /// A wall, seldom another part of the room.
    private mutating func anyFacing() -> String {
        if generator.chance(isTidy ? 0 : 0.03) {
            return generator.pick([RoomElement.middle, RoomElement.ceiling]).rawValue
        }
        return generator.pick(Self.walls).rawValue
    }

    /// The wall toward which an angle faces.
    private func facing(_ angle: Double) -> RoomElement {
        switch Heading.normalized(angle) {
        case 90: .eastWall
        case 180: .southWall
        case 270: .westWall
        default: .northWall
        }
    }

    /// At one of the four sides of something that stands or hangs alike.
    private mutating func beside(_ kind: FurnitureKind) -> Proposal? {
        guard let host = host({ $0.object.isOnTheFloor == (kind.support == .floor) && !$0.kind.isFlat }) else {
            return nil
        }
        let side = Int(generator.next() % 4)
        let isAdjacent = generator.chance(0.62)
        let relation = Relation(Self.sides[side], object: host.object.id, isAdjacent: isAdjacent)
        let angle = host.angle + (generator.chance(0.4) ? 0 : Double(side) * 90 + 180)
        let facing =
            isTidy
            ? facing(angle).rawValue : generator.chance(0.4) ? host.object.id : anyFacing()
        return Proposal([relation], isOnTheFloor: kind.support == .floor, facing: facing)
    }

    private mutating func over(_ kind: FurnitureKind) -> Proposal? {
        related(.above, kind, isAdjacent: generator.chance(0.25))
    }

    private mutating func resting(_ kind: FurnitureKind) -> Proposal? {
        guard let host = host({ !$0.kind.isFlat && $0.object.size.height < 2 && $0.kind.support != .ceiling })
        else { return nil }
        let relation = Relation(.on, object: host.object.id, isAdjacent: generator.chance(0.975))
        let facing =
            isTidy
            ? facing(host.angle).rawValue : generator.chance(0.3) ? host.object.id : anyFacing()
        return Proposal([relation], isOnTheFloor: false, facing: facing)
    }

    private mutating func related(_ word: Preposition, _ kind: FurnitureKind, isAdjacent: Bool) -> Proposal? {
        guard let host = host({ $0.object.isOnTheFloor || word == .under }) else { return nil }
        let relation = Relation(word, object: host.object.id, isAdjacent: isAdjacent)
        let facing =
            isTidy
            ? facing(host.angle).rawValue : generator.chance(0.25) ? host.object.id : anyFacing()
        let onFloor = kind.support == .floor && word != .above
        return Proposal([relation], isOnTheFloor: onFloor, facing: facing)
    }

    private mutating func host(_ isFit: (Member) -> Bool) -> Member? {
        let hosts = members.filter { isFit($0) && $0.depth < settings.depth }
        return hosts.isEmpty ? nil : generator.pick(hosts)
    }
}
