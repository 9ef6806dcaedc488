/// Walking through the room.
extension JudgedLayout {
    /// How far one reaches from where one stands, in metres.
    private static let reach = 0.55

    /// Which of the things that stand on the floor one can walk up to, from the door or, where there is none, from the
    /// largest free part of the floor; and the share of the free floor that hangs together with it.
    func circulation() -> (tally: JudgeTally, whole: Double) {
        var tally = JudgeTally()
        let bodies = objects.indices.filter { isPlaced[$0] && objects[$0].isFloorBody }
        guard !bodies.isEmpty else { return (tally, 1) }
        var grid = FloorGrid(room: room, outline: form.outline)
        for index in objects.indices where isInTheWay(index) && objects[index].role.use != .chair {
            grid.block(footprints[index])
        }
        grid.connect()
        let door = objects.indices.first { isPlaced[$0] && objects[$0].role.use == .door }
        let part = door.flatMap { grid.part(near: footprints[$0], within: 0.6) } ?? grid.mainPart
        for index in bodies {
            let isReached = part.map { grid.touches($0, footprints[index], within: Self.reach) } ?? false
            tally.add(isReached ? soundness[index] : 0, .unreachable, index)
        }
        let whole = part.map { grid.share(of: $0) } ?? 0
        tally.add(whole * meanSoundness, weight: Double(bodies.count) * 0.5)
        tally.note(.cutUp, loss: 1 - whole)
        return (tally, whole)
    }
}
