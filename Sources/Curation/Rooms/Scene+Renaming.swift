import SceneGraph

extension Scene {
    /// The same scene with these identifiers, in the order of `objects`; relations follow.
    /// - Throws: `SceneError` where they are not unique.
    func renamed(_ names: [String]) throws -> Scene {
        let renaming = Dictionary(zip(objects.map(\.id), names), uniquingKeysWith: { first, _ in first })
        let renamed = zip(objects, names).map { object, name in
            var object = object
            object.id = name
            for index in object.relations.indices {
                guard case .object(let id) = object.relations[index].target else { continue }
                object.relations[index].target = .object(renaming[id] ?? id)
            }
            return object
        }
        return try Scene(room: room, objects: renamed)
    }
}
