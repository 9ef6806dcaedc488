import SceneGraph

/// Every relation of every object kept.
///
/// A relation is kept when the object is within the tolerance of where it wants it (`RelationDeviation`). The original
/// is content with one relation of an object; here each counts.
///
/// The term is the relations' mean credit: 1 when kept, and else a half that falls to 0 over the next metre.
struct RelationTerm: Hashable, Sendable {
    /// A relation that is not kept.
    struct Broken: Hashable, Sendable {
        /// The place of the object that has it.
        let body: Int
        let wish: PhysicalBody.Wish
        /// How far the object is from where the relation wants it, in metres.
        let deviation: Double
    }

    let broken: [Broken]
    /// How many relations there are.
    let count: Int
    let value: Double

    init(_ layout: PhysicalLayout) {
        var broken: [Broken] = []
        var count = 0
        var credit = 0.0
        for index in layout.bodies.indices {
            for wish in layout.bodies[index].wishes {
                count += 1
                let deviation = RelationDeviation.deviation(of: index, wish, in: layout)
                if deviation <= PhysicalTolerances.relation {
                    credit += 1
                } else {
                    broken.append(Broken(body: index, wish: wish, deviation: deviation))
                    credit += 0.5 * max(0, 1 - (deviation - PhysicalTolerances.relation))
                }
            }
        }
        self.broken = broken
        self.count = count
        value = count == 0 ? 1 : credit / Double(count)
    }
}
