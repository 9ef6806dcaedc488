import SceneGraph

/// What the scene says of how things stand to one another, kept by degrees: where a constraint is broken by a
/// centimetre, the eye sees nothing amiss.
extension JudgedLayout {
    /// The mean over all objects with relations of how well each keeps them.
    func grouping() -> JudgeTally {
        var tally = JudgeTally()
        for index in objects.indices where isPlaced[index] && !objects[index].bonds.isEmpty {
            let bonds = objects[index].bonds
            var sum = 0.0
            var worst: (value: Double, other: Int?) = (1, nil)
            for bond in bonds {
                let value = kept(bond, by: index)
                sum += value
                if value < worst.value {
                    if case .object(let other) = bond.target { worst = (value, other) } else { worst = (value, nil) }
                }
            }
            tally.add(sum / Double(bonds.count) * soundness[index])
            tally.note(.apart, index, worst.other, loss: 1 - worst.value)
        }
        return tally
    }

    private func kept(_ bond: JudgedObject.Bond, by index: Int) -> Double {
        switch bond.target {
        case .element(let element): return kept(bond.preposition, element, by: index)
        case .wall(let number):
            return Ramp.value(form.walls[number].deviation(of: shape(index)), zero: 1, one: 0.08)
        case .object(let target):
            guard isPlaced[target] else { return 0 }
            return kept(bond.preposition, target, isAdjacent: bond.isAdjacent, by: index)
        }
    }

    private func kept(_ preposition: Preposition, _ element: RoomElement, by index: Int) -> Double {
        let footprint = footprints[index]
        switch element {
        case .middle: return preposition == .above ? 1 : Ramp.value(wallGap(index), zero: -0.3, one: 0)
        case .ceiling: return Ramp.value(room.z - tops[index], zero: 0.6, one: 0.05)
        default:
            let gap: Double =
                switch element {
                case .southWall: footprint.y - footprint.reachY
                case .northWall: room.y - footprint.y - footprint.reachY
                case .westWall: footprint.x - footprint.reachX
                default: room.x - footprint.x - footprint.reachX
                }
            return Ramp.value(abs(gap), zero: 1, one: 0.08)
        }
    }

    private func kept(_ preposition: Preposition, _ target: Int, isAdjacent: Bool, by index: Int) -> Double {
        let (here, there) = (footprints[index], footprints[target])
        let gap = here.gap(to: there)
        switch preposition {
        case .on, .inTheMiddleOf:
            let over = Ramp.value(gap, zero: 0.5, one: 0) * (there.contains(here.x, here.y, margin: 0.05) ? 1 : 0.5)
            let rests = objects[index].isOnTheFloor ? 0 : abs(bottoms[index] - tops[target])
            return over * Ramp.value(rests, zero: 0.5, one: Self.contact)
        case .under, .above: return Ramp.value(gap, zero: 0.8, one: 0.1)
        case .inTheCorner: return Ramp.value(gap, zero: 1, one: 0.1)
        case .leftOf, .rightOf, .inFront, .behind:
            let near =
                isAdjacent ? Ramp.value(gap, zero: 0.8, one: 0.08) : Ramp.value(gap, zero: 4, one: 1.5)
            return near * onSide(preposition, here, there)
        }
    }

    /// 1 where a footprint lies at this side of another, 0 where it lies across.
    private func onSide(_ preposition: Preposition, _ here: Footprint, _ there: Footprint) -> Double {
        let place = there.local(here.x, here.y)
        // How far beyond each side the middle lies, so that long neighbours are not taken for being ahead.
        let (right, front) = (place.right / max(there.halfLength, 1e-6), place.front / max(there.halfWidth, 1e-6))
        let toward: Double =
            switch preposition {
            case .inFront: front
            case .behind: -front
            // The original's left of what faces north lies west.
            case .leftOf: -right
            default: right
            }
        return Ramp.value(toward, zero: 0, one: 0.9)
    }
}
