import JSON
import SceneGraph

/// Profile `physical`: what an answer is worth by physics and by what was asked of it, 0...1.
///
/// ```
/// total = 0.10 format + 0.25 collision + 0.20 inside + 0.15 support + 0.15 relations + 0.075 clearance + 0.075 access
/// ```
///
/// Every term is in 0...1. `format` is 1 for an answer that names every object once, with finite coordinates; 0.5 for
/// JSON that does not; 0.1 for tags around something else; 0 without tags. Unless it is 1 nothing is placed, and the
/// other terms are 0: a well-written bad layout is worth more than none.
///
/// A judge that gives grades counts a fifth, with `Judgement.score`, and the terms above share the rest:
/// `0.8 total + 0.2 judge`, where what places nothing has nothing to be graded. Without grades, for whatever reason, the
/// total is that of the terms above.
///
/// `collision_ratio` of the result is colliding pairs over pairs, `constraint_ratio` broken relations over relations.
public enum PhysicalReward {
    /// The reward of an item.
    public static func score(_ item: RewardItem) -> RewardResult {
        do throws(RewardFault) {
            let scene = try PhysicalScene(item.scene, room: item.room)
            let (format, positions) = try read(item, scene)
            return result(format, positions.map { scene.score($0, mesh: item.mesh) }, item.judge.grading)
        } catch {
            return RewardResult(total: nil, terms: RewardTerms(format: nil), fault: error)
        }
    }

    /// The result of an answer with this format, and of its layout where it has one.
    private static func result(
        _ format: Double, _ score: PhysicalScore?, _ grading: JudgeReply.Grading
    ) -> RewardResult {
        var terms = RewardTerms(format: format)
        guard let score = score?.judged(grading) else {
            if grading.judgement != nil { terms.judgeStage = .failed }
            return RewardResult(total: PhysicalWeights(of: terms).format * format, terms: terms)
        }
        terms.collisionRatio = score.collisionRatio
        terms.constraintRatio = score.constraintRatio
        switch grading {
        case .none: terms.judgeStage = .absent
        case .graded(let judgement):
            terms.judgeStage = .graded
            terms.judgement = judgement
        case .unavailable(let reason):
            terms.judgeStage = .unavailable
            terms.judgeDetail = reason
        }
        return RewardResult(
            total: score.total, terms: terms, collisions: score.collisions, violations: score.violations,
            physical: score)
    }

    private static func read(
        _ item: RewardItem, _ scene: PhysicalScene
    ) throws(RewardFault) -> (format: Double, positions: [Vector3]?) {
        switch item.answer {
        case .stored: return (1, try item.scene.physicalPositions())
        case .elements(let elements):
            guard let positions = positions(elements, scene) else { return (0.5, nil) }
            return (1, positions)
        case .response(let response):
            switch AnswerFormat(response: response, objectCount: scene.bodies.count) {
            case .noTags: return (0, nil)
            case .notJSON, .notCountable, .tooDeep: return (0.1, nil)
            case .wrongCount: return (0.5, nil)
            case .matched(let value):
                guard let elements = value.arrayValue, let positions = positions(elements, scene) else {
                    return (0.5, nil)
                }
                return (1, positions)
            }
        }
    }

    /// The places of all bodies; nil unless each is named once with finite coordinates.
    private static func positions(_ elements: [JSONValue], _ scene: PhysicalScene) -> [Vector3]? {
        guard elements.count == scene.bodies.count else { return nil }
        let places = Dictionary(
            scene.bodies.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
        var positions = [Vector3?](repeating: nil, count: elements.count)
        for element in elements {
            guard let id = element["new_object_id"]?.stringValue, let place = places[id], positions[place] == nil,
                let x = element["x"]?.doubleValue, let y = element["y"]?.doubleValue,
                let z = element["z"]?.doubleValue
            else { return nil }
            let position = Vector3(x: x, y: y, z: z)
            guard PhysicalScene.isPlausible(position) else { return nil }
            positions[place] = position
        }
        return positions.compactMap { $0 }
    }
}

extension PhysicalScene {
    /// Whether every coordinate is finite and within `maximumCoordinate`.
    static func isPlausible(_ position: Vector3) -> Bool {
        [position.x, position.y, position.z].allSatisfy { abs($0) <= maximumCoordinate }
    }
}

extension StoredScene {
    /// The stored places of the objects, room elements left out.
    fileprivate func physicalPositions() throws(RewardFault) -> [Vector3] {
        var positions: [Vector3] = []
        for (index, object) in objects.enumerated() where object.element == nil {
            let stored = try self.positions[index].get("position")
            let position = Vector3(
                x: try stored.x.get("x"), y: try stored.y.get("y"), z: try stored.z.get("z"))
            guard PhysicalScene.isPlausible(position) else {
                throw RewardFault(
                    .valueError,
                    "a coordinate of '\(object.name)' is not within \(PhysicalScene.maximumCoordinate) metres")
            }
            positions.append(position)
        }
        return positions
    }
}
