import JSON

/// Reads binary glTF 2.0 files (Khronos, "glTF 2.0 Specification", 2021): the triangles of the default scene, with
/// the base colour of its materials and vertices and embedded pictures. Animations, skins, cameras and lights are passed over; a
/// skinned mesh is taken as it is bound.
public enum GLBReader {
    /// Reads a model. The parts lie where the node tree puts them, y up and the front toward +z as glTF has it.
    /// - Parameter name: what errors call the file.
    /// - Throws: `ModelFileError`; also for whatever the file requires and this reader does not know.
    public static func read(
        _ bytes: [UInt8], name: String, limits: ModelLimits = ModelLimits()
    ) throws(ModelFileError) -> ImportedModel {
        let document = try GLTFDocument(bytes, name: name, limits: limits)
        var geometry = GLTFGeometry(document: document)
        var visited = [Bool](repeating: false, count: min(document.count("nodes"), limits.maximumItems))
        for root in try roots(document) {
            try walk(from: root, .identity, document, &visited) { mesh, transform throws(ModelFileError) in
                try geometry.add(mesh: mesh, transform)
            }
        }
        var model = ImportedModel()
        model.parts = geometry.parts
        try GLTFMaterials(document: document).dress(&model, tints: geometry.tints)
        return model
    }

    /// Goes through a node and those below it, and shows each mesh with its transform.
    static func walk(
        from root: Int, _ outer: GLTFTransform, _ document: GLTFDocument, _ visited: inout [Bool],
        _ show: (_ mesh: Int, _ transform: GLTFTransform) throws(ModelFileError) -> Void
    ) throws(ModelFileError) {
        let limits = document.limits
        var stack: [(node: Int, parent: GLTFTransform, depth: Int)] = [(root, outer, 1)]
        while let (node, parent, depth) = stack.popLast() {
            let place = "node \(node)"
            let entry = try document.entry("nodes", node)
            guard !visited[node] else { throw ModelFileError(document.name, at: place, .cycle(node: node)) }
            visited[node] = true
            guard depth <= limits.maximumDepth else {
                throw ModelFileError(
                    document.name, at: place, .tooLarge("levels of nodes", count: depth, limit: limits.maximumDepth))
            }
            let transform = parent.after(try GLTFTransform(node: entry, at: place, in: document))
            if let mesh = try document.index(entry, "mesh", at: place) { try show(mesh, transform) }
            for child in try indices(entry["children"], at: place, document).reversed() {
                stack.append((child, transform, depth + 1))
            }
        }
    }

    /// The nodes of the default scene, or of the first; without scenes, the nodes that are nobody's children.
    static func roots(_ document: GLTFDocument) throws(ModelFileError) -> [Int] {
        if document.count("scenes") > 0 {
            let scene = try document.index(document.root, "scene", at: "the document") ?? 0
            return try indices(try document.entry("scenes", scene)["nodes"], at: "scene \(scene)", document)
        }
        var isChild = [Bool](repeating: false, count: min(document.count("nodes"), document.limits.maximumItems))
        for node in isChild.indices {
            let children = try document.entry("nodes", node)["children"]
            for child in try indices(children, at: "node \(node)", document) { isChild[child] = true }
        }
        return isChild.indices.filter { !isChild[$0] }
    }

    static func indices(
        _ value: JSONValue?, at place: String, _ document: GLTFDocument
    ) throws(ModelFileError) -> [Int] {
        var result: [Int] = []
        for item in value?.arrayValue ?? [] {
            let count = min(document.count("nodes"), document.limits.maximumItems)
            guard let index = item.integerValue, index >= 0, index < count else {
                throw ModelFileError(
                    document.name, at: place,
                    .outOfRange("node", index: item.integerValue ?? -1, count: count))
            }
            result.append(index)
        }
        return result
    }
}
