import JSON
import Rewards
import SceneGraph
import Testing

@Suite struct SceneMetricsTests {
    private func object(
        _ id: String, _ length: Double, _ width: Double, x: Double, y: Double, angle: Double = 0
    ) -> MetricScene.Object {
        MetricScene.Object(
            id: id, size: BoxSize(length: length, width: width, height: 1), angle: angle,
            center: Vector3(x: x, y: y, z: 0.5))
    }

    @Test func ratesAreThePapers() {
        let scene = MetricScene(
            floor: FloorArea([[SIMD2(0, 0), SIMD2(4, 0), SIMD2(4, 4), SIMD2(0, 4)]]),
            objects: [
                object("a", 1, 1, x: 1, y: 1), object("b", 1, 1, x: 1.75, y: 1), object("c", 1, 1, x: 3.6, y: 3),
                object("d", 1, 1, x: 1, y: 3),
            ])
        let metrics = SceneMetrics(scene)
        #expect(metrics.boxes.collisionFree == 0.5)
        #expect(metrics.boxes.inBoundary == 0.75)
        #expect(abs(metrics.boxes.commonVolume - 0.25) < 1e-12)
        #expect(metrics.reachable == 1)
        let json = metrics.json
        #expect(json["layoutvlm"]?["collision_free"] == 0.5)
        #expect(json["idesign"]?["oob"] == 0.25)
        #expect(json["physcene"]?["colliding"] == ["a", "b"])
        #expect(json["physcene"]?["outside"] == ["c"])
        #expect(json["sceneeval"]?["col"]?["pairs"] == [["a", "b"]])
        #expect(json["sceneeval"]?["oob"]?["objects"] == ["c"])
    }

    @Test func aFloorWithANotchIsNoRectangle() {
        let floor = FloorArea([
            [
                SIMD2(0, 0), SIMD2(4, 0), SIMD2(4, 4), SIMD2(2.2, 4), SIMD2(2.2, 2), SIMD2(1.8, 2), SIMD2(1.8, 4),
                SIMD2(0, 4),
            ]
        ])
        #expect(floor.contains(SIMD2(1, 3)) && floor.contains(SIMD2(3, 3)) && !floor.contains(SIMD2(2, 3)))
        #expect(floor.contains(SIMD2(2, 2)) && floor.contains(SIMD2(0, 0)) && !floor.contains(SIMD2(-0.01, 0)))
        // All four corners are on the floor, the middle is not.
        let across = OrientedBox(
            size: BoxSize(length: 2, width: 0.5, height: 1), angle: 0, center: Vector3(x: 2, y: 3, z: 0.5))
        #expect(across.footprint.corners.allSatisfy { floor.contains($0) })
        #expect(!floor.covers(across.footprint, tolerance: 0.001))
        let below = OrientedBox(
            size: BoxSize(length: 2, width: 0.5, height: 1), angle: 0, center: Vector3(x: 2, y: 1.75, z: 0.5))
        #expect(floor.covers(below.footprint, tolerance: 0.001))
    }

    @Test func aSummaryHasMeansOverTheScenesThatHaveANumber() {
        let floor = FloorArea([[SIMD2(0, 0), SIMD2(4, 0), SIMD2(4, 4), SIMD2(0, 4)]])
        var summary = MetricSummary()
        summary.add(SceneMetrics(MetricScene(floor: floor, objects: [])))
        summary.add(
            SceneMetrics(
                MetricScene(floor: floor, objects: [object("a", 1, 1, x: 1, y: 1), object("b", 1, 1, x: 1.5, y: 1)])))
        #expect(summary.mean("physcene_col_obj") == 0.5)
        #expect(summary.mean("sceneeval_col_scene") == 0.5)
        #expect(summary.mean("physcene_r_reach") == 1)
        #expect(summary.mean("sceneeval_openings_occluded") == nil)
        #expect(summary.json["scenes"] == 2 && summary.json["objects"] == 2)
    }

    @Test func aThousandObjectsAndNoneAreMeasured() {
        let floor = FloorArea([[SIMD2(0, 0), SIMD2(40, 0), SIMD2(40, 40), SIMD2(0, 40)]])
        let objects = (0..<1000).map { index in
            object(
                "\(index)", 0.5, 0.5, x: 0.6 + Double(index % 32) * 1.2, y: 0.6 + Double(index / 32) * 1.2, angle: 30)
        }
        let metrics = SceneMetrics(MetricScene(floor: floor, objects: objects))
        #expect(metrics.collisions.pairs.isEmpty)
        #expect(metrics.boxes.inBoundary == 1)
        #expect(SceneMetrics(MetricScene(floor: floor, objects: [])).boxes.collisionFree == 1)
    }
}
