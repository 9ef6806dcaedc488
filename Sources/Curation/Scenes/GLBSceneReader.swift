import Assets
import JSON
import Rewards
import SceneGraph

/// Reads furnished scenes from binary glTF files for the field's metrics: each object by its node's name, as it is drawn.
///
/// glTF's (x, y, z) is our (x, -z, y). The floor is, in this order: `extras.room` of the scene or the file, as this server's
/// files have it (from the origin, `x` by `y`); the outline of what faces upward in nodes called `floor`; the same of nodes called
/// `room`. Nodes called `wall`, `ceiling`, `floor` or `room`, with numbers or words such as `north` or `mesh` beside that,
/// are the room's and no objects. A file that tells of no floor is refused, since nothing tells where its room ends.
public enum GLBSceneReader {
    /// Why a file is no furnished scene.
    public struct Failure: Error, CustomStringConvertible {
        public let description: String
    }

    /// Reads a scene.
    /// - Throws: `ModelFileError`, `Failure`.
    public static func read(_ bytes: [UInt8], name: String) throws -> SceneReader.Reading {
        let scene = try GLBScene(bytes, name: name)
        var objects: [MetricScene.Object] = []
        var leftOut: [String] = []
        for (number, object) in scene.objects.enumerated() where !isOfTheRoom(object.name) {
            let id = object.name.isEmpty ? "node_\(number + 1)" : object.name
            if let read = self.object(object, id) { objects.append(read) } else { leftOut.append(id) }
        }
        guard objects.count <= MetricScene.maximumObjects else {
            throw Failure(
                description: "has \(objects.count) objects; at most \(MetricScene.maximumObjects) are measured")
        }
        return SceneReader.Reading(
            form: .glb, scene: MetricScene(floor: try floor(scene), objects: objects), leftOut: leftOut)
    }

    /// What parts of a room are called.
    private static let roomWords: Set<String> = ["floor", "wall", "ceiling", "room"]
    /// What may stand beside that in such a name: a `floor_lamp` is none.
    private static let sideWords: Set<String> = [
        "back", "east", "exterior", "front", "geom", "geometry", "inner", "interior", "left", "mesh", "node", "north",
        "outer", "plane", "right", "shell", "south", "surface", "west",
    ]

    private static func isOfTheRoom(_ name: String) -> Bool { roomWords.contains { isPart($0, name) } }

    /// Whether a node is a part of the room of this kind, by the words of its name.
    private static func isPart(_ kind: String, _ name: String) -> Bool {
        let words = name.lowercased().split { !$0.isLetter }.map { $0.last == "s" ? $0.dropLast() : $0 }.map(
            String.init)
        return words.contains(kind) && words.allSatisfy { roomWords.contains($0) || sideWords.contains($0) }
    }

    /// A direction or a place in our axes.
    private static func turned(_ point: SIMD3<Double>) -> SIMD3<Double> { SIMD3(point.x, -point.z, point.y) }

    private static func object(_ object: GLBScene.Object, _ id: String) -> MetricScene.Object? {
        let points = object.positions.map { turned(SIMD3<Double>($0)) }
        let way = turned(object.front)
        let length = (way.x * way.x + way.y * way.y).squareRoot()
        // What lies on its front has no way that it faces.
        let front = length > 1e-6 ? SIMD2(way.x / length, way.y / length) : SIMD2(0, 1)
        let right = SIMD2(front.y, -front.x)
        var (low, high) = (SIMD3<Double>(repeating: .infinity), SIMD3<Double>(repeating: -.infinity))
        for point in points {
            let flat = SIMD2(point.x, point.y)
            let local = SIMD3((flat * right).sum(), (flat * front).sum(), point.z)
            (low, high) = (pointwiseMin(low, local), pointwiseMax(high, local))
        }
        let (half, middle) = ((high - low) / 2, (high + low) / 2)
        guard all(half .<= SceneObject.maximumSide / 2), all(abs(middle) .<= SceneObject.maximumCoordinate) else {
            return nil
        }
        let place = right * middle.x + front * middle.y
        // A sheet has a thickness of none, which no box can have.
        let least = 1e-4
        let box = OrientedBox(
            front: front, half: Vector3(x: max(half.x, least), y: max(half.y, least), z: max(half.z, least)),
            center: Vector3(x: place.x, y: place.y, z: middle.z))
        let triangles = object.triangles.map { SIMD3<Int32>(truncatingIfNeeded: $0) }
        return MetricScene.Object(id: id, box: box, mesh: TriangleMesh(points: points, triangles: triangles))
    }

    private static func abs(_ vector: SIMD3<Double>) -> SIMD3<Double> { pointwiseMax(vector, -vector) }

    // MARK: The floor

    private static func floor(_ scene: GLBScene) throws -> FloorArea {
        if let size = scene.extras?["room"], let x = size["x"]?.doubleValue, let y = size["y"]?.doubleValue,
            Room.sides.contains(x), Room.sides.contains(y)
        {
            return FloorArea([FloorPolygon(from: .zero, to: SIMD2(x, y)).corners])
        }
        for word in ["floor", "room"] {
            let triangles = scene.objects.filter { isPart(word, $0.name) }.flatMap(levelTriangles)
            guard !triangles.isEmpty else { continue }
            let outlines = FloorOutlines(triangles).polygons
            guard outlines.isEmpty else { return FloorArea(outlines) }
            // Triangles that do not fit together: the rectangle around them.
            let corners = triangles.joined()
            guard let first = corners.first else { continue }
            let (low, high) = corners.reduce((first, first)) { (pointwiseMin($0.0, $1), pointwiseMax($0.1, $1)) }
            return FloorArea([FloorPolygon(from: low, to: high).corners])
        }
        throw Failure(
            description:
                "has no floor: neither extras.room nor a node called 'floor' or 'room'")
    }

    /// The triangles of an object that face upward, seen from above.
    private static func levelTriangles(_ object: GLBScene.Object) -> [[SIMD2<Double>]] {
        object.triangles.compactMap { triangle in
            let corners = (0..<3).map { turned(SIMD3<Double>(object.positions[Int(triangle[$0])])) }
            let (a, b) = (corners[1] - corners[0], corners[2] - corners[0])
            let normal = SIMD3(a.y * b.z - a.z * b.y, a.z * b.x - a.x * b.z, a.x * b.y - a.y * b.x)
            let length = (normal * normal).sum().squareRoot()
            guard length > 0, normal.z > 0.9 * length else { return nil }
            return corners.map { SIMD2($0.x, $0.y) }
        }
    }
}
