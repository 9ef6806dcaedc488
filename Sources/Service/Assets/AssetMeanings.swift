import Assets
import Embeddings
import Foundation
import Logging
import Persistence
import Synchronization

/// What embeddings say of the catalogue's assets: an encoder's own vectors of their names, which are kept on disk, and
/// tables that were made elsewhere with the same encoder, such as OpenShape's of Objaverse.
///
/// Whatever goes wrong, layouts go on by words alone.
final class AssetMeanings: Sendable {
    /// What embeddings say of some queries.
    struct Answers: Sendable {
        fileprivate let indexes: [AssetIndex]
        fileprivate let answers: [AssetQuery: [AssetIndex.Answer]]
        fileprivate let kinds: [AssetQuery: String]

        /// What nothing is said by.
        static let none = Answers(indexes: [], answers: [:], kinds: [:])

        /// The kind that a query means.
        func kind(of query: AssetQuery) -> String? { kinds[query] }

        /// The assets nearest to a query, the nearest of each table first.
        func nearest(to query: AssetQuery) -> [String] { (answers[query] ?? []).flatMap(\.nearest) }

        /// How near assets are to a query.
        func nearness(of assets: [Asset], to query: AssetQuery) -> [String: AssetNearness] {
            var result: [String: AssetNearness] = [:]
            for (index, answer) in zip(indexes, answers[query] ?? []) {
                for asset in assets {
                    guard let nearness = index.nearness(of: asset.id, to: answer) else { continue }
                    result[asset.id] = result[asset.id]?.joined(with: nearness) ?? nearness
                }
            }
            return result
        }
    }

    private struct State {
        var indexes: [AssetIndex] = []
        var kinds: KindIndex?
        var refresh: Task<Void, Never>?
        /// An encoder that failed is left alone until then, so that not every layout waits for it.
        var restsUntil: ContinuousClock.Instant?
    }

    private let encoder: any TextEncoder
    private let tableFiles: [URL]
    private let store: Store
    /// Where the vectors of names are kept.
    private let cache: URL
    private let logger: Logger
    private let state = Mutex(State())

    /// Rows that are looked for in each table.
    private static let matches = 24
    /// Names that are encoded at a time.
    private static let batch = 64
    /// How long an encoder that failed is left alone.
    private static let rest = Duration.seconds(30)

    init(encoder: any TextEncoder, tables: [URL], store: Store, cache: URL, logger: Logger) {
        self.encoder = encoder
        tableFiles = tables
        self.store = store
        self.cache = cache
        self.logger = logger
    }

    // MARK: Asking

    /// What the embeddings say of these queries; nothing while they are being read, and where the encoder fails.
    func answers(to queries: [AssetQuery]) async -> Answers {
        let (indexes, kinds) = state.withLock { state -> ([AssetIndex], KindIndex?) in
            guard state.restsUntil.map({ $0 <= .now }) ?? true else { return ([], nil) }
            state.restsUntil = nil
            return (state.indexes, state.kinds)
        }
        guard !indexes.isEmpty, !queries.isEmpty else { return .none }
        do {
            let encoded = try await encoder.encode(queries.map(\.meaning) + queries.map(\.plainPhrase))
            let (vectors, phrases) = (Array(encoded.prefix(queries.count)), Array(encoded.suffix(queries.count)))
            let (found, meant) = try await Offload.run(.short) {
                (
                    indexes.map { $0.answers(to: vectors, count: Self.matches) },
                    kinds?.kinds(of: queries, phrases) ?? []
                )
            }
            var answers: [AssetQuery: [AssetIndex.Answer]] = [:]
            for (place, query) in queries.enumerated() { answers[query] = found.map { $0[place] } }
            let named = zip(queries, meant).compactMap { query, kind in kind.map { (query, $0.id) } }
            return Answers(
                indexes: indexes, answers: answers, kinds: Dictionary(named) { first, _ in first })
        } catch is CancellationError {
            return .none
        } catch {
            state.withLock { $0.restsUntil = .now + Self.rest }
            logger.warning("furniture is chosen without embeddings", metadata: ["error": "\(error)"])
            return .none
        }
    }

