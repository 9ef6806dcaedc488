import SceneGraph

/// A kind of everyday object: its names, true sizes, and where in a room it belongs.
///
/// Sizes are in metres in the object's own axes: `length` from its left to its right, `width` from back to front,
/// `height` from bottom to top. The front is +y at angle 0.
public struct FurnitureKind: Sendable, Hashable, Identifiable {
    /// What carries the object.
    public enum Support: String, Sendable {
        case floor
        case wall
        case ceiling
        /// Another object, see `restsOn`.
        case surface
    }

    /// Where on the floor plan the object likes to be.
    public enum Spot: String, Sendable {
        case againstWall
        case corner
        case middle
        case anywhere
    }

    /// Stem of an object identifier, such as `coffee_table`.
    public let id: String
    /// Other names, singular, words separated by blanks.
    public let synonyms: [String]
    /// What it is for.
    public let category: FurnitureCategory
    /// The usual size in metres.
    public let typicalSize: BoxSize
    /// The smallest that still is one, side by side.
    public let minimumSize: BoxSize
    /// The largest that is to be had, side by side.
    public let maximumSize: BoxSize
    /// What carries it.
    public let support: Support
    /// Where on the floor plan it likes to be.
    public let spot: Spot
    /// Identifiers of the kinds it usually stands on, best first.
    public let restsOn: [String]
    /// Whether it lies flat on the floor, so that other things may stand on it.
    public let isFlat: Bool
    /// Default material words, such as `oak` or `grey fabric`.
    public let material: String
    /// The parametric solid that stands for it.
    package let shape: FurnitureShape

    /// The identifier in words.
    public var name: String { String(id.map { $0 == "_" ? " " : $0 }) }

    /// The honest answer for an object of unknown kind: a plain box.
    public static let generic = FurnitureKind(
        "object", .decoration, .block, .floor, .anywhere, "beige",
        (0.6, 0.6, 0.6), (0.05, 0.05, 0.05), (5, 5, 5), "")

    /// A kind as the catalogue's tables write it: typical, least and greatest size as (length, width, height);
    /// synonyms and the kinds it stands on are lists with commas.
    init(
        _ id: String, _ category: FurnitureCategory, _ shape: FurnitureShape, _ support: Support,
        _ spot: Spot,
        _ material: String, _ typical: (Double, Double, Double), _ minimum: (Double, Double, Double),
        _ maximum: (Double, Double, Double), _ synonyms: String, on restsOn: String = "",
        flat isFlat: Bool = false
    ) {
        self.id = id
        self.synonyms = Self.list(synonyms)
        self.category = category
        self.typicalSize = BoxSize(length: typical.0, width: typical.1, height: typical.2)
        self.minimumSize = BoxSize(length: minimum.0, width: minimum.1, height: minimum.2)
        self.maximumSize = BoxSize(length: maximum.0, width: maximum.1, height: maximum.2)
        self.support = support
        self.spot = spot
        self.restsOn = Self.list(restsOn)
        self.isFlat = isFlat
        self.material = material
        self.shape = shape
    }

    private static func list(_ text: String) -> [String] {
        // By bytes: these lists are read whenever the program starts.
        text.utf8.split(separator: UInt8(ascii: ",")).map { item in
            let words = item.split { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\n") }
            return words.map { String(Substring($0)) }.joined(separator: " ")
        }
    }
}
