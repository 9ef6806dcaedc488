import Foundation
import SceneGraph

/// A piece of furniture that can be shown, as the catalogue keeps it.
public struct AssetRecord: Hashable, Sendable, Identifiable {
    /// The identifier, unique among assets.
    public var id: String
    /// When it came into the catalogue; kept to the microsecond.
    public var createdAt: Date
    /// Where it comes from, such as `parametric` or `upload`.
    public var source: String
    /// The collection that it belongs to: what is replaced as a whole.
    public var library: String
    /// The name in words.
    public var name: String
    /// Further words to find it by.
    public var tags: [String]
    /// The kind of furniture, such as `coffee_table`; nil where none fits.
    public var kind: String?
    /// What the kind is for.
    public var category: String?
    /// The true size, metres.
    public var size: BoxSize
    /// Where the model's front points in its file, such as `+z`.
    public var front: String
    /// Where the model's top points in its file.
    public var up: String
    /// Metres in a unit of the model; nil where it is stretched to its size.
    public var unit: Double?
    /// What carries it: floor, wall, ceiling or surface.
    public var support: String
    /// Heights at which things stand on it, metres above its underside.
    public var surfaces: [Double]
    /// The licence, in the words of whoever gave it.
    public var licence: String
    /// Who made it.
    public var creator: String
    /// The file of the model; empty for what is made in code.
    public var path: String
    /// Names the model in its file.
    public var key: String

    /// A kept asset.
    public init(
        id: String, createdAt: Date, source: String, library: String, name: String, tags: [String], kind: String?,
        category: String?, size: BoxSize, front: String, up: String, unit: Double?, support: String,
        surfaces: [Double], licence: String, creator: String, path: String, key: String
    ) {
        self.id = id
        self.createdAt = createdAt
        self.source = source
        self.library = library
        self.name = name
        self.tags = tags
        self.kind = kind
        self.category = category
        self.size = size
        self.front = front
        self.up = up
        self.unit = unit
        self.support = support
        self.surfaces = surfaces
        self.licence = licence
        self.creator = creator
        self.path = path
        self.key = key
    }
}
