import Assets
import JSON
import Persistence

/// An asset as the API shows it. Its path on this machine is nobody's business.
enum AssetDocument {
    /// An asset with how far its mesh is.
    static func json(_ record: AssetRecord, _ preparation: AssetPreparation) -> JSONValue {
        var members = json(record).objectValue ?? JSONObject()
        members["preparation"] = .string(preparation.rawValue)
        return .object(members)
    }

    static func json(_ record: AssetRecord) -> JSONValue {
        func text(_ value: String) -> JSONValue { value.isEmpty ? .null : .string(value) }
        return [
            "id": .string(record.id), "name": .string(record.name),
            "tags": .array(record.tags.map { .string($0) }), "kind": record.kind.map { .string($0) } ?? .null,
            "category": record.category.map { .string($0) } ?? .null,
            "size": [
                "length": .number(record.size.length), "width": .number(record.size.width),
                "height": .number(record.size.height),
            ],
            "front": .string(record.front), "up": .string(record.up),
            "unit": record.unit.map { .number($0) } ?? .null, "support": .string(record.support),
            "surfaces": .array(record.surfaces.map { .number($0) }), "licence": text(record.licence),
            "creator": text(record.creator), "source": .string(record.source), "library": .string(record.library),
            "links": [
                "self": .string("/assets/\(record.id)"), "model": .string("/assets/\(record.id)/model.glb"),
                "thumbnail": .string("/assets/\(record.id)/thumbnail.png"),
            ],
        ]
    }

    /// What a layout says of an object's asset: enough to give credit where the asset itself is gone.
    static func reference(_ asset: Asset, kind: String?) -> JSONValue {
        func text(_ value: String) -> JSONValue { value.isEmpty ? .null : .string(value) }
        return [
            "kind": .string(kind ?? asset.kind ?? "box"), "id": .string(asset.id), "name": .string(asset.name),
            "source": .string(asset.source.rawValue), "creator": text(asset.creator), "licence": text(asset.licence),
        ]
    }
}
