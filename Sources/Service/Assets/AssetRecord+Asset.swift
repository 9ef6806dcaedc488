import Assets
import Foundation
import Persistence

extension AssetRecord {
    /// An asset as it is kept.
    init(_ asset: Asset, createdAt: Date) {
        self.init(
            id: asset.id, createdAt: createdAt, source: asset.source.rawValue, library: asset.library,
            name: asset.name, tags: asset.tags, kind: asset.kind, category: asset.category?.rawValue,
            size: asset.size, front: asset.frame.front.rawValue, up: asset.frame.up.rawValue, unit: asset.unit,
            support: asset.support.rawValue, surfaces: asset.surfaces, licence: asset.licence,
            creator: asset.creator, path: asset.path, key: asset.key)
    }

    /// The kept asset; nil when it was kept by a version with other words.
    var asset: Asset? {
        guard let source = Asset.Source(rawValue: source), let front = ModelFrame.Axis(rawValue: front),
            let up = ModelFrame.Axis(rawValue: up), let frame = ModelFrame(front: front, up: up)
        else { return nil }
        return Asset(
            id: id, name: name, tags: tags, kind: kind, size: size, frame: frame, unit: unit,
            support: FurnitureKind.Support(rawValue: support) ?? .floor, surfaces: surfaces, licence: licence,
            creator: creator, source: source, library: library, path: path, key: key)
    }
}
