/// How the room weighs to the eye.
extension JudgedLayout {
    /// The middle of the visual weights should lie near the middle of the room (Merrell et al. 2011); beyond 60 % of
    /// the way to a wall there is no balance left.
    func balance(_ notes: inout JudgeTally) -> Double {
        var (sum, x, y) = (0.0, 0.0, 0.0)
        for index in objects.indices where isPlaced[index] && objects[index].isFloorBody {
            let weight = objects[index].visualWeight
            sum += weight
            x += weight * footprints[index].x
            y += weight * footprints[index].y
        }
        guard sum > 0 else { return 0.5 }
        let (dx, dy) = (x / sum / (room.x / 2) - 1, y / sum / (room.y / 2) - 1)
        let balance = Ramp.value((dx * dx + dy * dy).squareRoot(), zero: 0.6 * 2.0.squareRoot(), one: 0.1)
        notes.note(.unbalanced, loss: (1 - balance) * 0.8)
        return balance
    }
}
