import SceneGraph

/// Makes of an imported model what the renderer takes: a `Mesh` in the object's own axes, with normals, no larger than
/// its budget, with textures and their smaller copies.
public enum MeshPreparation {
    /// The mesh of a model, centred at the origin: x to its right, y to its front, z up.
    /// - Parameters:
    ///   - frame: which way the model's axes point.
    ///   - rotation: rows of a matrix that turns the model in its own axes before anything else.
    ///   - size: the box that the mesh is stretched to, metres; nil leaves it as large as it is.
    ///   - unit: metres in a unit of the file, where no size is given.
    ///   - needsPictures: whether a picture that cannot be decoded is an error; without, the model is shown without it.
    /// - Throws: `.malformed` for a model without triangles that can be seen.
    public static func mesh(
        of model: ImportedModel, name: String, frame: ModelFrame = .gltf,
        rotation: [SIMD3<Float>] = SweetHomePiece.noRotation, size: BoxSize? = nil, unit: Float = 1,
        needsPictures: Bool = false, budget: MeshBudget = MeshBudget()
    ) throws(ModelFileError) -> Mesh {
        func turned(_ vector: SIMD3<Float>) -> SIMD3<Float> {
            let inFile = SIMD3(rotation[0].dot(vector), rotation[1].dot(vector), rotation[2].dot(vector))
            return frame.objectVector(inFile)
        }
        let isMirrored = rotation[0].cross(rotation[1]).dot(rotation[2]) < 0
        var parts: [Mesh.Part] = []
        var textures = TexturePreparation(pictures: model.pictures, budget: budget)
        for part in model.parts {
            var geometry = PartGeometry(part, isMirrored: isMirrored, turned)
            geometry.dropDegenerate()
            guard !geometry.indices.isEmpty else { continue }
            geometry.addMissingNormals(isSmooth: part.isSmooth)
            parts.append(dressed(geometry, part.material.map { model.materials[$0] }, &textures))
        }
        if needsPictures, let fault = textures.fault { throw fault }
        var mesh = MeshSimplifier.simplified(Mesh(parts: parts), to: budget.triangles)
        mesh.parts.removeAll { $0.indices.isEmpty }
        guard let bounds = mesh.bounds else {
            throw ModelFileError(name, .malformed("there is nothing to be seen in it"))
        }
        if let size {
            return mesh.fitted(to: SIMD3(Float(size.length), Float(size.width), Float(size.height)))
        }
        return mesh.fitted(to: (bounds.maximum - bounds.minimum) * unit)
    }

    private static func dressed(
        _ geometry: PartGeometry, _ material: ImportedModel.Material?, _ textures: inout TexturePreparation
    ) -> Mesh.Part {
        let surface = material?.surface ?? Surface(sRGB: 0xC8C4BC)
        let texture = geometry.coordinates.isEmpty ? nil : material?.picture.flatMap { textures.texture($0) }
        var alphaMode = material?.alphaMode
        if alphaMode == nil, surface.opacity >= 1, let texture, texture.hasAlpha {
            alphaMode = TexturePreparation.alphaMode(of: texture)
        }
        return Mesh.Part(
            surface: surface, positions: geometry.positions, normals: geometry.normals, indices: geometry.indices,
            coordinates: texture == nil ? [] : geometry.coordinates, texture: texture, alphaMode: alphaMode,
            isDoubleSided: material?.isDoubleSided ?? false)
    }
}
