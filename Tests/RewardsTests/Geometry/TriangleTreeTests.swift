import Rewards
import SceneGraph
import Testing

@Suite struct TriangleTreeTests {
    private func tree(_ side: Double, x: Double = 0, y: Double = 0, z: Double = 0) -> TriangleTree {
        var mesh = TriangleMesh(box: BoxSize(length: side, width: side, height: side))
        mesh.points = mesh.points.map { $0 + SIMD3(x, y, z) }
        return TriangleTree(mesh)
    }

    @Test func aBoxHasTwelveOutwardTriangles() {
        let mesh = TriangleMesh(box: BoxSize(length: 2, width: 4, height: 6))
        #expect(mesh.triangles.count == 12)
        #expect(mesh.centroid == .zero)
        #expect(mesh.bounds?.low == SIMD3(-1, -2, -3))
        let tree = TriangleTree(mesh)
        #expect(tree.encloses(SIMD3(0.9, -1.9, 2.9)))
        #expect(!tree.encloses(SIMD3(1.1, 0, 0)))
        #expect(!tree.encloses(SIMD3(0, 0, -3.1)))
    }

    @Test func surfacesTouchOrNot() {
        #expect(!tree(1).contacts(tree(1, x: 0.5, y: 0.3, z: 0.2)).isEmpty)
        #expect(tree(1).contacts(tree(1, x: 1.001)).isEmpty)
        #expect(tree(1).contacts(tree(1, x: 1.001, y: 3)).isEmpty)
        // A box whole within another touches nothing.
        #expect(tree(2).contacts(tree(1)).isEmpty)
        #expect(tree(2).encloses(SIMD3(0.5, 0.5, 0.5)))
        // Faces in one plane that overlap do touch.
        #expect(!tree(1).contacts(tree(1, x: 1)).isEmpty)
        #expect(!tree(1).contacts(tree(1, x: 3), movedBy: SIMD3(-2.5, 0.1, 0)).isEmpty)
    }

    @Test func fiveMillimetresInEachOtherIsTheEdge() {
        #expect(MeshCollision.collide(tree(1), tree(1, x: 0.99), moving: 0.005))
        #expect(!MeshCollision.collide(tree(1), tree(1, x: 0.996), moving: 0.005))
        #expect(!MeshCollision.collide(tree(1), tree(1, x: 1), moving: 0.005))
    }

    @Test func meshesOfTurnedBoxesTouchWhereTheBoxesDo() {
        var generator = SeededGenerator(state: 7)
        for _ in 0..<1000 {
            let boxes = (0..<2).map { _ in
                (
                    size: BoxSize(
                        length: .random(in: 0.2...1, using: &generator), width: .random(in: 0.2...1, using: &generator),
                        height: .random(in: 0.2...1, using: &generator)),
                    angle: Double.random(in: 0...360, using: &generator),
                    center: Vector3(
                        x: .random(in: 0...1.2, using: &generator), y: .random(in: 0...1.2, using: &generator),
                        z: .random(in: 0...0.5, using: &generator))
                )
            }
            let placed = boxes.map { OrientedBox(size: $0.size, angle: $0.angle, center: $0.center) }
            let trees = boxes.indices.map { TriangleTree(TriangleMesh(box: boxes[$0].size).placed(in: placed[$0])) }
            let touches = !trees[0].contacts(trees[1]).isEmpty
            let isInside = trees[0].encloses(trees[1].firstPoint) || trees[1].encloses(trees[0].firstPoint)
            let depth = placed[0].depth(in: placed[1])
            if depth > 1e-9 { #expect(touches || isInside) }
            if depth == 0 { #expect(!touches && !isInside) }
        }
    }

    @Test func emptyAndFlatMeshesAreNoTrouble() {
        let empty = TriangleTree(TriangleMesh(points: [], triangles: [SIMD3(0, 1, 2)]))
        #expect(empty.contacts(tree(1)).isEmpty && tree(1).contacts(empty).isEmpty)
        #expect(!empty.encloses(.zero))
        let point = TriangleTree(
            TriangleMesh(points: [SIMD3(0.1, 0.2, 0.3)], triangles: [SIMD3(0, 0, 0), SIMD3(0, 0, 9)]))
        #expect(point.mesh.triangles.count == 1)
        _ = point.contacts(tree(1))
        _ = tree(1).contacts(point)
    }
}
