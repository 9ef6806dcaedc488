import Curation
import Foundation
import JSON
import Rewards
import SceneGraph

/// What the comparison asks for: furniture as triangles, metrics of scenes of any meshes, and rewards, with times.
enum MetricBench {
    /// An order that is not known.
    struct UnknownOrder: Error {}

    static func carryOut(_ order: JSONCursor) throws -> JSONValue {
        switch try order["order"].string() {
        case "furniture": try furniture(order)
        case "scenes": try scenes(order)
        case "rewards": try rewards(order)
        case "arithmetic": try arithmetic(order)
        case "repair": try RepairBench.carryOut(order)
        default: throw UnknownOrder()
        }
    }

    // MARK: Furniture

    private static func furniture(_ order: JSONCursor) throws -> JSONValue {
        let meshes = try order["items"].array().map { item -> JSONValue in
            let mesh = FurnitureTriangles.mesh(id: try item["id"].string(), size: try BoxSize(json: item["size"]))
            return [
                "points": .array((mesh?.points ?? []).flatMap { [$0.x, $0.y, $0.z] }.map(JSONValue.number)),
                "triangles": .array(
                    (mesh?.triangles ?? []).flatMap { [$0.x, $0.y, $0.z] }.map { .integer(Int($0)) }),
            ]
        }
        return ["meshes": .array(meshes)]
    }

    // MARK: Scenes

    private static func scenes(_ order: JSONCursor) throws -> JSONValue {
        let scenes = try order["scenes"].array().map(scene)
        var seconds = JSONObject()
        func timed<Result>(_ name: String, _ work: (MetricScene) -> Result) -> [Result] {
            let start = processorSeconds
            let results = scenes.map(work)
            seconds[name] = .number(processorSeconds - start)
            return results
        }
        let collisions = timed("collisions") { SceneEvalCollisions($0) }
        let bounds = timed("bounds") { SceneEvalBounds($0) }
        let navigability = timed("navigability") { SceneEvalNavigability($0) }
        let openings = timed("openings") { SceneEvalOpenings($0) }
        let boxes = timed("boxes") { BoxRates($0) }
        let results = scenes.indices.map { index -> JSONValue in
            [
                "pairs": .array(collisions[index].pairs.map { [.integer($0.first), .integer($0.second)] }),
                "inside": .array(bounds[index].measures.map { .number($0.inside) }),
                "nav": .number(navigability[index].value), "components": .integer(navigability[index].components),
                "reachable": .array(navigability[index].isReachable.map { $0.map(JSONValue.bool) ?? .null }),
                "sides": .array(
                    openings[index].sides.map { side in
                        [
                            "opening": .integer(side.opening), "occlusion": .number(side.occlusion),
                            "direction": [.number(side.direction.x), .number(side.direction.y)],
                            "objects": .array(side.occlusions.keys.sorted().map(JSONValue.integer)),
                        ]
                    }),
                "colliding": .array(boxes[index].colliding.map(JSONValue.integer)),
                "outside": .array(boxes[index].outside.map(JSONValue.integer)),
                "common_volume": .number(boxes[index].commonVolume),
            ]
        }
        return ["results": .array(results), "seconds": .object(seconds)]
    }

    private static func scene(_ cursor: JSONCursor) throws -> MetricScene {
        let floor = try numbers(cursor["floor"], 2).map { SIMD2($0[0], $0[1]) }
        let openings = try cursor["openings"].array().enumerated().compactMap { index, item in
            let (foot, along) = (try numbers(item["foot"], 2)[0], try numbers(item["along"], 2)[0])
            return MetricOpening(
                id: "\(index)", try item["kind"].choice(Opening.Kind.self), foot: SIMD2(foot[0], foot[1]),
                bottom: try item["bottom"].finiteDouble(), along: SIMD2(along[0], along[1]),
                width: try item["width"].finiteDouble(), height: try item["height"].finiteDouble())
        }
        let objects = try cursor["objects"].array().enumerated().map { index, item in
            let center = try numbers(item["center"], 3)[0]
            let points = try numbers(item["points"], 3).map { SIMD3($0[0], $0[1], $0[2]) }
            let triangles = try numbers(item["triangles"], 3).map { SIMD3(Int32($0[0]), Int32($0[1]), Int32($0[2])) }
            let box = OrientedBox(
                size: try BoxSize(json: item["size"]), angle: try item["angle"].finiteDouble(),
                center: Vector3(x: center[0], y: center[1], z: center[2]))
            return MetricScene.Object(
                id: "\(index)", box: box, mesh: TriangleMesh(points: points, triangles: triangles))
        }
        return MetricScene(floor: FloorArea([floor]), openings: openings, objects: objects)
    }

    /// A flat list of numbers in groups.
    private static func numbers(_ cursor: JSONCursor, _ size: Int) throws -> [[Double]] {
        let all = try cursor.array().map { try $0.finiteDouble() }
        return stride(from: 0, to: all.count - all.count % size, by: size).map { Array(all[$0..<$0 + size]) }
    }

    // MARK: Rewards

    private static func rewards(_ order: JSONCursor) throws -> JSONValue {
        let profile = try order["profile"].choice(RewardProfile.self)
        let items = try order["cases"].array().map { item in
            let size = try Vector3(json: item["size_of_room"])
            return RewardItem(
                scene: try StoredScene(json: item["scene_graph"], size: size), room: size,
                mesh: FurnitureTriangles.mesh(for:), answer: .response(try item["response"].string()),
                judge: try JudgeReply(json: item["judge_reply"]))
        }
        let repetitions = try order["repetitions"].integer(in: 1...100_000)
        var totals: [Double?] = []
        let start = processorSeconds
        for _ in 0..<repetitions { totals = items.map { profile.score($0).total } }
        let spent = processorSeconds - start
        return [
            "totals": .array(totals.map { $0.map(JSONValue.number) ?? .null }),
            "per_second": .number(Double(repetitions * items.count) / spent),
        ]
    }

    /// The arithmetic alone: collision and constraint ratio of the stored places; null for what is no sound scene.
    private static func arithmetic(_ order: JSONCursor) throws -> JSONValue {
        let read = try order["cases"].array().map { item in
            Result { () throws -> (scorer: LayoutScorer, positions: [Vector3], count: Int) in
                let objects = try item["objects"].array().map { try SceneObject(json: $0) }
                let scene = try Scene(room: Room(size: try Vector3(json: item["size_of_room"])), objects: objects)
                return (LayoutScorer(scene), scene.objects.compactMap(\.position), scene.objects.count)
            }
        }
        // Places are told by their order: one that is missing would shift the others.
        func isPlaced(_ item: (scorer: LayoutScorer, positions: [Vector3], count: Int)) -> Bool {
            item.count > 0 && item.positions.count == item.count
        }
        let cases = read.compactMap { try? $0.get() }.filter(isPlaced)
        let repetitions = try order["repetitions"].integer(in: 1...100_000)
        var scores: [LayoutScore] = []
        let start = processorSeconds
        for _ in 0..<repetitions { scores = cases.map { $0.scorer.score($0.positions) } }
        let spent = processorSeconds - start
        var next = scores.makeIterator()
        let ratios = read.map { item -> JSONValue in
            guard let read = try? item.get(), isPlaced(read), let score = next.next() else { return .null }
            return [.number(score.collisionRatio), .number(score.constraintRatio)]
        }
        return [
            "ratios": .array(ratios), "per_second": .number(Double(repetitions * cases.count) / spent),
        ]
    }

    /// What this process has computed so far, on all cores together.
    static var processorSeconds: Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
    }
}
