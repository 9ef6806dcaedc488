import SceneGraph

/// The sums by which what is open to an object follows from what is placed, written out so that who reads them only
/// ever repeats a number, adds two that stand side by side, or compares two.
///
/// Before the stretches of an axis stand, each where there is such a thing:
/// - for each relation the target's place and what the relation adds, summed for each end that it moves;
/// - where that is not all: `=` and what relations and room leave;
/// - for each obstacle that cuts it: `~`, the half extents of both summed, and the ends of what it takes.
///
/// A sum below zero is said to be zero: no centre is there. What the stretches would only repeat is left out of them.
///
/// ```
/// table_1 x3.99-1.55=2.44..3.99+1.55=5.54:4.02 y1.30+0.76=2.06..=2.06..6.00:2.06 z0.21
/// shelf_1 x0.45..9.25~0.80+0.45=1.25,1.60-1.25=0.35..1.60+1.25=2.85=2.85..9.25:9.12 y6.14 z0.95
/// ```
struct WorkedSums: Sendable {
    private let scene: Scene
    private let ranges: CentreRanges

    init(_ scene: Scene) {
        self.scene = scene
        ranges = CentreRanges(scene)
    }

    /// What stands for an object's stretches on the axis whose turn it is.
    /// - Parameters:
    ///   - stretches: the stretches as they are told.
    ///   - placed: where objects stand, in the order of the scene's.
    func text(_ stretches: String, for index: Int, in space: PlacementSpace, placed: [Vector3?]) -> String {
        let axis = space.axis
        let relations = scene.objects[index].relations.indices.compactMap { number -> SumText? in
            guard let parent = ranges.ties[index][number]?.parent, let place = placed[parent] else { return nil }
            return ranges.offsets(index, number, axis).map { SumText(place[axis], plus: $0) }
        }
        var (text, told) = (
            relations.map(\.text).joined(separator: ","), relations.count == 1 ? relations[0].range : ""
        )
        func tell(_ range: String) {
            guard range != told else { return }
            text += (text.isEmpty ? "" : "=") + range
            told = range
        }
        let cuts = space.cuts()
        if !cuts.isEmpty {
            tell(MetreText.range(space.bounds))
            text += cuts.map { SumText.cut(at: $0.center, half: $0.half, otherHalf: $0.otherHalf) }.joined()
        }
        tell(stretches)
        return text
    }
}
