import Assets
import JSON
import Logging
import Persistence
import SceneGraph

/// Chooses an asset for each object of a layout. Whatever goes wrong, the layout goes on with furniture made in code.
struct AssetPicker: Sendable {
    let store: Store
    let logger: Logger

    /// What the layout says of its objects' assets, by object. Objects of no known kind that no asset is called like
    /// are left out: they are honest boxes.
    ///
    /// An object may name its asset itself, in a member `asset` of its JSON.
    func pick(for objects: [SceneObject], seed: Int) async -> JSONValue {
        do {
            var named: [String: Asset] = [:]
            for object in objects {
                guard let id = object.extras["asset"]?.stringValue, named[id] == nil else { continue }
                named[id] = try await store.asset(id)?.asset
            }
            var candidates: [AssetQuery: [Asset]] = [:]
            for object in objects {
                let query = AssetMatcher.query(for: object)
                guard candidates[query] == nil else { continue }
                candidates[query] = try await store.assetCandidates(kind: query.kind?.id, words: query.searchWords)
                    .compactMap(\.asset)
            }
            let chosen = AssetMatcher(seed: UInt64(bitPattern: Int64(seed))).choose(objects) { candidates[$0] ?? [] }
            var members: [(String, JSONValue)] = []
            for (object, found) in zip(objects, chosen) {
                let own = object.extras["asset"]?.stringValue.flatMap { named[$0] }
                guard let asset = own ?? found else { continue }
                let kind = Catalogue.standard.kind(forObjectID: object.id)?.id
                members.append((object.id, AssetDocument.reference(asset, kind: kind)))
            }
            return .object(JSONObject(members: members))
        } catch {
            logger.warning("no furniture could be chosen", metadata: ["error": "\(error)"])
            return [:]
        }
    }
}
