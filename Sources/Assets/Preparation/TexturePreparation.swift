import Imaging

/// Decodes the pictures of a model, one after another, and makes them small.
struct TexturePreparation {
    let pictures: [ImportedModel.Picture]
    let budget: MeshBudget
    /// Why the first picture that cannot be decoded cannot be: nil where all could.
    private(set) var fault: ModelFileError?
    private var known: [Int: Texture?] = [:]
    private var pixelCount = 0

    init(pictures: [ImportedModel.Picture], budget: MeshBudget) {
        self.pictures = pictures
        self.budget = budget
    }

    /// The texture of a picture; nil for one that cannot be decoded, which the model is then shown without.
    mutating func texture(_ index: Int) -> Texture? {
        if let texture = known[index] { return texture }
        let name = pictures[index].name.isEmpty ? "picture \(index)" : pictures[index].name
        var texture: Texture?
        do {
            guard pixelCount <= budget.decodedPixels else {
                throw ModelFileError(
                    name, .tooLarge("pixels of pictures", count: pixelCount, limit: budget.decodedPixels))
            }
            texture = try decode(pictures[index])
        } catch {
            fault = fault ?? error as? ModelFileError ?? ModelFileError(name, .malformed("\(error)"))
        }
        known[index] = .some(texture)
        return texture
    }

    private mutating func decode(_ picture: ImportedModel.Picture) throws -> Texture? {
        // A larger picture than this is nothing that furniture needs; decoded it takes 64 MB.
        let limits = DecodingLimits(maximumSide: Texture.maximumSide, maximumPixels: 16 << 20)
        let image = try PixelImage(decoding: picture.bytes, limits: limits)
        pixelCount += image.width * image.height
        let whole = try Texture(image)
        let first = whole.levels.first { max($0.width, $0.height) <= budget.textureSide }
        guard let first else { return nil }
        guard first.offset > 0 else {
            return Texture(
                width: whole.width, height: whole.height, texels: whole.texels,
                file: ImageFormat(signatureOf: picture.bytes).map { .init(format: $0, bytes: picture.bytes) })
        }
        return Texture(width: first.width, height: first.height, texels: Array(whole.texels[first.offset...]))
    }

    /// What the alpha of a picture means when its file does not say: where it is mostly all or nothing it cuts
    /// leaves and lace out, else it is glass.
    static func alphaMode(of texture: Texture) -> AlphaMode {
        let full = texture.texels.prefix(texture.width * texture.height)
        let between = full.reduce(0) { $0 + (($1 >> 24 > 24 && $1 >> 24 < 231) ? 1 : 0) }
        return between * 4 > full.count ? .blend : .mask(cutoff: 0.5)
    }
}
