import Assets
import SceneGraph

/// Chooses what stands in a room: what the text names, then what usually belongs there.
struct FurnitureChooser {
    let catalogue: Catalogue
    let text: DescriptionText
    let mentions: [Catalogue.Mention]
    let recognition: RoomTypeRecognizer.Recognition
    let decor: Decor
    let room: Vector3
    /// How many objects the room must have, or nil for as many as suit it.
    let objectCount: Int?

    var type: RoomType { recognition.type }
    var area: Double { room.x * room.y }

    /// How many objects suit a room: more for larger ones, though not in proportion.
    static func suitableCount(area: Double) -> Int {
        min(max(Int((2 * area.squareRoot() + 2).rounded()), 2), 26)
    }

    /// The pieces, the most important first.
    func pieces() -> [Piece] {
        var pieces = named()
        let limit = objectCount ?? Designer.objectCounts.upperBound
        if pieces.count > limit { pieces = Array(pieces.prefix(limit)) }
        var floor = pieces.reduce(0) { $0 + footprint($1) }
        let target = min(max(objectCount ?? Self.suitableCount(area: area), pieces.count), limit)
        for piece in companions(besides: pieces) {
            guard pieces.count < target else { break }
            guard floor + footprint(piece) <= max(area * 0.45, 1) || objectCount != nil else { continue }
            floor += footprint(piece)
            pieces.append(piece)
        }
        return withHosts(pieces, limit: limit)
    }

    /// Further pieces that could join or take the place of others, without end: usual fillers in turn.
    func filler(_ number: Int, isLastResort: Bool) -> Piece? {
        let list = isLastResort ? FurnitureGroups.lastFillers : FurnitureGroups.fillers
        let fitting = list.filter { !excluded.contains($0) }
        guard !fitting.isEmpty, let kind = catalogue[fitting[number % fitting.count]] else { return nil }
        var piece = make(kind)
        if isLastResort { piece.shrink(by: 1) }
        return piece.fit(room: room) ? piece : nil
    }

    /// The smallest rug: thin, hence never in the way of anything.
    func thinFiller() -> Piece? {
        guard let kind = catalogue["rug"] else { return nil }
        var piece = make(kind)
        piece.shrink(by: 1)
        return piece.fit(room: room) ? piece : nil
    }

    func footprint(_ piece: Piece) -> Double {
        piece.kind.support == .floor && !piece.kind.isFlat ? piece.size.length * piece.size.width : 0
    }

    func make(_ kind: FurnitureKind) -> Piece {
        Piece(kind, material: decor.material(default: kind.material, words: []))
    }

    // MARK: Companions

    /// What a room is for, in a room too small for its usual size: smaller, or the smaller of its kind. Nil
    /// where the usual size will do, or several are usual.
    private func principal(_ kind: FurnitureKind, _ stem: String) -> Piece? {
        let usual = kind.typicalSize
        guard kind.support == .floor, usual.length * usual.width > area * 0.4 else { return nil }
        let smaller = ["double_bed": ["single_bed", "floor_cushion"], "sofa": ["armchair", "chair"]]
        for id in [kind.id] + (smaller[kind.id] ?? []) {
            guard let candidate = catalogue[id] else { continue }
            var piece = make(candidate)
            if id == kind.id { piece.stem = stem }
            for part in [0, 0.5, 1] {
                piece.shrink(by: part)
                if piece.size.length * piece.size.width <= area * 0.45, piece.fit(room: room) { return piece }
            }
        }
        return nil
    }

    /// What usually belongs in the room beyond what is named, the most important first.
    func companions(besides named: [Piece]) -> [Piece] {
        var counts: [String: Int] = [:]
        for piece in named { counts[piece.kind.id, default: 0] += 1 }
        let excluded = excluded
        var result: [Piece] = []
        func add(_ kind: FurnitureKind, _ stem: String) {
            var piece = make(kind)
            piece.stem = stem
            if let size = FurnitureGroups.sizes[stem] {
                piece.size = BoxSize(length: size.0, width: size.1, height: size.2)
            }
            if piece.fit(room: room) {
                result.append(piece)
            } else {
                piece.shrink(by: 1)
                if piece.fit(room: room) { result.append(piece) }
            }
        }
        for companion in type.companions {
            guard let kind = catalogue[companion.kind] ?? catalogue.kind(forObjectID: companion.kind),
                !excluded.contains(kind.id)
            else { continue }
            let alternatives = FurnitureGroups.alternatives.filter { $0.contains(kind.id) }
                .reduce(into: Set<String>()) { $0.formUnion($1) }.subtracting([kind.id])
            if named.contains(where: { alternatives.contains($0.kind.id) }) { continue }
            if result.isEmpty, let principal = principal(kind, companion.kind) {
                if counts[kind.id, default: 0] == 0 { result.append(principal) }
                continue
            }
            let wanted = companion.count(area: area)
            let there = min(counts[kind.id, default: 0], wanted)
            counts[kind.id, default: 0] -= there
            for _ in there..<wanted { add(kind, companion.kind) }
        }
        // Large rooms and large numbers: plants, pictures and lamps in turn.
        for number in 0..<Designer.objectCounts.upperBound {
            if let piece = filler(number, isLastResort: false) { result.append(piece) }
        }
        return result
    }

    /// Gives what stands on other things something to stand on.
    func withHosts(_ pieces: [Piece], limit: Int) -> [Piece] {
        var pieces = pieces
        for piece in pieces where piece.kind.support == .surface && piece.kind.id != "tv" {
            var hosts = Set(piece.kind.restsOn)
            if !hosts.isDisjoint(with: FurnitureGroups.beds) { hosts.formUnion(FurnitureGroups.beds) }
            let isCarried = pieces.contains { host in
                hosts.contains(host.kind.id)
                    || (host.kind.support == .floor && [.tables, .storage].contains(host.kind.category)
                        && host.size.height <= 1.3 && host.size.length >= piece.size.length
                        && host.size.width >= piece.size.width)
            }
            guard !isCarried else { continue }
            let usual = type.companions.map(\.kind)
            let best = piece.kind.restsOn.first { usual.contains($0) } ?? piece.kind.restsOn.first
            guard let best, let kind = catalogue[best] else { continue }
            var host = make(kind)
            guard host.fit(room: room) else { continue }
            if pieces.count < limit && objectCount == nil {
                pieces.append(host)
            } else if let last = pieces.lastIndex(where: { !$0.isNamed }) {
                pieces[last] = host
            }
        }
        return pieces
    }
}
