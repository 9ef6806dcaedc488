/// Surfaces for the words with which materials and styles are described.
public enum MaterialPalette {
    /// What a word says about a material.
    enum Family: Sendable {
        case wood, metal, glass, fabric, leather, stone, ceramic, plastic, wicker
        var isSoft: Bool { self == .fabric || self == .leather }
        var pattern: SurfacePattern {
            switch self {
            case .wood: .wood
            case .metal: .metal
            case .fabric: .fabric
            case .leather: .leather
            case .stone: .stone
            case .wicker: .wicker
            case .glass, .ceramic, .plastic: .plain
            }
        }
    }

    /// A surface and what it is made of, as far as the words tell.
    struct Reading: Sendable {
        var surface: Surface
        var family: Family?
        /// Whether a colour word says the colour.
        var isColoured = false
    }

    /// The surface that material and style words describe; nil when no word is known.
    ///
    /// The last material word gives the look, a colour word overrides its colour: `black metal`, `navy velvet`.
    public static func surface(material: String, style: String = "") -> Surface? {
        read(material).map { styled($0, style).surface }
    }

    static func read(_ text: String) -> Reading? {
        let words = Words.split(text).map(Words.singular)
        var found: (surface: Surface, family: Family)?
        for word in words {
            if let entry = materials[word] { found = entry }
        }
        var colour: Colour?
        var shade: Float = 1
        for word in words {
            if word == "dark" || word == "deep" { shade = 0.5 }
            if word == "light" || word == "pale" { shade = 1.5 }
            if let code = colours[word] { colour = Colour(sRGB: code) }
        }
        if let colour {
            var surface = found?.surface ?? Surface(colour, roughness: 0.7)
            surface.colour = colour.scaled(shade)
            return Reading(surface: surface, family: found?.family, isColoured: true)
        }
        guard var found else { return nil }
        found.surface.colour = found.surface.colour.scaled(shade)
        return Reading(surface: found.surface, family: found.family)
    }

    /// Moves a surface a little toward a style's palette.
    static func styled(_ reading: Reading, _ style: String) -> Reading {
        var result = reading
        for word in Words.split(style) {
            guard let tint = styles[word] else { continue }
            result.surface.colour = result.surface.colour.mixed(with: Colour(sRGB: tint.code), tint.weight)
        }
        return result
    }

    private static let styles: [String: (code: UInt32, weight: Float)] = [
        "rustic": (0x6E4526, 0.36), "industrial": (0x44464A, 0.42), "scandinavian": (0xF0E8DC, 0.36),
        "nordic": (0xF0E8DC, 0.36), "modern": (0xE4E4E4, 0.14), "minimalist": (0xEFEFEA, 0.28),
        "vintage": (0x8A5A3A, 0.28), "classic": (0x6B3F26, 0.25), "traditional": (0x6B3F26, 0.25),
        "cozy": (0xB0703C, 0.12), "elegant": (0x4A3226, 0.25), "victorian": (0x4E2A20, 0.35),
        "contemporary": (0xDDDDDC, 0.14), "country": (0xB98A5A, 0.2), "boho": (0xB5573A, 0.2),
        "bohemian": (0xB5573A, 0.15), "coastal": (0xA9C6D2, 0.2), "luxury": (0x3A2A24, 0.32),
        "luxurious": (0x3A2A24, 0.32),
        "gothic": (0x221A22, 0.35), "farmhouse": (0xE9E0D0, 0.2), "zen": (0xCDBFA3, 0.18),
        "japanese": (0xCDBFA3, 0.18), "futuristic": (0xDDE6EE, 0.25), "steampunk": (0x6B4A2A, 0.25),
        "tropical": (0x7FA267, 0.15), "mid": (0x9A5A32, 0.22), "retro": (0xD98943, 0.15),
    ]

    private static let colours: [String: UInt32] = [
        "white": 0xF2F0EB, "black": 0x26272A, "grey": 0x8D9196, "gray": 0x8D9196, "charcoal": 0x3C3F44,
        "silver": 0xC4C8CC, "red": 0xB23A34, "crimson": 0x9E2436, "burgundy": 0x6B2230, "maroon": 0x6B2230,
        "orange": 0xD9803A, "coral": 0xE28269, "salmon": 0xE29A85, "yellow": 0xE5BE4C, "mustard": 0xC9992E,
        "gold": 0xC9A24A, "golden": 0xC9A24A, "green": 0x6A8F5B, "olive": 0x7B7C4B, "sage": 0xA3B18C,
        "emerald": 0x2E7A5C, "mint": 0xB4D8C3, "lime": 0xA8C24C, "teal": 0x3E7C80, "turquoise": 0x56A9A8,
        "aqua": 0x7FC2C8, "blue": 0x4B6F9E, "navy": 0x2C3E5C, "indigo": 0x3F3F74, "cobalt": 0x2F56A0,
        "purple": 0x76568F, "violet": 0x7E62A0, "lavender": 0xA99CC8, "plum": 0x74486B, "lilac": 0xBBA6CB,
        "pink": 0xE0A3AE, "rose": 0xCF8C8C, "blush": 0xE6C3B8, "magenta": 0xA83A78, "brown": 0x7A5236,
        "tan": 0xC19A6B, "beige": 0xD8CAB0, "cream": 0xE9DFC9, "ivory": 0xEFE8D8, "taupe": 0x9A8878,
        "terracotta": 0xBE6A48, "rust": 0xA6532F, "sand": 0xD9C59F, "khaki": 0xB3A57C, "chocolate": 0x54382A,
        "clay": 0xB5714F, "peach": 0xEDB58F, "colorful": 0xD9803A, "multicolor": 0xD9803A,
    ]

