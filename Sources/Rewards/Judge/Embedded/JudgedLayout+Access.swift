/// Room to use things and to come and go.
extension JudgedLayout {
    /// The share of a rectangle of the floor that is walls, or filled with what stands in a person's way.
    /// - Parameter allowed: what may stand there.
    func blockedShare(_ zone: Footprint, of index: Int, allowing allowed: (Int) -> Bool = { _ in false }) -> Double {
        let area = max(zone.area, 1e-9)
        var blocked = area - zone.overlap(with: floor)
        for other in objects.indices where other != index && isInTheWay(other) && !allowed(other) {
            blocked += zone.overlap(with: footprints[other])
        }
        return min(max(blocked / area, 0), 1)
    }

    /// Whether an object stands where people walk.
    func isInTheWay(_ index: Int) -> Bool {
        isPlaced[index] && !objects[index].isThin && !objects[index].role.takesNoFloor
            && tops[index] > Self.wayHeights.lowerBound && bottoms[index] < Self.wayHeights.upperBound
    }

    /// Whether what stands before a thing belongs there: a chair before a desk, a coffee table before a sofa.
    private func isCompany(_ other: Int, of index: Int) -> Bool {
        let (role, guest) = (objects[index].role, objects[other].role)
        switch guest.use {
        case .chair: return role.isSatAt || role.use == .table
        case .coffeeTable, .ottoman: return role.isLounge
        case .nightstand, .sideTable: return role.use == .bed || role.isLounge
        case .screen, .tabletop: return true
        default: return false
        }
    }

    /// The free depth before what is opened, sat at or slept in, as a share of what it takes.
    ///
    /// After the clearance term of Yu et al. (2011) and the circulation guideline of Merrell et al. (2011).
    func access() -> JudgeTally {
        var tally = JudgeTally()
        for index in objects.indices where isPlaced[index] && objects[index].isFloorBody {
            let role = objects[index].role
            let value: Double
            if role.clearance > 0 {
                value = openness(index, side: 0, depth: role.clearance)
            } else if role.use == .bed {
                let sides = [openness(index, side: 1, depth: 0.5), openness(index, side: 3, depth: 0.5)]
                value = 0.8 * max(sides[0], sides[1]) + 0.2 * min(sides[0], sides[1])
            } else if role.use == .table || role.use == .counter || role.isUnknown {
                let sides = (0..<4).map { openness(index, side: $0, depth: 0.5) }.sorted(by: >)
                value = role.isUnknown ? sides[0] : (sides[0] + sides[1]) / 2
            } else {
                continue
            }
            tally.add(value * soundness[index], .frontBlocked, index)
        }
        return tally
    }

    private func openness(_ index: Int, side: Int, depth: Double) -> Double {
        let zone = footprints[index].zone(side, depth: depth, share: 0.9)
        return 1 - min(1, 1.4 * blockedShare(zone, of: index) { isCompany($0, of: index) })
    }

    /// Whether doors open and windows give light: the product over all, 1 where there are none.
    ///
    /// A door needs 0.9 m of free floor before it, as broad as it is; a window half that, from what is higher than its
    /// sill.
    func openings(_ notes: inout JudgeTally) -> Double {
        var product = 1.0
        for index in objects.indices where isPlaced[index] {
            switch objects[index].role.use {
            case .door:
                let blocked = blockedShare(openingZone(index, depth: 0.9), of: index)
                let open = 1 - min(1, 1.8 * blocked)
                product *= 0.3 + 0.7 * open
                notes.note(.doorBlocked, index, loss: 1 - open)
            case .window:
                let zone = openingZone(index, depth: 0.45)
                let sill = bottoms[index] + 0.3
                let blocked = blockedShare(zone, of: index) { tops[$0] <= sill }
                product *= 1 - 0.3 * blocked
                notes.note(.windowBlocked, index, loss: blocked)
            default: break
            }
        }
        return product
    }

    /// The floor before an opening, from the wall inward, whichever way the opening's box is turned.
    private func openingZone(_ index: Int, depth: Double) -> Footprint {
        let footprint = footprints[index]
        let inward = inward(index)
        let breadth = inward.x == 0 ? footprint.reachX : footprint.reachY
        let thickness = inward.x == 0 ? footprint.reachY : footprint.reachX
        let distance = thickness + depth / 2
        return Footprint(
            x: footprint.x + inward.x * distance, y: footprint.y + inward.y * distance, halfLength: breadth,
            halfWidth: depth / 2, frontX: inward.x, frontY: inward.y)
    }
}
