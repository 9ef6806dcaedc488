import SceneGraph

/// Where on the floor plan things stand, and how they line up.
extension JudgedLayout {
    /// Whether each thing stands where such things belong: cupboards with their backs to a wall, plants at the edge,
    /// tables in the open, pictures on a wall. What the scene wants in the middle is free of it.
    func spots() -> JudgeTally {
        var tally = JudgeTally()
        for index in objects.indices where isPlaced[index] {
            let object = objects[index]
            if !object.isOnTheFloor {
                if hangs(index) { hanging(index, &tally) }
                continue
            }
            switch object.role.spot {
            case .wall(let weight) where !object.isMeantFree: backed(index, weight, &tally)
            case .edge where !object.isMeantFree:
                let value = Ramp.value(wallGap(index), zero: 1.5, one: 0.3)
                tally.add(value * soundness[index], weight: 0.4, .inTheMidst, index)
            case .middle where !wantsWall(index):
                let value = 0.5 + 0.5 * Ramp.value(wallGap(index), zero: 0.1, one: 0.6)
                tally.add(value * soundness[index], weight: 0.4, .atWall, index)
            default: break
            }
        }
        return tally
    }

    private func wantsWall(_ index: Int) -> Bool {
        objects[index].bonds.contains { bond in
            switch bond.target {
            case .element(let element): element.isWall
            case .wall: true
            case .object: false
            }
        }
    }

    private func hangs(_ index: Int) -> Bool {
        switch objects[index].role.use {
        case .wall, .mirror, .door, .window: true
        default: false
        }
    }

    /// On a wall, its front toward the room.
    private func hanging(_ index: Int, _ tally: inout JudgeTally) {
        let touch = Ramp.value(wallGap(index), zero: 0.4, one: 0.05)
        let inward = inward(index)
        let cosine = inward.x * footprints[index].frontX + inward.y * footprints[index].frontY
        let isOpening = objects[index].role.use == .door || objects[index].role.use == .window
        let turned = isOpening ? abs(cosine) : Ramp.value(cosine, zero: -1, one: 1)
        tally.add(touch * (0.4 + 0.6 * turned) * soundness[index], weight: 0.7)
        tally.note(touch < 0.5 ? .awayFromWall : .backToRoom, index, loss: 1 - touch * (0.4 + 0.6 * turned))
    }

    /// Its back to a wall and along it; its flank at one counts a third.
    private func backed(_ index: Int, _ weight: Double, _ tally: inout JudgeTally) {
        let back = Ramp.value(backGap(index), zero: 0.6, one: 0.06)
        let straight = straightness(index)
        let along = Ramp.value(straight, zero: 0.9, one: 0.995)
        let flank = Ramp.value(wallGap(index), zero: 0.6, one: 0.06) / 3
        let value = max(back * along, flank)
        tally.add(value * soundness[index], weight: weight)
        tally.note(.awayFromWall, index, loss: (1 - value) * min(1, weight + 0.3))
    }

    // MARK: Alignment

    /// Whether things stand square to the room and share lines with walls and neighbours.
    ///
    /// Squareness is (1 + cos 4a)/2 of the angle a to the room's axes (Merrell et al. 2011). An edge or a middle that
    /// continues one of a neighbour's within 3 cm, or a wall that is touched, counts whole; from 20 cm on it counts
    /// nothing.
    func alignment() -> JudgeTally {
        var tally = JudgeTally()
        let bodies = objects.indices.filter { isPlaced[$0] && objects[$0].isFloorBody }
        for index in bodies {
            let footprint = footprints[index]
            // cos 4a from the front's components: 1 - 8 x^2 y^2.
            let product = squareProduct(index)
            let square = 1 - 4 * product * product
            var off = abs(wallGap(index))
            for other in bodies where other != index && footprint.gap(to: footprints[other]) < 1.5 {
                off = min(off, offset(footprint, footprints[other]))
            }
            let lined = Ramp.value(off, zero: 0.2, one: 0.03)
            tally.add(square * (0.4 + 0.6 * lined) * soundness[index], .crooked, index)
        }
        return tally
    }

    /// The components of an object's front along and across the room's axes, or along and across the nearest wall where
    /// the room has an outline.
    private func components(_ index: Int) -> SIMD2<Double> {
        let footprint = footprints[index]
        guard form.outline != nil else { return SIMD2(footprint.frontX, footprint.frontY) }
        let inward = inward(index)
        return SIMD2(
            footprint.frontX * inward.x + footprint.frontY * inward.y,
            footprint.frontX * inward.y - footprint.frontY * inward.x)
    }

    private func straightness(_ index: Int) -> Double {
        let components = components(index)
        return max(abs(components.x), abs(components.y))
    }

    private func squareProduct(_ index: Int) -> Double {
        let components = components(index)
        return components.x * components.y
    }

    /// How far two footprints are from sharing a line.
    private func offset(_ first: Footprint, _ second: Footprint) -> Double {
        func least(_ a: Double, _ reachA: Double, _ b: Double, _ reachB: Double) -> Double {
            min(abs(a - b), min(abs(a - reachA - b + reachB), abs(a + reachA - b - reachB)))
        }
        return min(
            least(first.x, first.reachX, second.x, second.reachX),
            least(first.y, first.reachY, second.y, second.reachY))
    }
}
