import SceneGraph

extension Asset {
    /// The furniture made in code: one asset a kind, always there.
    public static let parametric: [Asset] = {
        let carriers = Set(Catalogue.standard.kinds.flatMap(\.restsOn))
        return Catalogue.standard.kinds.map { kind in
            // Beds and seats carry things on their cushions, about half way up.
            let isSoft = [.sleeping, .seating].contains(kind.category)
            let top = kind.typicalSize.height * (isSoft && kind.typicalSize.height > 0.5 ? 0.5 : 1)
            return Asset(
                id: kind.id, name: kind.name, tags: kind.synonyms, kind: kind.id, size: kind.typicalSize,
                support: kind.support, surfaces: carriers.contains(kind.id) ? [top] : [], licence: "Apache-2.0",
                creator: "metaspatial", source: .parametric, library: "parametric")
        }
    }()
}