    private static let materials: [String: (surface: Surface, family: Family)] = {
        var table: [String: (surface: Surface, family: Family)] = [:]
        func add(
            _ family: Family, roughness: Float, metalness: Float = 0, opacity: Float = 1,
            _ entries: [(String, UInt32)]
        ) {
            for (word, code) in entries {
                var surface = Surface(
                    sRGB: code, roughness: roughness, metalness: metalness, opacity: opacity)
                surface.pattern = family.pattern
                table[word] = (surface, family)
            }
        }
        add(
            .wood, roughness: 0.55,
            [
                ("wood", 0xB98A5A), ("wooden", 0xB98A5A), ("oak", 0xC39B6B), ("walnut", 0x7C5233),
                ("pine", 0xD9B27F),
                ("birch", 0xDCC196), ("maple", 0xD8B482), ("ash", 0xCDB28B), ("mahogany", 0x6E3524),
                ("cherry", 0x9A5534), ("teak", 0xA36F3F), ("cedar", 0xA9683F), ("ebony", 0x35291F),
                ("rosewood", 0x5E2F23), ("bamboo", 0xCFB274), ("beech", 0xD4A876), ("plywood", 0xD3B287),
                ("mdf", 0xC7A77C), ("timber", 0xA87848), ("reclaimed", 0x8F6A48), ("acacia", 0x94643A),
                ("cork", 0xB98F62), ("laminate", 0xCBB594), ("veneer", 0xB98A5A), ("cardboard", 0xB5926A),
            ])
        add(
            .metal, roughness: 0.35, metalness: 0.85,
            [
                ("metal", 0x9A9EA3), ("steel", 0xB3B8BC), ("stainless", 0xC2C6C9), ("iron", 0x55585C),
                ("wrought", 0x3A3B3E), ("aluminum", 0xC6CACD), ("aluminium", 0xC6CACD), ("chrome", 0xD2D6DA),
                ("brass", 0xC79F53), ("bronze", 0x8C6239), ("copper", 0xB87048), ("nickel", 0xB9B4AA),
                ("gilded", 0xCBA650), ("tin", 0xA8ABAE),
            ])
        add(
            .glass, roughness: 0.08, opacity: 0.32,
            [
                ("glass", 0xBFD9DE), ("crystal", 0xD9E8EC), ("acrylic", 0xCFE0E6), ("mirror", 0xBFD0D8),
            ])
        add(
            .fabric, roughness: 0.95,
            [
                ("fabric", 0x8E98A5), ("cotton", 0xE2DACB), ("linen", 0xD8CCB4), ("wool", 0xC9B79A),
                ("velvet", 0x5B4A7A), ("silk", 0xDCC9B5), ("polyester", 0x9AA3AD), ("canvas", 0xD9CDB2),
                ("upholstered", 0x8E98A5), ("upholstery", 0x8E98A5), ("microfiber", 0xA09488),
                ("chenille", 0xA58F7F),
                ("suede", 0x9B7653), ("denim", 0x4A668C), ("felt", 0x8A8F85), ("fleece", 0xD3C7B8),
                ("cloth", 0xA9A59B), ("textile", 0xA9A59B), ("foam", 0xD6D2C4), ("jute", 0xBFA374),
                ("sisal", 0xC2A97C), ("plush", 0xC7A9A4), ("fur", 0xE6DED1), ("down", 0xEEEAE2),
                ("nylon", 0x6C7A88),
                ("tweed", 0x857C6E), ("satin", 0xD8C4BE), ("lace", 0xEEE8DE), ("memory", 0xE9E5DB),
            ])
        add(
            .leather, roughness: 0.5,
            [
                ("leather", 0x7B4B32), ("vinyl", 0x4E4A47), ("leatherette", 0x5B4436), ("faux", 0x7B5A45),
            ])
        add(
            .stone, roughness: 0.6,
            [
                ("stone", 0xA19C92), ("marble", 0xE4E1DC), ("granite", 0x6F6B68), ("quartz", 0xD9D6D0),
                ("concrete", 0xA5A5A2), ("slate", 0x57606A), ("brick", 0xA0563F), ("travertine", 0xD3C2A5),
                ("terrazzo", 0xD8D0C6), ("limestone", 0xD2C8B2), ("sandstone", 0xCFB188),
                ("plaster", 0xE6E1D6),
                ("terracotta", 0xBE6A48), ("cement", 0xA5A5A2), ("rock", 0x8A857D),
            ])
        add(
            .ceramic, roughness: 0.25,
            [
                ("ceramic", 0xEDEBE6), ("porcelain", 0xF4F3F0), ("enamel", 0xF0EFEA), ("tile", 0xDCE2E2),
                ("clay", 0xB5714F), ("earthenware", 0xA9744F),
            ])
        add(
            .plastic, roughness: 0.5,
            [
                ("plastic", 0xD5D8DA), ("rubber", 0x44474A), ("vinylester", 0xD5D8DA), ("paper", 0xF0EBDD),
                ("polypropylene", 0xD5D8DA), ("fiberglass", 0xE3E7E8), ("silicone", 0xC3C8CC),
                ("led", 0xF3F3EE),
                ("wax", 0xEFE4CB), ("electronic", 0x2C2E31), ("lacquer", 0xB23A34), ("composite", 0xB9B4AA),
            ])
        add(
            .wicker, roughness: 0.85,
            [
                ("wicker", 0xB98D58), ("rattan", 0xC29A63), ("cane", 0xCBA974), ("straw", 0xD9BF83),
                ("seagrass", 0xB3A06A), ("rope", 0xC4A77A),
            ])
        return table
    }()
}
