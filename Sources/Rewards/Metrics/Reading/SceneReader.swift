import JSON
import SceneGraph

/// Reads furnished scenes of our own and of others.
public struct SceneReader: Sendable {
    /// What an object of ours looks like in its own axes.
    public typealias Mesh = @Sendable (_ id: String, _ size: BoxSize) -> TriangleMesh?

    /// A scene, and what of it could not be measured.
    public struct Reading: Sendable {
        public let form: SceneForm
        public let scene: MetricScene
        /// Objects without a size or a place.
        public let leftOut: [String]

        /// What was read.
        public init(form: SceneForm, scene: MetricScene, leftOut: [String]) {
            self.form = form
            self.scene = scene
            self.leftOut = leftOut
        }
    }

    let assets: AssetSizes
    let mesh: Mesh

    /// A reader.
    /// - Parameters:
    ///   - assets: the boxes of the assets that others' scenes name.
    ///   - mesh: what objects of ours look like; others' look like their boxes.
    public init(assets: AssetSizes = AssetSizes(), mesh: @escaping Mesh = { _, _ in nil }) {
        self.assets = assets
        self.mesh = mesh
    }

    /// Reads a document of any form.
    /// - Parameter task: what LayoutVLM was asked for, for a `layout.json`.
    /// - Throws: `JSONFieldError` or `SceneError` where it is no scene.
    public func read(_ document: JSONValue, task: JSONValue? = nil) throws -> Reading {
        let cursor = JSONCursor(document)
        guard let form = SceneForm(document) else { throw cursor.fault("is of no form that is known") }
        let (floor, openings, objects, leftOut): (FloorArea, [MetricOpening], [MetricScene.Object], [String])
        switch form {
        case .own: (floor, openings, objects, leftOut) = try own(cursor)
        case .layoutVLM:
            guard let task else { throw cursor.fault("needs the scene that LayoutVLM was asked for beside it") }
            (floor, openings, objects, leftOut) = try layoutVLM(cursor, task: JSONCursor(task))
        case .holodeck: (floor, openings, objects, leftOut) = try holodeck(cursor)
        case .sceneState: (floor, openings, objects, leftOut) = try sceneState(cursor)
        case .glb: throw cursor.fault("is no JSON")
        }
        guard floor.bounds != nil else { throw cursor.fault("has no floor") }
        return Reading(
            form: form, scene: MetricScene(floor: floor, openings: openings, objects: objects), leftOut: leftOut)
    }

    /// The parts of a scene.
    typealias Parts = (FloorArea, [MetricOpening], [MetricScene.Object], [String])

    /// A coordinate within ten kilometres.
    static func coordinate(_ cursor: JSONCursor) throws -> Double { try cursor.double(in: -10_000...10_000) }

    /// Three coordinates in an array.
    static func vector(_ cursor: JSONCursor) throws -> SIMD3<Double> {
        let elements = try cursor.array(maximumCount: 3)
        guard elements.count == 3 else { throw cursor.fault("must have three elements") }
        return SIMD3(try coordinate(elements[0]), try coordinate(elements[1]), try coordinate(elements[2]))
    }

    /// The corners of a polygon, each an array that begins with x and y.
    static func polygon(_ cursor: JSONCursor) throws -> [SIMD2<Double>] {
        try cursor.array(maximumCount: 1000).map { corner in
            let elements = try corner.array(maximumCount: 3)
            guard elements.count >= 2 else { throw corner.fault("must have at least two elements") }
            return SIMD2(try coordinate(elements[0]), try coordinate(elements[1]))
        }
    }
}
