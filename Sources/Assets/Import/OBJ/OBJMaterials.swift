/// Finds the materials and pictures that an OBJ file names.
struct OBJMaterials {
    let name: String
    let limits: ModelLimits

    /// The model with its materials. What is missing is noted, and a plain grey taken for it.
    /// - Throws: `ModelFileError` for a material file that is hostile.
    func dress(
        _ builder: OBJBuilder, neighbour: (String) -> [UInt8]?, onlyPicture: () -> [UInt8]?
    ) throws(ModelFileError) -> ImportedModel {
        var model = ImportedModel()
        model.parts = builder.parts
        var known: [String: MTLReader.Entry] = [:]
        for library in builder.libraries {
            guard let bytes = neighbour(library) else {
                model.notes.append("the material file '\(library.prefix(100))' is missing")
                continue
            }
            for entry in try MTLReader.read(bytes, name: name + ":" + library, limits: limits) {
                known[entry.material.name] = known[entry.material.name] ?? entry
            }
        }
        let isOnlyOneNamed = Set(builder.materials.compactMap { known[$0]?.picture }).count == 1
        var pictures: [String: Int?] = [:]
        var pictureBytes = 0
        for material in builder.materials {
            guard let entry = known[material] else {
                model.notes.append("the material '\(material.prefix(100))' is missing")
                model.materials.append(ImportedModel.Material(name: material))
                continue
            }
            var dressed = entry.material
            if let picture = entry.picture {
                if pictures[picture] == nil {
                    let bytes = neighbour(picture) ?? (isOnlyOneNamed ? onlyPicture() : nil)
                    pictures[picture] = add(picture, bytes, to: &model)
                    pictureBytes += (pictures[picture] ?? nil).map { model.pictures[$0].bytes.count } ?? 0
                    guard pictureBytes <= limits.maximumPictureBytes else {
                        throw ModelFileError(
                            name,
                            .tooLarge("bytes of pictures", count: pictureBytes, limit: limits.maximumPictureBytes))
                    }
                }
                dressed.picture = pictures[picture] ?? nil
                // With a picture the colour is what programs show without it, often black: the picture alone counts.
                if dressed.picture != nil { dressed.surface.colour = Colour(red: 1, green: 1, blue: 1) }
                // An opacity picture that is the colour's own says that its alpha counts.
                if dressed.picture != nil, entry.mask != nil { dressed.alphaMode = .mask(cutoff: 0.5) }
            }
            model.materials.append(dressed)
        }
        return model
    }

    private func add(_ picture: String, _ bytes: [UInt8]?, to model: inout ImportedModel) -> Int? {
        guard let bytes else {
            model.notes.append("the picture '\(picture.prefix(100))' is missing")
            return nil
        }
        model.pictures.append(ImportedModel.Picture(name: picture, bytes: bytes))
        return model.pictures.count - 1
    }
}
