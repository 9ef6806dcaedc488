import JSON
import SceneGraph

/// What a JSON file beside GLB files says of one of them, in the words of Objaverse's annotations or in ours.
///
/// ```json
/// {"chair_07": {"name": "Oak chair", "tags": ["seat"], "license": "by", "user": {"displayName": "Ann"},
///               "front": "-y", "up": "+z", "unit": 0.01, "size": {"length": 0.5, "width": 0.5, "height": 0.9}}}
/// ```
///
/// Everything may be missing. What is not understood is passed over: the model is then taken as glTF has it.
public struct ModelNotes: Sendable, Hashable {
    /// The name in words.
    public var name: String?
    /// Words to find it by, categories among them.
    public var tags: [String] = []
    /// The licence.
    public var licence = ""
    /// Who made it.
    public var creator = ""
    /// Which way the model's axes point.
    public var frame = ModelFrame.gltf
    /// Metres in a unit of the model.
    public var unit: Double?
    /// The true size, metres.
    public var size: BoxSize?

    /// No notes.
    public init() {}

    /// Reads the notes on one model.
    public init(json: JSONValue) {
        name = (json["name"] ?? json["title"])?.stringValue
        tags = Self.words(json["tags"]) + Self.words(json["categories"]) + Self.words(json["category"])
        licence = (json["license"] ?? json["licence"])?.stringValue ?? ""
        creator =
            (json["creator"] ?? json["author"] ?? json["user"]?["displayName"] ?? json["user"]?["username"])?
            .stringValue ?? ""
        func axis(_ keys: [String]) -> ModelFrame.Axis? {
            keys.lazy.compactMap { json[$0]?.stringValue }.first.flatMap(Self.axis)
        }
        frame =
            ModelFrame(
                front: axis(["front", "front_axis", "frontAxis"]) ?? .positiveZ,
                up: axis(["up", "up_axis", "upAxis"]) ?? .positiveY) ?? .gltf
        if let unit = (json["unit"] ?? json["meters_per_unit"] ?? json["scale"])?.doubleValue, unit > 0, unit <= 1000 {
            self.unit = unit
        }
        size = Self.size(json["size"] ?? json["dimensions"])
    }

    /// These notes, and where they say nothing what others say. Words to find it by are taken from both.
    public func completed(by other: ModelNotes) -> ModelNotes {
        var result = self
        result.name = name ?? other.name
        result.tags += other.tags.filter { !tags.contains($0) }
        if licence.isEmpty { result.licence = other.licence }
        if creator.isEmpty { result.creator = other.creator }
        if frame == .gltf { result.frame = other.frame }
        result.unit = unit ?? other.unit
        result.size = size ?? other.size
        return result
    }

    /// The notes of a whole file: an object of models by the stems of their files' names, a list of objects that
    /// name their `uid` or `id`, or lists of such names by category, as Objaverse's of LVIS.
    public static func all(json: JSONValue) -> [String: ModelNotes] {
        var result: [String: ModelNotes] = [:]
        for (key, value) in json.objectValue?.members ?? [] {
            if let models = value.arrayValue {
                for model in models.compactMap(\.stringValue) { result[model, default: ModelNotes()].tags.append(key) }
            } else {
                result[key] = ModelNotes(json: value)
            }
        }
        for value in json.arrayValue ?? [] {
            guard let key = (value["uid"] ?? value["id"])?.stringValue else { continue }
            result[key] = ModelNotes(json: value)
        }
        return result
    }

    private static func words(_ value: JSONValue?) -> [String] {
        if let text = value?.stringValue { return [text] }
        let items = (value?.arrayValue ?? []).prefix(64)
        return items.compactMap { ($0["name"] ?? $0["slug"])?.stringValue ?? $0.stringValue }.map {
            String($0.prefix(80))
        }
    }

    /// `+z`, `z` or `-Z`.
    static func axis(_ text: String) -> ModelFrame.Axis? {
        let lower = text.lowercased()
        return ModelFrame.Axis(rawValue: lower.count == 1 ? "+" + lower : lower)
    }

    private static func size(_ value: JSONValue?) -> BoxSize? {
        let sides =
            value?.arrayValue?.compactMap(\.doubleValue)
            ?? ["length", "width", "height"].compactMap { value?[$0]?.doubleValue }
        guard sides.count == 3, sides.allSatisfy({ $0 > 0 && $0 <= SweetHomeCatalogue.maximumSide }) else { return nil }
        return BoxSize(length: sides[0], width: sides[1], height: sides[2])
    }
}
