import SceneGraph

/// A judge that needs no model and no picture: it grades a layout by its geometry and by the words for its materials,
/// always the same for the same scene, in a fraction of a millisecond.
///
/// With s the mean soundness of the objects (inside the room, free of others, carried, of a possible size), each term
/// from 0 to 1 and weighed by its objects' soundness, the five aspects are
///
/// ```
/// realism        R = s^2
/// functionality  F = o (3 pairs + 2 access + 1.5 circulation + 1 sight) / (weights of those that apply)
/// layout         L = (2 spots + 1.5 alignment + 3 grouping) / (weights of those that apply)
/// colour         C = s harmony
/// atmosphere     A = s (0.4 balance + 0.2 whole floor + 0.4 (R F L C)^(1/4))
/// ```
///
/// with o what blocked doors and windows leave. A grade is 1 + 9 times its aspect, the score their mean. The terms and
/// their sources are told with their functions; the guidelines follow P. Merrell, E. Schkufza, Z. Li, M. Agrawala and
/// V. Koltun, *Interactive Furniture Layout Using Interior Design Guidelines* (2011), and L.-F. Yu, S.-K. Yeung,
/// C.-K. Tang, D. Terzopoulos, T. F. Chan and S. Osher, *Make it Home: Automatic Optimization of Furniture Arrangement*
/// (2011).
///
/// ```swift
/// let judge = EmbeddedJudge(scene)
/// let judgement = judge.judge(positions)
/// ```
public struct EmbeddedJudge: Sendable {
    private let objects: [JudgedObject]
    private let room: Room
    private let harmony: MaterialHarmony

    /// Prepares to judge layouts of this scene.
    public init(_ scene: Scene) {
        room = scene.room
        let walls = room.outline == nil ? [] : room.walls.map(\.name)
        objects = zip(scene.objects, scene.angles).map { object, angle in
            JudgedObject(
                object, angle: angle, role: RoleVocabulary.standard.role(ofObjectNamed: object.id),
                indices: scene.indices, walls: walls)
        }
        harmony = MaterialHarmony(
            zip(scene.objects, objects).map { ($0.material, $0.style, $1.visualWeight) })
    }

    /// Judges a scene where its objects stand; one without a position counts as missing.
    public static func judge(_ scene: Scene) -> Judgement {
        let nowhere = Vector3(x: .nan, y: .nan, z: .nan)
        return EmbeddedJudge(scene).judge(scene.objects.map { $0.position ?? nowhere })
    }

    /// Judges a layout.
    /// - Parameter positions: a centre for each object of the scene, in its order; an object beyond their end, or at a
    ///   place that is no number, counts as missing.
    public func judge(_ positions: [Vector3]) -> Judgement {
        let layout = JudgedLayout(objects: objects, room: room, positions: positions)
        let soundness = layout.meanSoundness
        var function = JudgeTally()
        let circulation = layout.circulation()
        function.add(layout.pairs(), weight: 3)
        function.add(layout.access(), weight: 2)
        function.add(circulation.tally, weight: 1.5)
        function.add(layout.sightLines(), weight: 1)
        let openings = layout.openings(&function)
        var plan = JudgeTally()
        plan.add(layout.spots(), weight: 2)
        plan.add(layout.alignment(), weight: 1.5)
        plan.add(layout.grouping(), weight: 3)
        var mood = JudgeTally()
        let balance = layout.balance(&mood)

        let realism = soundness * soundness
        let functionality = openings * (function.mean ?? soundness)
        let order = plan.mean ?? soundness
        let colour = soundness * harmony.value
        let whole = (realism * functionality * order * colour).squareRoot().squareRoot()
        let atmosphere = soundness * (0.4 * balance + 0.2 * circulation.whole + 0.4 * whole)
        let aspects: [(JudgeAspect, Double, JudgeTally)] = [
            (.realism, realism, layout.realism), (.functionality, functionality, function), (.layout, order, plan),
            (.color, colour, harmony.tally), (.atmosphere, atmosphere, mood),
        ]
        var grades: [JudgeAspect: Judgement.Grade] = [:]
        for (aspect, value, tally) in aspects {
            grades[aspect] = Judgement.Grade(
                PythonRounding.twoDecimals(1 + 9 * value), comment: tally.comment(objects))
        }
        return Judgement(grades: grades, score: aspects.reduce(0) { $0 + $1.1 } / 5)
    }
}
