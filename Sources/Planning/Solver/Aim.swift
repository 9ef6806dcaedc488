import SceneGraph

/// Where an object would best stand within what is allowed.
struct Aim {
    /// The part of the allowed interval on each axis: 0 its lower end, 1 its upper.
    var fraction: Vector3
    /// A place to stay as close to as possible; goes before `fraction`.
    var point: Vector3?
    /// A distance to keep from one end of the interval on one axis; goes before `fraction`.
    var gap: (axis: Int, isFromUpper: Bool, metres: Double)?

    /// The value nearest to the aim between two bounds on an axis.
    func value(_ axis: Int, _ lower: Double, _ upper: Double) -> Double {
        if let point { return min(max(point[axis], lower), upper) }
        if let gap, gap.axis == axis {
            return gap.isFromUpper ? max(upper - gap.metres, lower) : min(lower + gap.metres, upper)
        }
        return min(max(lower + fraction[axis] * (upper - lower), lower), upper)
    }

    /// Aims for a scene of which nothing is known but its relations.
    ///
    /// What relates to another object is centred on it, what stands in the middle of the room near its
    /// centre; what stands apart from its target stands a step away; the rest goes anywhere. `isWild` draws
    /// everything at random, as I-Design does.
    static func drawn(for scene: Scene, isWild: Bool, from generator: inout SeededGenerator) -> [Aim] {
        scene.objects.map { object in
            let (u, v, w) = (generator.unit(), generator.unit(), generator.unit())
            if isWild { return Aim(fraction: Vector3(x: u, y: v, z: w)) }
            var spread = 1.0
            var height = 0.0
            for relation in object.relations {
                height = 0.5
                switch (relation.target, relation.preposition) {
                case (.object, .on): spread = min(spread, 0.4)
                case (.object, _): spread = min(spread, 0.1)
                case (.element(.middle), _), (.element(.ceiling), _): spread = min(spread, 0.3)
                default: break
                }
            }
            return Aim(
                fraction: Vector3(x: 0.5 + spread * (u - 0.5), y: 0.5 + spread * (v - 0.5), z: height),
                gap: gap(of: object, in: scene))
        }
    }

    /// How far apart things stand that relate without touching, in metres.
    private static let step = 0.45

    /// On which axis, and from which end, an object stands off its target.
    private static func gap(
        of object: SceneObject, in scene: Scene
    ) -> (axis: Int, isFromUpper: Bool, metres: Double)? {
        for relation in object.relations where !relation.isAdjacent && relation.preposition.isDirectional {
            guard case .object(let id) = relation.target, let target = scene.indices[id] else { continue }
            let quarter =
                switch relation.preposition {
                case .rightOf: 90.0
                case .behind: 180.0
                case .leftOf: 270.0
                default: 0.0
                }
            switch Heading.normalized(scene.angles[target] + quarter) {
            case 0: return (1, false, step)
            case 90: return (0, false, step)
            case 180: return (1, true, step)
            case 270: return (0, true, step)
            default: return nil
            }
        }
        return nil
    }
}
