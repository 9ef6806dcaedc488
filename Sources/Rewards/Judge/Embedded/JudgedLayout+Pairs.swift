/// What belongs together: a chair at its desk, a sofa before the television, a nightstand beside its bed.
///
/// After the pairwise terms of Merrell et al. (2011) and the functional groups of Yu et al. (2011).
extension JudgedLayout {
    /// The mean over all objects that belong to some other of how well they do; nothing where none does.
    func pairs() -> JudgeTally {
        var tally = JudgeTally()
        for index in objects.indices where isPlaced[index] {
            switch objects[index].role.use {
            case .chair: match(index, &tally, with: \.isSatAt, seating)
            case .desk: attended(index, &tally)
            case .sofa, .armchair: lounge(index, &tally)
            case .coffeeTable: match(index, &tally, with: \.isLounge, before)
            case .ottoman: match(index, &tally, with: \.isLounge) { near($0, $1, far: 1.5, close: 0.6) }
            case .nightstand: match(index, &tally, with: { $0.use == .bed }, bedside)
            case .sideTable:
                match(index, &tally, with: { $0.isLounge || $0.use == .bed }) { near($0, $1, far: 1, close: 0.3) }
            case .screenStand:
                match(index, &tally, with: { $0.use == .screen }) { near($0, $1, far: 1, close: 0.3) }
            case .hood: match(index, &tally, with: { $0.use == .stove }) { near($0, $1, far: 1, close: 0.2) }
            case .mirror:
                match(index, &tally, weight: 0.5, with: { $0.use == .sink }) { near($0, $1, far: 1.2, close: 0.3) }
            case .rug:
                match(
                    index, &tally, weight: 0.5,
                    with: { $0.isLounge || $0.isSatAt || $0.use == .bed || $0.use == .coffeeTable }
                ) {
                    near($0, $1, far: 1, close: 0.2)
                }
            default: break
            }
        }
        return tally
    }

    /// How well a pair stands, and what is wrong with it.
    typealias Match = (value: Double, fault: JudgeNote.Kind)

    /// Adds the best match of an object among those of a role.
    private func match(
        _ index: Int, _ tally: inout JudgeTally, weight: Double = 1, with isPartner: (FurnitureRole) -> Bool,
        _ value: (Int, Int) -> Match
    ) {
        guard let best = best(index, with: isPartner, value) else { return }
        tally.add(best.match.value * soundness[index], weight: weight)
        tally.note(best.match.fault, index, best.partner, loss: 1 - best.match.value)
    }

    private func best(
        _ index: Int, with isPartner: (FurnitureRole) -> Bool, _ value: (Int, Int) -> Match
    ) -> (match: Match, partner: Int)? {
        var best: (match: Match, partner: Int)?
        for other in objects.indices where other != index && isPlaced[other] && isPartner(objects[other].role) {
            let match = value(index, other)
            if best.map({ match.value > $0.match.value }) ?? true { best = (match, other) }
        }
        return best
    }

    // MARK: Measures

    /// The cosine between an object's front and the way to the nearest point of another.
    func facing(_ index: Int, _ other: Int) -> Double {
        let (from, to) = (footprints[index], footprints[other])
        let near = to.nearest(from.x, from.y)
        var (dx, dy) = (near.x - from.x, near.y - from.y)
        if dx * dx + dy * dy < 1e-9 { (dx, dy) = (to.x - from.x, to.y - from.y) }
        let length = (dx * dx + dy * dy).squareRoot()
        return length < 1e-9 ? 0 : (dx * from.frontX + dy * from.frontY) / length
    }

    private func near(_ index: Int, _ other: Int, far: Double, close: Double) -> Match {
        (Ramp.value(footprints[index].gap(to: footprints[other]), zero: far, one: close), .farFrom)
    }

    /// A chair at a table: drawn up to it, turned to it, and at the side where one sits.
    private func seating(_ chair: Int, _ table: Int) -> Match {
        let near = Ramp.value(footprints[chair].gap(to: footprints[table]), zero: 1.2, one: 0.3)
        let turned = Ramp.value(facing(chair, table), zero: -0.2, one: 0.8)
        var side = 1.0
        if objects[table].role.use == .desk {
            let place = footprints[table].local(footprints[chair].x, footprints[chair].y)
            side = place.front > 0 ? 1 : 0.4
        }
        return (near * (0.2 + 0.8 * turned) * side, turned < near ? .turnedAway : .farFrom)
    }

