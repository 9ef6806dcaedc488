/// What an object is used for, as far as physics asks: which of its sides must be free, and what may be inside it.
///
/// It is read off the identifier's words. English puts the head of a compound last (`coffee_table_lamp` is a lamp),
/// so the last word that is known decides.
public enum FurnitureUse: String, CaseIterable, Hashable, Sendable {
    /// Somebody sits down on it.
    case seat
    /// Somebody lies down on it.
    case bed
    /// Used from any side; things go under it.
    case table
    /// Used from its front; things go under it.
    case desk
    /// Opened from its front; things go into it.
    case storage
    /// Operated from its front.
    case appliance
    /// Looked at, or walked upon.
    case decoration
    /// Anything else.
    case other

    /// The use of an object of this identifier.
    public init(id: String) {
        let words = id.lowercased().split { !$0.isLetter }.map(String.init)
        self = words.reversed().lazy.compactMap(Self.use).first ?? .other
    }

    private static func use(of word: String) -> FurnitureUse? {
        words[word] ?? (word.hasSuffix("s") ? words[String(word.dropLast())] : nil)
    }

    private static let words: [String: FurnitureUse] = {
        let lists: [(FurnitureUse, String)] = [
            (.seat, "chair stool armchair sofa couch loveseat settee bench ottoman pouf recliner chaise seat"),
            (.bed, "bed crib cot bunk daybed futon"),
            (.table, "table island"),
            (.desk, "desk vanity workbench workstation piano easel"),
            (
                .storage,
                """
                wardrobe closet armoire cabinet dresser drawer chest trunk bookshelf bookcase shelf shelves shelving \
                sideboard cupboard nightstand hutch locker credenza console stand rack buffet cubby pantry
                """
            ),
            (
                .appliance,
                """
                fridge refrigerator freezer stove oven cooker dishwasher washer dryer machine sink basin toilet \
                bathtub tub shower television tv counter fireplace printer treadmill
                """
            ),
            (
                .decoration,
                """
                rug carpet mat lamp light chandelier pendant sconce plant tree flower vase painting picture art \
                artwork poster photo mirror clock sculpture statue figurine pillow cushion blanket throw curtain \
                drape blind candle book basket bin globe fan speaker monitor laptop computer bowl tray
                """
            ),
        ]
        var words: [String: FurnitureUse] = [:]
        for (use, list) in lists {
            for word in list.split(whereSeparator: \.isWhitespace) { words[String(word)] = use }
        }
        return words
    }()

    /// The sides of which at least one must be free, and how deep, in metres.
    /// - Parameter length: the object's length in metres.
    func usableSides(length: Double) -> (sides: [BoxSide], depth: Double) {
        switch self {
        // A stool or a chair is drawn away from the table; a sofa is not.
        case .seat: length < 1.2 ? (BoxSide.allCases, 0.4) : ([.front], 0.4)
        case .bed: ([.left, .right, .front], 0.5)
        case .table: (BoxSide.allCases, 0.5)
        case .desk, .storage, .appliance: ([.front], 0.5)
        case .decoration: ([], 0)
        case .other: (BoxSide.allCases, 0.4)
        }
    }

    /// Whether things that are said to be `on` it may also be inside it.
    var isHollow: Bool { self == .storage }

    /// How high the room beneath it is, for things that are said to be `under` it: the underside's height above its
    /// own foot in an object of this height.
    func underside(height: Double) -> Double {
        switch self {
        case .table, .desk: max(0, height - max(0.04, 0.08 * height))
        default: height / 2
        }
    }
}
