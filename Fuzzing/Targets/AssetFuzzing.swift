import Assets

/// The ways of furniture from bytes to meshes.
enum AssetFuzzing {
    static func zip(_ bytes: [UInt8]) {
        var limits = ZipArchive.Limits()
        limits.maximumEntryBytes = 1 << 20
        guard let archive = try? ZipArchive(MemoryBytes(bytes, name: "fuzz"), name: "fuzz", limits: limits) else {
            return
        }
        for entry in archive.entries {
            guard let contents = try? archive.contents(of: entry) else { continue }
            precondition(contents.count == entry.size, "an entry has another size than the directory says")
        }
    }

    static func library(_ bytes: [UInt8]) {
        let catalogue = SweetHomeCatalogue(properties: bytes)
        for piece in catalogue.pieces {
            precondition(piece.size.length > 0 && piece.size.height > 0, "a piece has no size")
            precondition(!piece.model.split(separator: "/").contains(".."), "a model lies outside")
        }
        guard let library = try? SweetHomeLibrary(MemoryBytes(bytes, name: "fuzz"), name: "fuzz") else { return }
        for piece in library.catalogue.pieces.prefix(8) {
            if let model = try? library.model(of: piece, limits: limits) { check(model) }
            _ = library.icon(of: piece)
        }
    }

    static func obj(_ bytes: [UInt8]) {
        // The same bytes serve as the model, its materials and its pictures.
        if let model = try? OBJReader.read(bytes, name: "fuzz", limits: limits, neighbour: { _ in bytes }) {
            check(model)
        }
    }

    static func glb(_ bytes: [UInt8]) {
        if let model = try? GLBReader.read(bytes, name: "fuzz", limits: limits) { check(model) }
    }

    private static var limits: ModelLimits {
        var limits = ModelLimits()
        limits.maximumVertices = 100_000
        limits.maximumTriangles = 100_000
        return limits
    }

    /// What every reader promises of a model.
    private static func check(_ model: ImportedModel) {
        for part in model.parts {
            let count = part.positions.count
            precondition(part.indices.allSatisfy { $0 < count } && part.indices.count % 3 == 0, "an index is wrong")
            precondition(part.normals.isEmpty || part.normals.count == count, "normals are missing")
            precondition(
                part.textureCoordinates.isEmpty || part.textureCoordinates.count == count, "coordinates are missing")
            precondition(part.material.map { $0 < model.materials.count } ?? true, "a material is missing")
        }
        for material in model.materials {
            precondition(material.picture.map { $0 < model.pictures.count } ?? true, "a picture is missing")
        }
    }
}
