import JSON

/// A binary glTF file as a scene of things: what of it is one object, and where.
///
/// A node directly below the scene is an object, with all that is below it. A single node without a mesh that holds
/// everything (exporters call it `world`, `Scene` or `RootNode`) is passed through, and so are those within it.
public struct GLBScene: Sendable {
    /// A thing in the scene.
    public struct Object: Sendable {
        /// The node's name; empty where it has none.
        public var name: String
        /// The corners in the scene's axes: metres, y up.
        public var positions: [SIMD3<Float>] = []
        /// Three indices a triangle.
        public var triangles: [SIMD3<UInt32>] = []
        /// Where the node's own +z, which is an asset's front, points in the scene's axes; not of length 1.
        public var front: SIMD3<Double>
    }

    /// The things that have triangles, in the file's order.
    public private(set) var objects: [Object] = []
    /// What the `extras` of the scene say, or else those of the file's `asset`.
    public let extras: JSONValue?

    /// Takes a file apart.
    /// - Parameter name: what errors call the file.
    /// - Throws: `ModelFileError`, as `GLBReader.read`.
    public init(_ bytes: [UInt8], name: String, limits: ModelLimits = ModelLimits()) throws(ModelFileError) {
        let document = try GLTFDocument(bytes, name: name, limits: limits)
        if document.count("scenes") > 0 {
            let scene = try document.index(document.root, "scene", at: "the document") ?? 0
            extras = try document.entry("scenes", scene)["extras"] ?? document.root["asset"]?["extras"]
        } else {
            extras = document.root["asset"]?["extras"]
        }
        var visited = [Bool](repeating: false, count: min(document.count("nodes"), limits.maximumItems))
        var roots = try GLBReader.roots(document)
        var outer = GLTFTransform.identity
        while roots.count == 1 {
            let place = "node \(roots[0])"
            let entry = try document.entry("nodes", roots[0])
            guard entry["mesh"] == nil, !visited[roots[0]] else { break }
            let children = try GLBReader.indices(entry["children"], at: place, document)
            guard !children.isEmpty else { break }
            visited[roots[0]] = true
            outer = outer.after(try GLTFTransform(node: entry, at: place, in: document))
            roots = children
        }
        // One gathering for all objects, so that the limits are those of the file.
        var geometry = GLTFGeometry(document: document)
        for root in roots {
            let entry = try document.entry("nodes", root)
            let own = outer.after(try GLTFTransform(node: entry, at: "node \(root)", in: document))
            var before = geometry.parts.map { ($0.positions.count, $0.indices.count) }
            try GLBReader.walk(from: root, outer, document, &visited) { mesh, transform throws(ModelFileError) in
                try geometry.add(mesh: mesh, transform)
            }
            var object = Object(name: entry["name"]?.stringValue ?? "", front: own.columns[2])
            for (number, part) in geometry.parts.enumerated() {
                if number == before.count { before.append((0, 0)) }
                let (vertices, corners) = before[number]
                // What this object added to the part stands at its end.
                let shift = UInt32(object.positions.count)
                object.positions += part.positions[vertices...]
                for corner in stride(from: corners, to: part.indices.count, by: 3) {
                    let own = part.indices[corner..<corner + 3].map { $0 - UInt32(vertices) + shift }
                    object.triangles.append(SIMD3(own[0], own[1], own[2]))
                }
            }
            if !object.triangles.isEmpty { objects.append(object) }
        }
    }
}
