import SceneGraph

/// A piece of furniture that can be shown: what it is, how large, whose it is, and where its model lies.
public struct Asset: Sendable, Hashable, Identifiable {
    /// Where an asset comes from.
    public enum Source: String, Sendable, Hashable, CaseIterable {
        /// Made in code, at any size.
        case parametric
        /// A Sweet Home 3D library.
        case sweetHome = "sh3f"
        /// A GLB file in a directory.
        case directory
        /// A GLB file that was uploaded.
        case upload
    }

    /// Unique among all assets; letters, digits, `-`, `_` and `.` only.
    public var id: String
    /// The name in words.
    public var name: String
    /// Further words to find it by.
    public var tags: [String]
    /// The kind of the furniture catalogue that it is; nil for what is no furniture there.
    public var kind: String?
    /// What it is for; nil where the kind is.
    public var category: FurnitureCategory? { kind.flatMap { Catalogue.standard[$0]?.category } }
    /// The true size in the object's own axes, metres.
    public var size: BoxSize
    /// Which way the model's axes point.
    public var frame: ModelFrame
    /// Metres in a unit of the model; nil where the model is stretched to `size`.
    public var unit: Double?
    /// What carries it.
    public var support: FurnitureKind.Support
    /// The heights at which things can stand on it, metres above its underside.
    public var surfaces: [Double]
    /// Its licence in the words of whoever gave it; empty where nothing is said.
    public var licence: String
    /// Who made it; empty where nothing is said.
    public var creator: String
    /// Where it comes from.
    public var source: Source
    /// The collection that it belongs to, such as a library's name.
    public var library: String
    /// The file that holds the model; empty for parametric furniture.
    public var path: String
    /// Names the model in its file; empty where the file is the model.
    public var key: String

    /// An asset; see the properties.
    public init(
        id: String, name: String, tags: [String] = [], kind: String?, size: BoxSize, frame: ModelFrame = .gltf,
        unit: Double? = nil, support: FurnitureKind.Support, surfaces: [Double] = [], licence: String = "",
        creator: String = "", source: Source, library: String, path: String = "", key: String = ""
    ) {
        self.id = id
        self.name = name
        self.tags = tags
        self.kind = kind
        self.size = size
        self.frame = frame
        self.unit = unit
        self.support = support
        self.surfaces = surfaces
        self.licence = licence
        self.creator = creator
        self.source = source
        self.library = library
        self.path = path
        self.key = key
    }

    /// A text as it may stand in an identifier: lower case, everything but letters and digits a hyphen.
    public static func slug(_ text: String) -> String {
        let folded = text.lowercased().unicodeScalars.map { scalar -> Character in
            scalar.isASCII && (scalar.properties.isAlphabetic || ("0"..."9").contains(Character(scalar)))
                ? Character(scalar) : "-"
        }
        let words = String(folded).split(separator: "-").joined(separator: "-")
        return words.isEmpty ? "asset" : String(words.prefix(80))
    }
}
