/// The style and the materials that a text asks for, one of each kind for a whole room.
struct Decor {
    /// One style word for every object.
    let style: String
    /// The wood for all that is wooden by default, such as `mahogany`; nil for each kind's own.
    let wood: String?

    private static let styles: [(word: String, style: String)] = [
        ("mid century", "mid-century"), ("art deco", "art deco"), ("high tech", "high-tech"),
        ("modern", "modern"), ("contemporary", "contemporary"), ("minimalist", "minimalist"),
        ("minimalistic", "minimalist"), ("rustic", "rustic"), ("vintage", "vintage"), ("retro", "retro"),
        ("industrial", "industrial"), ("scandinavian", "scandinavian"), ("nordic", "scandinavian"),
        ("bohemian", "bohemian"), ("boho", "bohemian"), ("victorian", "victorian"), ("gothic", "gothic"),
        ("medieval", "medieval"), ("baroque", "baroque"), ("farmhouse", "farmhouse"), ("country", "country"),
        ("coastal", "coastal"), ("nautical", "nautical"), ("beach", "coastal"), ("beachfront", "coastal"),
        ("tropical", "tropical"), ("japanese", "japanese"), ("zen", "zen"), ("moroccan", "moroccan"),
        ("mediterranean", "mediterranean"), ("traditional", "traditional"), ("classic", "classic"),
        ("classical", "classic"), ("antique", "antique"), ("colonial", "colonial"), ("eclectic", "eclectic"),
        ("futuristic", "futuristic"), ("urban", "urban"), ("luxurious", "luxurious"), ("luxury", "luxurious"),
        ("opulent", "luxurious"), ("lavish", "luxurious"), ("elegant", "elegant"), ("grand", "elegant"),
        ("sophisticated", "elegant"), ("sleek", "sleek modern"), ("chic", "chic"), ("stylish", "chic"),
        ("trendy", "chic"), ("quaint", "quaint vintage"), ("charming", "charming"),
        ("whimsical", "whimsical"),
        ("quirky", "eclectic"), ("playful", "playful"), ("cozy", "cozy"), ("cosy", "cozy"), ("homey", "cozy"),
        ("vibrant", "vibrant"), ("colorful", "vibrant"), ("colourful", "vibrant"), ("serene", "serene"),
        ("tranquil", "serene"), ("peaceful", "serene"), ("bright", "bright"), ("airy", "bright"),
        ("simple", "simple"), ("steampunk", "steampunk"), ("shabby chic", "shabby chic"),
    ]

    private static let woods: Set<String> = [
        "oak", "mahogany", "walnut", "pine", "bamboo", "teak", "cherry", "maple", "birch", "cedar", "ash",
        "beech", "ebony", "driftwood", "rosewood",
    ]

    private static let materials: Set<String> = woods.union([
        "glass", "wooden", "wood", "marble", "leather", "metal", "metallic", "steel", "stainless", "wicker",
        "rattan", "velvet", "stone", "brick", "granite", "linen", "silk", "iron", "wrought", "brass", "gold",
        "golden", "copper", "bronze", "silver", "chrome", "crystal", "concrete", "plastic", "acrylic",
        "ceramic",
        "porcelain", "terracotta", "wool", "cotton", "canvas", "suede", "fur", "plush", "paper", "cork",
        "log",
        "quartz", "tile", "tiled", "reclaimed", "dark", "white", "black", "grey", "gray", "red", "blue",
        "green",
        "yellow", "pink", "purple", "orange", "brown", "beige", "cream", "pastel", "navy", "teal",
        "turquoise",
        "ivory", "emerald", "burgundy", "lavender",
    ])

    /// Words that say how a thing looks without saying what it is made of.
    private static let colourModifiers: Set<String> = ["dark", "wrought", "stainless", "reclaimed"]

    init(_ text: DescriptionText, type: RoomType) {
        let first = Self.styles.compactMap { entry -> (Int, String)? in
            let words = entry.word.split(separator: " ").map(String.init)
            return text.occurrences(of: words).first.map { ($0.lowerBound, entry.style) }
        }.min { $0.0 < $1.0 }
        style = first?.1 ?? type.style
        wood = text.words.first { Self.woods.contains($0) }
    }

    /// The material of a thing: what the words before and in its name say, else the room's wood, else its
    /// own.
    func material(default own: String, words: [String]) -> String {
        let named = words.filter { Self.materials.contains($0) && !(words.count == 1 && $0 == "canvas") }
        if let first = named.first, named.count > 1 || !Self.colourModifiers.contains(first) {
            return named.prefix(2).joined(separator: " ")
        }
        if let wood, Self.woods.contains(own) { return wood }
        return own
    }
}