    // MARK: Reading

    /// Reads the tables and encodes the names of assets that are new, after what was begun before.
    @discardableResult
    func refresh() -> Task<Void, Never> {
        state.withLock { state in
            let previous = state.refresh
            let task = Task {
                await previous?.value
                await read()
            }
            state.refresh = task
            return task
        }
    }

    /// Ends reading.
    func close() async {
        let task = state.withLock { $0.refresh }
        task?.cancel()
        await task?.value
    }

    private func read() async {
        do {
            let assets = try await allAssets()
            var indexes: [AssetIndex] = []
            for file in tableFiles { if let index = try await table(file, assets) { indexes.append(index) } }
            if let index = try await names(assets) { indexes.append(index) }
            let kinds = try await KindIndex(encoder: encoder)
            state.withLock { [indexes] state in
                state.indexes = indexes
                state.kinds = kinds
            }
            for index in indexes {
                logger.info("embeddings", metadata: ["table": "\(index.table.name)", "assets": "\(index.count)"])
            }
        } catch is CancellationError {
        } catch {
            logger.warning("the furniture has no embeddings", metadata: ["error": "\(error)"])
        }
    }

    private func allAssets() async throws -> [Asset] {
        var assets: [Asset] = []
        var cursor: String?
        repeat {
            try Task.checkCancellation()
            let page = try await store.assets(limit: 200, cursor: cursor)
            assets += page.items.compactMap(\.asset)
            cursor = page.next
        } while cursor != nil
        return assets
    }

    /// A table that was made elsewhere; nil for one that cannot be used, which is logged. Its rows are named by assets'
    /// identifiers or by their files' names.
    private func table(_ file: URL, _ assets: [Asset]) async throws -> AssetIndex? {
        do {
            let table = try await Offload.run(.loading) { try EmbeddingTable(file: file) }
            let width = try await encoder.encode(["chair"]).first?.count ?? 0
            guard width == table.width else { throw EmbeddingError.widths(encoder: width, table: table.width) }
            var places: [String: [String]] = [:]
            for asset in assets {
                places[asset.id, default: []].append(asset.id)
                guard asset.source == .directory else { continue }
                let stem = URL(fileURLWithPath: asset.path).deletingPathExtension().lastPathComponent
                if stem != asset.id { places[stem, default: []].append(asset.id) }
            }
            return AssetIndex(table: table, assets: places)
        } catch let error as EmbeddingError {
            logger.warning(
                "a table of embeddings is left out", metadata: ["file": "\(file.path)", "error": "\(error)"])
            return nil
        }
    }

    /// The encoder's vectors of the assets' names. Those that were computed at an earlier start are read from the disk.
    private func names(_ assets: [Asset]) async throws -> AssetIndex? {
        var places: [String: [String]] = [:]
        for asset in assets { places[asset.meaning, default: []].append(asset.id) }
        guard !places.isEmpty else { return nil }
        let digest = try SHA256.hexadecimal(Array(encoder.fingerprint.utf8)).prefix(16)
        let file = cache.appendingPathComponent("names-\(digest).safetensors")
        let known = try? await Offload.run(.loading) { try EmbeddingTable(file: file) }
        var vectors: [String: [Float]] = [:]
        for (row, text) in (known?.ids ?? []).enumerated() where places[text] != nil {
            vectors[text] = known?.vector(row)
        }
        let texts = places.keys.sorted()
        let missing = texts.filter { vectors[$0] == nil }
        for start in stride(from: 0, to: missing.count, by: Self.batch) {
            try Task.checkCancellation()
            let part = Array(missing[start..<min(start + Self.batch, missing.count)])
            for (text, vector) in zip(part, try await encoder.encode(part)) { vectors[text] = vector }
        }
        let table = try EmbeddingTable(name: "names", ids: texts, vectors: texts.map { vectors[$0] ?? [] })
        if !missing.isEmpty {
            do {
                try await Offload.run(.loading) { try table.write(to: file) }
            } catch {
                logger.warning("the embeddings cannot be kept", metadata: ["error": "\(error)"])
            }
        }
        return AssetIndex(table: table, assets: places, isOfNames: true)
    }
}
