import Assets
import SceneGraph

/// Arranges pieces and changes them until the solver places them all.
struct DesignFitting {
    private let chooser: FurnitureChooser
    private let room: Room
    private let seed: UInt64
    private var pieces: [Piece]
    private var fillers = 0
    private var nodes = 0

    /// The most arrangements tried; each complaint of the solver costs one.
    private static let maximumTries = 160
    /// The most search nodes spent on trying before things are exchanged in bulk.
    private static let maximumNodes = 3_000
    /// After so many, fillers are the smallest things there are.
    private static let patience = 40

    init(chooser: FurnitureChooser, room: Room, seed: UInt64) {
        self.chooser = chooser
        self.room = room
        self.seed = seed
        pieces = chooser.pieces()
        let kinds = Set(room.openings.map(\.kind))
        pieces.removeAll { piece in
            piece.kind.shape == .door && kinds.contains(.door) || piece.kind.shape == .window && kinds.contains(.window)
        }
    }

    /// The rectangle for which furniture is chosen: as large as the floor, and of the proportions of the box around the
    /// room.
    static func extent(of room: Room) -> Vector3 {
        guard let outline = room.outline else { return room.size }
        let part = (outline.area / (room.size.x * room.size.y)).squareRoot()
        return Vector3(x: room.size.x * part, y: room.size.y * part, z: room.size.z)
    }

    /// A scene whose objects can be placed, and where; nil if nothing is left.
    mutating func run() throws -> (Scene, [Vector3])? {
        for attempt in 0..<Self.maximumTries {
            if attempt > Self.maximumTries / 2 || nodes > Self.maximumNodes { exchangeHalf() }
            replenish(attempt)
            guard !pieces.isEmpty else { return nil }
            var arranger = Arranger(
                room: Self.extent(of: room), style: chooser.decor.style, typeName: chooser.recognition.type.name,
                seed: seed)
            let (arranged, sources) = arranger.arrange(pieces)
            let objects = room.outline == nil ? arranged : WallAssignment(room).assigned(arranged)
            let blamed: [Int]
            do {
                let scene = try Scene(room: room, objects: objects)
                guard room.isPlain else {
                    var search = OutlineSearch(scene, seed: seed, attempts: 6)
                    let found = search.run()
                    nodes += 4 * objects.count
                    if found.isWhole { return (scene, found.positions) }
                    let troubled = Set(found.dropped.map(\.object) + found.unplaced.map { objects[$0].id })
                    yield(
                        among: objects.indices.filter { troubled.contains(objects[$0].id) }.map { sources[$0] },
                        removes: true)
                    continue
                }
                let budget = PlacementBudget(nodes: 60 + 4 * objects.count)
                nodes += objects.count
                var search = RestartingSearch(scene, seed: seed, budget: budget)
                let status = search.run()
                nodes += search.nodes
                switch status {
                case .solved(let positions): return (scene, positions)
                case .refuted:
                    // Finding the conflict costs a few searches of every part.
                    nodes += 8 * objects.count
                    let finder = ConflictFinder(
                        scene, failures: search.failures, budget: budget, seed: seed, deadline: nil)
                    let conflict = finder.conflict(isProved: true)
                    blamed = conflict.objects.compactMap { scene.indices[$0].map { sources[$0] } }
                case .exhausted:
                    // Too crowded to tell what is in the way: a part of what failed most often yields.
                    let ranked = objects.indices.sorted {
                        (-search.failures[$0], $0) < (-search.failures[$1], $1)
                    }
                    let crowd = ranked.prefix(max(2, objects.count / 3)).map { sources[$0] }
                    for _ in 0..<(objects.count / 10) { yield(among: crowd, removes: false) }
                    blamed = crowd
                }
            } catch let error as SceneError {
                let ids = Set(error.objectIDs)
                blamed = objects.indices.filter { ids.contains(objects[$0].id) }.map { sources[$0] }
            }
            yield(among: blamed, removes: true)
        }
        return nil
    }

    /// Makes up for what was dropped, where a number of objects was asked for.
    private mutating func replenish(_ attempt: Int) {
        guard let count = chooser.objectCount else {
            if pieces.isEmpty, let piece = chooser.filler(attempt, isLastResort: true) { pieces = [piece] }
            return
        }
        var misses = 0
        while pieces.count < count, misses < FurnitureGroups.fillers.count {
            if let piece = chooser.filler(fillers, isLastResort: attempt > Self.patience || misses > 0) {
                pieces.append(piece)
            } else {
                misses += 1
            }
            fillers += 1
        }
    }

    /// Changes the least important of the pieces in conflict: it gives up its company, then size, then its
    /// place.
    private mutating func yield(among blamed: [Int], removes: Bool) {
        let candidates = blamed.isEmpty ? Array(pieces.indices) : blamed
        // Companions yield before what the text names, the later before the earlier, and none all at once.
        guard
            let index = candidates.max(by: { first, second in
                (reluctance(first), -first) > (reluctance(second), -second)
            })
        else { return }
        guard removes || pieces[index].complaints < (pieces[index].isNamed ? 4 : 2) else { return }
        pieces[index].complaints += 1
        let stage = pieces[index].complaints + (pieces[index].isNamed ? 0 : 1)
        switch stage {
        case 1: pieces[index].shrink(by: 0.35)
        case 2:
            if pieces[index].isNamed { pieces[index].isLoose = true } else { pieces[index].shrink(by: 0.5) }
        case 3 where pieces[index].isNamed: pieces[index].shrink(by: 0.6)
        case 4 where pieces[index].isNamed: pieces[index].shrink(by: 1)
        case 3 where chooser.objectCount == nil: pieces.remove(at: index)
        case 3: pieces[index].isLoose = true
        default: pieces.remove(at: index)
        }
    }

    /// Gives up half of what is solid, the largest first, for rugs where a number of objects is asked for.
    private mutating func exchangeHalf() {
        let solid = pieces.indices.filter { !pieces[$0].kind.isFlat }.sorted {
            (pieces[$0].isNamed ? 1 : 0, -volume($0), $0) < (pieces[$1].isNamed ? 1 : 0, -volume($1), $1)
        }
        guard !solid.isEmpty else { return }
        for index in solid.prefix((solid.count + 1) / 2).sorted(by: >) { pieces.remove(at: index) }
        for index in pieces.indices where pieces[index].kind.isFlat { pieces[index].isLoose = true }
        guard let count = chooser.objectCount else { return }
        while pieces.count < count, var rug = chooser.thinFiller() {
            rug.isLoose = true
            pieces.append(rug)
        }
    }

    private func volume(_ index: Int) -> Double {
        pieces[index].size.length * pieces[index].size.width * pieces[index].size.height
    }

    private func reluctance(_ index: Int) -> Int {
        (pieces[index].isNamed ? 3 : 0) + pieces[index].complaints
    }
}
