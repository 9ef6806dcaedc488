import Rewards
import SceneGraph
import Testing

@Suite struct OrientedBoxTests {
    private func box(
        _ length: Double, _ width: Double, _ height: Double = 1, angle: Double = 0, x: Double = 0, y: Double = 0,
        z: Double = 0
    ) -> OrientedBox {
        OrientedBox(
            size: BoxSize(length: length, width: width, height: height), angle: angle,
            center: Vector3(x: x, y: y, z: z))
    }

    @Test func aBoxTurnedByNinetyFacesEastAndItsRightIsSouth() {
        let turned = box(2, 1, angle: 90)
        #expect(turned.front == SIMD2(1, 0))
        #expect(turned.right == SIMD2(0, -1))
        #expect(turned.halfExtents == SIMD2(0.5, 1))
        #expect(turned.local(SIMD2(3, -2)) == SIMD2(2, 3))
    }

    @Test func aSquareAndItselfTurnedByFortyFiveShareAnOctagon() {
        let common = box(1, 1).footprint.intersection(box(1, 1, angle: 45).footprint)
        #expect(common.corners.count == 8)
        #expect(abs(common.area - 2 * (2.0.squareRoot() - 1)) < 1e-12)
        #expect(abs(box(1, 1, 2).commonVolume(box(1, 1, 2, angle: 45, z: 0.5)) - 1.5 * common.area) < 1e-12)
    }

    @Test func depthIsTheLeastMoveThatPartsTwoBoxes() {
        #expect(box(2, 2).depth(in: box(2, 2, x: 1.75, y: 0.5)) == 0.25)
        #expect(box(2, 2).depth(in: box(2, 2, z: 0.875)) == 0.125)
        #expect(box(2, 2).depth(in: box(2, 2, x: 2)) == 0)
        #expect(box(2, 2).depth(in: box(2, 2, x: 5)) == 0)
        // A small box in the middle of a large one leaves by the nearest side.
        #expect(abs(box(4, 4, 4).depth(in: box(1, 1, 1, x: 1)) - 1.5) < 1e-12)
        // The corner of a turned box reaches half a diagonal far.
        let reach = 2.0.squareRoot() / 2
        #expect(abs(box(1, 1).depth(in: box(1, 1, angle: 45, x: 0.5 + reach - 0.1)) - 0.1) < 1e-12)
        // Their boxes along the axes overlap, they do not.
        #expect(box(1, 1, angle: 45).depth(in: box(1, 1, angle: 45, x: 0.75, y: 0.75)) == 0)
    }

    @Test func boxesThatShareAVolumeAreDeepInEachOtherAndTheOtherWayRound() {
        var generator = SeededGenerator(state: 1)
        for _ in 0..<2000 {
            let boxes = (0..<2).map { _ in
                box(
                    .random(in: 0.1...2, using: &generator), .random(in: 0.1...2, using: &generator),
                    .random(in: 0.1...2, using: &generator), angle: .random(in: -400...400, using: &generator),
                    x: .random(in: 0...2, using: &generator), y: .random(in: 0...2, using: &generator),
                    z: .random(in: 0...2, using: &generator))
            }
            let depth = boxes[0].depth(in: boxes[1])
            #expect(abs(depth - boxes[1].depth(in: boxes[0])) < 1e-12)
            let volume = boxes[0].commonVolume(boxes[1])
            #expect(abs(volume - boxes[1].commonVolume(boxes[0])) < 1e-9)
            #expect((depth > 1e-6) == (volume > 1e-12) || (depth > 0) == (volume > 0))
            #expect(volume <= min(boxes[0].volume, boxes[1].volume) + 1e-12)
        }
    }

    @Test func theHullOfPointsHasOnlyTheOuterOnes() {
        let hull = FloorPolygon.hull(of: [
            SIMD2(0, 0), SIMD2(2, 0), SIMD2(1, 0), SIMD2(1, 1), SIMD2(2, 2), SIMD2(0, 2), SIMD2(0.5, 0.5),
        ])
        #expect(hull.corners == [SIMD2(0, 0), SIMD2(2, 0), SIMD2(2, 2), SIMD2(0, 2)])
        #expect(hull.excess(of: SIMD2(1, 1.5)) == -0.5)
        #expect(hull.excess(of: SIMD2(3, 1)) == 1)
        #expect(FloorPolygon.hull(of: [SIMD2(0, 0), SIMD2(1, 1)]).area == 0)
    }
}
