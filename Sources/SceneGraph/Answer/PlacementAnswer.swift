import JSON

/// The positions that an answer names, by object.
public struct PlacementAnswer: Hashable, Sendable {
    /// Positions in the order of the scene's objects.
    public let positions: [Vector3]
    /// What the model wrote between its think tags.
    public let think: String

    /// Why a response does not place every object of a scene.
    public enum Fault: Error, Hashable, Sendable {
        case malformed
        case unknownObject(String)
        case missingObject(String)
        case badPosition(String)
    }

    /// Reads a response strictly: each object of the scene exactly where the answer says.
    ///
    /// This is the product's own reading. The reward of profile `metaspatial-v1` has the original's, quirks
    /// included.
    public init(response: String, scene: Scene) throws(Fault) {
        guard
            case .matched(.array(let elements)) = AnswerFormat(
                response: response, objectCount: scene.objects.count)
        else { throw .malformed }
        var positions = [Vector3?](repeating: nil, count: scene.objects.count)
        for element in elements {
            guard let id = element["new_object_id"]?.stringValue else { throw .malformed }
            guard let index = scene.indices[id] else { throw .unknownObject(id) }
            guard let x = element["x"]?.doubleValue, let y = element["y"]?.doubleValue,
                let z = element["z"]?.doubleValue, x.isFinite, y.isFinite, z.isFinite
            else { throw .badPosition(id) }
            positions[index] = Vector3(x: x, y: y, z: z)
        }
        var complete: [Vector3] = []
        for (index, position) in positions.enumerated() {
            guard let position else { throw .missingObject(scene.objects[index].id) }
            complete.append(position)
        }
        self.positions = complete
        self.think = AnswerFormat.think(of: response) ?? ""
    }
}
