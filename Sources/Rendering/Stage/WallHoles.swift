import SceneGraph

/// The holes that doors and windows make in a wall.
struct WallHoles {
    /// From and to along the wall and upward, metres.
    struct Span: Hashable {
        var along: ClosedRange<Double>
        var up: ClosedRange<Double>
    }

    /// What is open, within the wall's ends.
    let holes: [(span: Span, kind: Opening.Kind)]
    private let length: Double

    /// - Parameters:
    ///   - wall: one of the room's walls, in whichever direction.
    ///   - openings: of all walls.
    init(in wall: Wall, of room: Room, openings: [Opening]) {
        length = wall.length
        let length = length
        holes = openings.filter { $0.wall == wall.name }.compactMap { opening in
            guard let (_, foot) = room.place(of: opening) else { return nil }
            let middle = ((SIMD2(foot.x, foot.y) - wall.start) * wall.along).sum()
            let (from, to) = (max(middle - opening.width / 2, 0), min(middle + opening.width / 2, length))
            guard to - from > 1e-6, opening.top > opening.bottom else { return nil }
            return (Span(along: from...to, up: max(opening.bottom, 0)...opening.top), opening.kind)
        }
    }

    /// The rectangles that the holes leave of the wall up to a height.
    func pieces(height: Double) -> [Span] {
        guard !holes.isEmpty else { return [Span(along: 0...length, up: 0...height)] }
        let cuts = ([0, length] + holes.flatMap { [$0.span.along.lowerBound, $0.span.along.upperBound] }).sorted()
        var pieces: [Span] = []
        for (from, to) in zip(cuts, cuts.dropFirst()) where to - from > 1e-6 {
            let middle = (from + to) / 2
            let open = holes.map(\.span).filter { $0.along.contains(middle) }
                .map { ($0.up.lowerBound, min($0.up.upperBound, height)) }.sorted { $0.0 < $1.0 }
            var foot = 0.0
            for (low, high) in open {
                if low > foot + 1e-6 { pieces.append(Span(along: from...to, up: foot...min(low, height))) }
                foot = max(foot, high)
                if foot >= height { break }
            }
            if height > foot + 1e-6 { pieces.append(Span(along: from...to, up: foot...height)) }
        }
        return pieces
    }
}
