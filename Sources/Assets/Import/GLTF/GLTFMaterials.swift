import Foundation
import JSON

/// Materials and pictures of a glTF file.
struct GLTFMaterials {
    let document: GLTFDocument

    /// Which coordinates a material's picture takes, and how they are moved (KHR_texture_transform).
    struct Coordinates {
        var set = 0
        var offset = SIMD2<Float>()
        var scale = SIMD2<Float>(1, 1)
        var angle: Float = 0

        func transformed(_ point: SIMD2<Float>) -> SIMD2<Float> {
            let (scaled, sine, cosine) = (point * scale, sin(angle), cos(angle))
            return SIMD2(cosine * scaled.x + sine * scaled.y, cosine * scaled.y - sine * scaled.x) + offset
        }
    }

    /// The coordinates that the picture of a material is laid with.
    /// - Throws: `ModelFileError`.
    func coordinates(ofMaterial index: Int?) throws(ModelFileError) -> Coordinates {
        var result = Coordinates()
        guard let index, let picture = try colour(of: document.entry("materials", index)).picture else { return result }
        let place = "material \(index)"
        let moved = picture["extensions"]?["KHR_texture_transform"] ?? [:]
        let usual = try document.index(picture, "texCoord", at: place) ?? 0
        result.set = try document.index(moved, "texCoord", at: place) ?? usual
        if let offset = try document.numbers(moved, "offset", 2, at: place) {
            result.offset = SIMD2(Float(offset[0]), Float(offset[1]))
        }
        if let scale = try document.numbers(moved, "scale", 2, at: place) {
            result.scale = SIMD2(Float(scale[0]), Float(scale[1]))
        }
        result.angle = Float(try document.number(moved, "rotation", or: 0, at: place))
        return result
    }

    private struct Look: Hashable {
        var material: Int?
        var tint: Colour?
    }

    /// Gives a model, whose parts name the file's materials, those materials and the pictures that they use.
    /// - Parameter tints: for each part the colour by which its material's is multiplied; nil for white.
    /// - Throws: `ModelFileError`.
    func dress(_ model: inout ImportedModel, tints: [Colour?]) throws(ModelFileError) {
        var materials: [Look: Int] = [:]
        var pictures: [Int: Int] = [:]
        for (part, tint) in zip(model.parts.indices, tints) {
            let look = Look(material: model.parts[part].material, tint: tint)
            guard look.material != nil || tint != nil else { continue }
            if materials[look] == nil {
                var material = ImportedModel.Material(name: "", surface: Surface(Colour(red: 1, green: 1, blue: 1)))
                if let index = look.material { material = try self.material(index, &model, &pictures) }
                if let tint {
                    let colour = material.surface.colour
                    material.surface.colour = Colour(
                        red: colour.red * tint.red, green: colour.green * tint.green, blue: colour.blue * tint.blue)
                }
                materials[look] = model.materials.count
                model.materials.append(material)
            }
            model.parts[part].material = materials[look]
        }
    }

    /// Where the base colour stands: in the metallic-roughness model, or in the older specular-glossiness extension.
    private func colour(of material: JSONValue) -> (values: JSONValue, factor: String, picture: JSONValue?) {
        if let old = material["extensions"]?["KHR_materials_pbrSpecularGlossiness"] {
            return (old, "diffuseFactor", old["diffuseTexture"])
        }
        let values = material["pbrMetallicRoughness"] ?? [:]
        return (values, "baseColorFactor", values["baseColorTexture"])
    }

    private func material(
        _ index: Int, _ model: inout ImportedModel, _ pictures: inout [Int: Int]
    ) throws(ModelFileError) -> ImportedModel.Material {
        let place = "material \(index)"
        let entry = try document.entry("materials", index)
        let (values, factor, picture) = colour(of: entry)
        var surface = Surface(Colour(red: 1, green: 1, blue: 1))
        if let rgba = try document.numbers(values, factor, 4, at: place) {
            let clamped = rgba.map { Float(min(max($0, 0), 1)) }
            surface.colour = Colour(red: clamped[0], green: clamped[1], blue: clamped[2])
            surface.opacity = clamped[3]
        }
        let isMetallic = factor == "baseColorFactor"
        if entry["extensions"]?["KHR_materials_unlit"] != nil {
            // Its light is in its colours: nothing shines in it.
            surface.metalness = 0
            surface.roughness = 1
        } else if isMetallic, values["metallicRoughnessTexture"] == nil {
            surface.metalness = Float(min(max(try document.number(values, "metallicFactor", or: 1, at: place), 0), 1))
            surface.roughness = Float(min(max(try document.number(values, "roughnessFactor", or: 1, at: place), 0), 1))
        } else {
            // Both vary over a picture that is not read: what most furniture is.
            surface.metalness = 0
            surface.roughness = 0.6
            if !isMetallic, values["glossinessFactor"] != nil, values["specularGlossinessTexture"] == nil {
                let gloss = try document.number(values, "glossinessFactor", or: 1, at: place)
                surface.roughness = Float(1 - min(max(gloss, 0), 1))
            }
        }
        if let light = try document.numbers(entry, "emissiveFactor", 3, at: place), entry["emissiveTexture"] == nil {
            surface.emission = Float(min(max(light.max() ?? 0, 0), 1))
        }
        var material = ImportedModel.Material(name: entry["name"]?.stringValue ?? "", surface: surface)
        switch entry["alphaMode"]?.stringValue ?? "OPAQUE" {
        case "MASK":
            material.alphaMode = .mask(
                cutoff: Float(try document.number(entry, "alphaCutoff", or: 0.5, at: place)))
        case "BLEND": material.alphaMode = .blend
        default:
            material.alphaMode = .opaque
            material.surface.opacity = 1
        }
        material.isDoubleSided = entry["doubleSided"]?.boolValue ?? false
        if let picture, let texture = try document.index(picture, "index", at: place),
            let source = try document.index(document.entry("textures", texture), "source", at: place)
        {
            if pictures[source] == nil {
                let image = try self.picture(source)
                let total = model.pictures.reduce(image.bytes.count) { $0 + $1.bytes.count }
                guard total <= document.limits.maximumPictureBytes else {
                    throw ModelFileError(
                        document.name, at: "image \(source)",
                        .tooLarge("bytes of pictures", count: total, limit: document.limits.maximumPictureBytes))
                }
                pictures[source] = model.pictures.count
                model.pictures.append(image)
            }
            material.picture = pictures[source]
        }
        return material
    }

    /// An embedded picture: in the binary chunk, or as a data URL.
    private func picture(_ index: Int) throws(ModelFileError) -> ImportedModel.Picture {
        let place = "image \(index)"
        let entry = try document.entry("images", index)
        let name = entry["name"]?.stringValue ?? "image \(index)"
        if let view = try document.index(entry, "bufferView", at: place) {
            let range = try GLTFAccessor.view(view, in: document).range
            return ImportedModel.Picture(name: name, bytes: Array(document.bytes[range]))
        }
        let address = entry["uri"]?.stringValue ?? ""
        guard address.hasPrefix("data:"), let comma = address.firstIndex(of: ",") else {
            throw ModelFileError(document.name, at: place, .unsupported("a picture outside of the file"))
        }
        guard address[..<comma].hasSuffix(";base64"),
            let data = Data(base64Encoded: String(address[address.index(after: comma)...]))
        else { throw ModelFileError(document.name, at: place, .malformed("its data URL cannot be read")) }
        return ImportedModel.Picture(name: name, bytes: Array(data))
    }
}