    /// A desk wants one of the chairs there are.
    private func attended(_ desk: Int, _ tally: inout JudgeTally) {
        guard let best = best(desk, with: { $0.use == .chair }, { seating($1, $0) }) else { return }
        tally.add(best.match.value * soundness[desk], weight: 0.5)
    }

    /// A sofa or an armchair looks at a screen from a comfortable distance, or at what one gathers around.
    private func lounge(_ index: Int, _ tally: inout JudgeTally) {
        let isSofa = objects[index].role.use == .sofa
        let screen = best(index, with: { $0.use == .screen }, watching)
        let company = best(
            index,
            with: {
                $0.use == .coffeeTable || $0.use == .fireplace || $0.use == .screenStand || (!isSofa && $0.isLounge)
            },
            gathering)
        guard let chosen = [screen, company].compactMap({ $0 }).max(by: { $0.match.value < $1.match.value }) else {
            return
        }
        var value = chosen.match.value
        var told = chosen
        if isSofa, let screen {
            value = 0.3 * value + 0.7 * screen.match.value
            told = screen
        }
        tally.add(value * soundness[index])
        tally.note(told.match.fault, index, told.partner, loss: 1 - value)
    }

    /// Within 45 degrees before it and 1 to 5 metres away.
    private func watching(_ seat: Int, _ screen: Int) -> Match {
        let distance = footprints[seat].gap(to: footprints[screen])
        let near = min(Ramp.value(distance, zero: 0.3, one: 1), Ramp.value(distance, zero: 8, one: 5))
        let turned = Ramp.value(facing(seat, screen), zero: 0, one: 0.75)
        return (near * turned, turned < near ? .turnedAway : .farFrom)
    }

    /// Conversation needs people within 2.4 metres (8 feet: Panero and Zelnik), turned to one another.
    private func gathering(_ seat: Int, _ other: Int) -> Match {
        let near = Ramp.value(footprints[seat].gap(to: footprints[other]), zero: 4, one: 2.4)
        let turned = Ramp.value(facing(seat, other), zero: -0.2, one: 0.6)
        return (near * turned, turned < near ? .turnedAway : .farFrom)
    }

    /// A coffee table before a seat, within reach: best at up to half a metre.
    private func before(_ table: Int, _ seat: Int) -> Match {
        let near = Ramp.value(footprints[table].gap(to: footprints[seat]), zero: 1.5, one: 0.6)
        let ahead = Ramp.value(facing(seat, table), zero: 0, one: 0.7)
        return (near * (0.3 + 0.7 * ahead), .farFrom)
    }

    /// A nightstand at a side of the bed, by its head.
    private func bedside(_ stand: Int, _ bed: Int) -> Match {
        let near = Ramp.value(footprints[stand].gap(to: footprints[bed]), zero: 1, one: 0.25)
        let place = footprints[bed].local(footprints[stand].x, footprints[stand].y)
        let beside = abs(place.right) >= 0.9 * footprints[bed].halfLength ? 1.0 : 0.5
        let head = Ramp.value(place.front, zero: footprints[bed].halfWidth, one: 0)
        return (near * beside * (0.6 + 0.4 * head), .farFrom)
    }

    // MARK: Sight

    /// Whether what is looked at can be seen from where one sits: the line from the eyes (1.1 m) to the screen.
    func sightLines() -> JudgeTally {
        var tally = JudgeTally()
        for index in objects.indices where isPlaced[index] && objects[index].role.isLounge {
            guard let best = best(index, with: { $0.use == .screen }, watching), best.match.value > 0 else { continue }
            let (seat, screen) = (footprints[index], footprints[best.partner])
            let (eye, aim) = (1.1, (bottoms[best.partner] + tops[best.partner]) / 2)
            var clear = 1.0
            for other in objects.indices
            where other != index && other != best.partner && isPlaced[other] && !objects[other].isThin {
                guard
                    let part = footprints[other].crossing(
                        fromX: seat.x, fromY: seat.y, toX: screen.x, toY: screen.y)
                else { continue }
                let heights = [part.lowerBound, part.upperBound].map { eye + (aim - eye) * $0 }
                let (least, most) = (min(heights[0], heights[1]), max(heights[0], heights[1]))
                if bottoms[other] < most, tops[other] > least + 0.1, !carries(other, best.partner) { clear = 0 }
            }
            tally.add(clear * soundness[index], .sightBlocked, index, best.partner)
        }
        return tally
    }

    private func carries(_ host: Int, _ guest: Int) -> Bool {
        tops[host] <= bottoms[guest] + Self.contact && footprints[host].gap(to: footprints[guest]) == 0
    }
}
