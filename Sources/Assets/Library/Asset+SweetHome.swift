import SceneGraph

extension Asset {
    /// Categories of Sweet Home 3D that hold nothing to furnish a room with.
    private static let foreignCategories: Set<String> = ["Vehicles", "Characters", "Staircases"]
    /// The tag of what belongs outdoors.
    static let outdoors = "outdoor"

    /// The assets of a Sweet Home 3D library.
    /// - Parameters:
    ///   - path: the library's file.
    ///   - taken: identifiers that other assets have.
    public static func assets(
        of catalogue: SweetHomeCatalogue, path: String, taken: Set<String> = []
    ) -> [Asset] {
        var taken = taken
        let finder = KindFinder()
        return catalogue.pieces.map { piece in
            var tags = piece.tags
            if piece.category == "Exterior" { tags.append(outdoors) }
            let isForeign = foreignCategories.contains(piece.category)
            let kind =
                isForeign
                ? nil
                : finder.kind(name: piece.name, tags: piece.tags, size: piece.size, elevation: piece.elevation)
            return Asset(
                id: unique(slug(piece.id), &taken), name: piece.name, tags: tags + [piece.category], kind: kind?.id,
                size: piece.size, support: support(piece, kind), surfaces: piece.supportHeight.map { [$0] } ?? [],
                licence: catalogue.licence, creator: piece.creator, source: .sweetHome, library: catalogue.name,
                path: path, key: piece.id)
        }
    }

    /// The kind says what carries a piece, unless the catalogue hangs it somewhere.
    private static func support(_ piece: SweetHomePiece, _ kind: FurnitureKind?) -> FurnitureKind.Support {
        if piece.isDoorOrWindow { return .wall }
        if let kind, piece.elevation < 0.3 || kind.support != .floor { return kind.support }
        return piece.elevation >= 0.3 ? .wall : .floor
    }

    /// The identifier, or the first with a number after it that is free.
    static func unique(_ id: String, _ taken: inout Set<String>) -> String {
        var (candidate, number) = (id, 2)
        while !taken.insert(candidate).inserted {
            candidate = "\(id)-\(number)"
            number += 1
        }
        return candidate
    }
}
