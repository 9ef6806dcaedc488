/// The surfaces that one piece of furniture is made with.
///
/// An object names one material, but a sofa has legs and a bed has linen: the named material goes to the parts
/// that it suits (`soft` for textiles and leather, `hard` for everything else), the kind's default to the rest.
struct FurniturePaint {
    /// Frames, tops, boards.
    var hard: Surface
    /// Upholstery, cushions, shades.
    var soft: Surface
    /// What the object is chiefly made of.
    var main: Surface
    /// Whether the named material is clear.
    var isClear: Bool

    init(kind: FurnitureKind, material: String, style: String) {
        let own = MaterialPalette.read(material).map { Self.toned($0, kind: kind) }
        let usual = MaterialPalette.read(kind.material).map { Self.toned($0, kind: kind) }
        let wood = Surface(sRGB: 0x8A6341, roughness: 0.55).with(.wood)
        let cloth = Surface(sRGB: 0xD9D0BF, roughness: 0.95).with(.fabric)
        var hard = (usual?.family?.isSoft == true ? nil : usual?.surface) ?? wood
        var soft = (usual?.family?.isSoft == true ? usual?.surface : nil) ?? cloth
        var main = usual?.surface ?? Surface(sRGB: 0xC9BFAE)
        if let own {
            let surface = MaterialPalette.styled(own, style).surface
            main = surface
            if own.family?.isSoft == true {
                soft = surface
            } else if own.family == nil, usual?.family?.isSoft == true {
                soft = surface
            } else {
                hard = surface
            }
        } else {
            func restyled(_ surface: Surface) -> Surface {
                MaterialPalette.styled(.init(surface: surface, family: nil), style).surface
            }
            hard = restyled(hard)
            soft = restyled(soft)
            main = restyled(main)
        }
        self.hard = hard
        self.soft = soft
        self.main = main
        self.isClear = main.opacity < 1
    }

    /// Wood in the tone of a kind: no two kinds of furniture come from the same log, so that a desk before a
    /// bookshelf is told from it. The tone is drawn from the kind's name by FNV-1a (Fowler, Noll and Vo) and stays
    /// within what the named wood may look like.
    private static func toned(
        _ reading: MaterialPalette.Reading, kind: FurnitureKind
    ) -> MaterialPalette.Reading {
        guard reading.family == .wood, !reading.isColoured else { return reading }
        var hash = kind.id.utf8.reduce(UInt32(2_166_136_261)) { ($0 ^ UInt32($1)) &* 16_777_619 }
        hash = (hash ^ hash >> 15) &* 0x2C1B_3C6D
        // -1 is the darkest and reddest, 1 the palest.
        let share = Float(hash >> 16) / 32_767.5 - 1
        var result = reading
        let colour = reading.surface.colour.scaled(share < 0 ? 1 + 0.42 * share : 1 + 0.3 * share)
        result.surface.colour = Colour(
            red: colour.red, green: colour.green * (1 + 0.05 * share),
            blue: min(colour.blue * (1 + 0.14 * share), 1))
        return result
    }

    static let steel = Surface(sRGB: 0xB9BDC1, roughness: 0.35, metalness: 0.8)
    static let darkMetal = Surface(sRGB: 0x3A3C40, roughness: 0.45, metalness: 0.5)
    static let brass = Surface(sRGB: 0xC79F53, roughness: 0.35, metalness: 0.8)
    static let black = Surface(sRGB: 0x222326, roughness: 0.4)
    static let white = Surface(sRGB: 0xF1EFEA, roughness: 0.6)
    static let porcelain = Surface(sRGB: 0xF4F3F0, roughness: 0.2)
    static let linen = Surface(sRGB: 0xF0ECE4, roughness: 0.95).with(.fabric)
    static let glass = Surface(sRGB: 0xC5DDE2, roughness: 0.08, opacity: 0.3)
    static let screen = Surface(sRGB: 0x1B2530, roughness: 0.12)
    static let water = Surface(sRGB: 0x8CC3D3, roughness: 0.1)
    static let leaf = Surface(sRGB: 0x5C8A4C, roughness: 0.85)
    static let soil = Surface(sRGB: 0x4A382B)
    static let glow = Surface(sRGB: 0xFFF1D2, roughness: 0.9, emission: 0.9)
    static let mirror = Surface(sRGB: 0xB4CAD6, roughness: 0.05, metalness: 0.35)
}
