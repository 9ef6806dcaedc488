/// The look that material words promise: a family, and a hue where it has one.
struct JudgedMaterial: Sendable {
    enum Family: UInt8, CaseIterable, Sendable {
        case wood, metal, glass, textile, leather, stone, ceramic, plastic, wicker, plant
    }

    var family: Family?
    /// The hue in degrees of the colour wheel; nil for white, grey, black and what is near them.
    var hue: Double?
    /// Whether the hue is one that a colour's word asks for, not the quiet one of wood or earth.
    var isStrong = false
    /// Whether any word is known.
    var isKnown = false

    /// Reads words such as `walnut` or `navy velvet`. A colour's word goes before a material's own hue.
    init(_ text: String) {
        var own: Double?
        var named: (hue: Double?, isNamed: Bool) = (nil, false)
        var isVivid = false
        for word in RoleVocabulary.words(in: text) {
            if let entry = Self.materials[word] {
                family = entry.family
                own = entry.hue
                isKnown = true
            }
            if let hue = Self.colours[word] {
                named = (hue < 0 ? nil : hue, true)
                isVivid = hue >= 0 && !Self.quiet.contains(word)
                isKnown = true
            }
        }
        hue = named.isNamed ? named.hue : own
        isStrong = named.isNamed && isVivid
    }

    /// Hues in degrees; -1 for what has none.
    private static let colours: [String: Double] = [
        "white": -1, "black": -1, "grey": -1, "gray": -1, "charcoal": -1, "silver": -1, "ivory": -1, "cream": -1,
        "beige": -1, "taupe": -1, "red": 0, "crimson": 350, "burgundy": 345, "maroon": 345, "orange": 28, "coral": 15,
        "salmon": 12, "yellow": 50, "mustard": 45, "gold": 45, "golden": 45, "green": 110, "olive": 65, "sage": 95,
        "emerald": 155, "mint": 145, "lime": 80, "teal": 183, "turquoise": 178, "aqua": 185, "blue": 215, "navy": 220,
        "indigo": 240, "cobalt": 220, "purple": 275, "violet": 270, "lavender": 255, "plum": 310, "lilac": 275,
        "pink": 345, "rose": 0, "blush": 15, "magenta": 325, "brown": 25, "tan": 33, "terracotta": 18, "rust": 16,
        "sand": 40, "khaki": 45, "chocolate": 22, "peach": 25,
    ]

    private static let quiet: Set<String> = ["brown", "tan", "sand", "khaki", "chocolate", "blush", "sage", "navy"]

    private static let materials: [String: (family: Family, hue: Double?)] = {
        var table: [String: (family: Family, hue: Double?)] = [:]
        func add(_ family: Family, _ hue: Double?, _ words: String) {
            for word in words.split(separator: " ") { table[String(word)] = (family, hue) }
        }
        add(
            .wood, 30,
            "wood wooden oak walnut pine birch maple ash mahogany cherry teak cedar rosewood bamboo beech plywood mdf "
                + "timber acacia cork laminate veneer reclaimed")
        add(.metal, nil, "metal steel stainless iron aluminum aluminium chrome nickel tin wrought")
        add(.metal, 42, "brass bronze copper gilded")
        add(.glass, nil, "glass crystal acrylic mirror")
        add(
            .textile, nil,
            "fabric cotton linen wool velvet silk polyester canvas upholstery upholstered microfiber chenille felt "
                + "fleece cloth textile foam plush fur nylon tweed satin lace")
        add(.textile, 38, "jute sisal")
        add(.textile, 215, "denim")
        add(.leather, 20, "leather suede leatherette")
        add(.leather, nil, "vinyl")
        add(.stone, nil, "stone marble granite quartz concrete slate terrazzo limestone plaster cement rock")
        add(.stone, 14, "brick")
        add(.ceramic, nil, "ceramic porcelain enamel tile")
        add(.ceramic, 18, "clay earthenware terracotta")
        add(.plastic, nil, "plastic rubber paper polypropylene silicone led wax composite electronic electronics")
        add(.wicker, 36, "wicker rattan cane straw seagrass rope")
        add(.plant, 110, "leaf foliage greenery")
        return table
    }()
}
