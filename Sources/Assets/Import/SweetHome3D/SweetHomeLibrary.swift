/// A Sweet Home 3D furniture library (`.sh3f`): a zip archive of a catalogue, OBJ models and pictures.
public struct SweetHomeLibrary: Sendable {
    /// What the library holds.
    public let catalogue: SweetHomeCatalogue
    private let archive: ZipArchive
    private let file: String
    /// Paths in lower case, for references that are spelled otherwise than the files.
    private let folded: [String: Int]

    private static let catalogueName = "PluginFurnitureCatalog.properties"
    private static let maximumCatalogueBytes = 16 << 20

    /// Opens a library: reads its directory and its catalogue, no model.
    /// - Parameter name: what errors call it.
    /// - Throws: `ModelFileError`.
    public init(_ source: any ByteSource, name: String) throws(ModelFileError) {
        archive = try ZipArchive(source, name: name)
        file = name
        guard let entry = archive.entry(named: Self.catalogueName) else {
            throw ModelFileError(name, .malformed("it has no \(Self.catalogueName)"))
        }
        guard entry.size <= Self.maximumCatalogueBytes else {
            throw ModelFileError(
                name, .tooLarge("bytes of a catalogue", count: entry.size, limit: Self.maximumCatalogueBytes))
        }
        catalogue = SweetHomeCatalogue(properties: try archive.contents(of: entry))
        var folded: [String: Int] = [:]
        for (index, entry) in archive.entries.enumerated() {
            folded[entry.name.lowercased()] = folded[entry.name.lowercased()] ?? index
        }
        self.folded = folded
    }

    /// The model of a piece, in the library's axes and unit.
    ///
    /// Materials and pictures are looked for beside the model. A material file of another name is taken where it is
    /// the only one there, and so is a picture where the model names no other; pictures that are missing are noted in
    /// the model.
    /// - Throws: `ModelFileError`.
    public func model(
        of piece: SweetHomePiece, limits: ModelLimits = ModelLimits()
    ) throws(ModelFileError) -> ImportedModel {
        guard let entry = entry(piece.model) else {
            throw ModelFileError(file, at: "'\(piece.model)'", .malformed("the model is missing"))
        }
        let place = file + ":" + entry.name
        guard entry.size <= limits.maximumFileBytes else {
            throw ModelFileError(place, .tooLarge("bytes", count: entry.size, limit: limits.maximumFileBytes))
        }
        guard entry.name.lowercased().hasSuffix(".obj") else {
            throw ModelFileError(place, .unsupported("a model that is not an OBJ file"))
        }
        let directory = entry.name.lastIndex(of: "/").map { String(entry.name[...$0]) } ?? ""
        return try OBJReader.read(
            try archive.contents(of: entry), name: place, limits: limits,
            neighbour: { self.neighbour($0, of: directory, limits) },
            onlyPicture: { self.onlyFile(in: directory, [".jpg", ".jpeg", ".png"], limits) })
    }

    /// The small picture of a piece, a PNG file; nil where there is none.
    public func icon(of piece: SweetHomePiece) -> [UInt8]? {
        guard let entry = entry(piece.icon), entry.size <= Self.maximumCatalogueBytes else { return nil }
        return try? archive.contents(of: entry)
    }

    private func entry(_ path: String) -> ZipArchive.Entry? {
        archive.entry(named: path) ?? folded[path.lowercased()].map { archive.entries[$0] }
    }

    private func neighbour(_ reference: String, of directory: String, _ limits: ModelLimits) -> [UInt8]? {
        // Some references are paths on the disk of whoever made the model; the file's name is what counts then.
        let last = reference.split { $0 == "/" || $0 == "\\" }.last.map(String.init) ?? reference
        if let found = entry(directory + reference) ?? entry(directory + last) { return contents(of: found, limits) }
        return reference.lowercased().hasSuffix(".mtl") ? onlyFile(in: directory, [".mtl"], limits) : nil
    }

    /// The file of one of these kinds in a directory; nil where there are none or several.
    private func onlyFile(in directory: String, _ kinds: [String], _ limits: ModelLimits) -> [UInt8]? {
        let found = archive.entries.filter { entry in
            entry.name.hasPrefix(directory) && kinds.contains { entry.name.lowercased().hasSuffix($0) }
        }
        return found.count == 1 ? contents(of: found[0], limits) : nil
    }

    private func contents(of entry: ZipArchive.Entry, _ limits: ModelLimits) -> [UInt8]? {
        entry.size <= limits.maximumFileBytes ? try? archive.contents(of: entry) : nil
    }
}
