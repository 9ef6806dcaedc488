import Assets
import JSON
import Logging
import Persistence
import SceneGraph

/// Chooses an asset for each object of a layout. Whatever goes wrong, the layout goes on with furniture made in code.
struct AssetPicker: Sendable {
    let store: Store
    /// What embeddings say of assets; nil where there are none.
    let meanings: AssetMeanings?
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
            var queries: [AssetQuery] = []
            for query in objects.map(AssetMatcher.query) where !queries.contains(query) { queries.append(query) }
            let answers = await meanings?.answers(to: queries) ?? .none
            var candidates: [AssetQuery: [Asset]] = [:]
            var nearness: [AssetQuery: [String: AssetNearness]] = [:]
            for query in queries {
                let kind = answers.kind(of: query) ?? query.kind?.id
                var records = try await store.assetCandidates(kind: kind, words: query.searchWords)
                let known = Set(records.map(\.id))
                records += try await store.assets(answers.nearest(to: query).filter { !known.contains($0) })
                let assets = records.compactMap(\.asset)
                candidates[query] = assets
                nearness[query] = answers.nearness(of: assets, to: query)
            }
            let chosen = AssetMatcher(seed: UInt64(bitPattern: Int64(seed))).choose(
                objects, nearness: nearness, meant: answers.kind
            ) {
                candidates[$0] ?? []
            }
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
