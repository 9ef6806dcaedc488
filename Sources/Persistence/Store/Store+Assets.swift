import GRDB

extension Store {
    /// How many assets a search gives at most.
    public static let maximumMatches = 400

    /// Keeps an asset that belongs to no collection, and in the same transaction the answer to its idempotency key.
    /// - Throws: `.duplicate` for an identifier that is taken; `.notFound` for a key that is not reserved.
    public func insertAsset(
        _ asset: AssetRecord, completing completion: IdempotentCompletion? = nil
    ) async throws(PersistenceError) {
        let row = AssetRow(asset, collection: nil)
        try await write { database in
            try row.insert(in: database, .asset, id: row.id)
            if let completion { try Self.complete(completion, in: database) }
        }
    }

    /// Puts a collection's assets in the place of those that it had before. Where an identifier is taken by an asset
    /// outside of the collection, that one stays and the new one is left out.
    /// - Returns: how many were kept.
    @discardableResult
    public func replaceAssets(
        of library: AssetLibraryRecord, with assets: [AssetRecord]
    ) async throws(PersistenceError) -> Int {
        let rows = assets.map { AssetRow($0, collection: library.path) }
        return try await write { database in
            try AssetRow.filter(Column("collection") == library.path).deleteAll(database)
            var count = 0
            for row in rows {
                try row.insert(database, onConflict: .ignore)
                count += database.changesCount
            }
            try database.execute(
                sql: "INSERT OR REPLACE INTO assetLibrary (path, fingerprint, name) VALUES (?, ?, ?)",
                arguments: [library.path, library.fingerprint, library.name])
            return count
        }
    }

    /// Forgets a collection and its assets.
    public func removeAssets(ofLibrary path: String) async throws(PersistenceError) {
        try await write { database in
            try AssetRow.filter(Column("collection") == path).deleteAll(database)
            try database.execute(sql: "DELETE FROM assetLibrary WHERE path = ?", arguments: [path])
        }
    }

    /// The collections that assets were taken from.
    public func assetLibraries() async throws(PersistenceError) -> [AssetLibraryRecord] {
        try await read { database in
            try Row.fetchAll(database, sql: "SELECT path, fingerprint, name FROM assetLibrary ORDER BY path").map {
                AssetLibraryRecord(path: $0["path"], fingerprint: $0["fingerprint"], name: $0["name"])
            }
        }
    }

    /// The asset of this identifier.
    public func asset(_ id: String) async throws(PersistenceError) -> AssetRecord? {
        try await read { try AssetRow.filter(Column("id") == id).fetchOne($0) }?.asset
    }

    /// The assets of these identifiers, as far as there are any, in the order in which they came.
    public func assets(_ ids: [String]) async throws(PersistenceError) -> [AssetRecord] {
        guard !ids.isEmpty else { return [] }
        return try await read { database in
            try AssetRow.filter(ids.prefix(Self.maximumMatches).contains(Column("id"))).order(Column("sequence"))
                .fetchAll(database)
        }.map(\.asset)
    }

    /// The assets, newest first, from a cursor on.
    /// - Throws: `.invalidCursor`.
    public func assets(limit: Int, cursor: String? = nil) async throws(PersistenceError) -> Page<AssetRecord> {
        try await page(
            AssetRow.self, list: "assets", limit: limit, cursor: cursor, sequence: \.sequence
        ) { row throws(PersistenceError) in row.asset }
    }

    /// How many assets there are.
    public func assetCount() async throws(PersistenceError) -> Int {
        try await read { try AssetRow.fetchCount($0) }
    }

    /// The assets in which every word, or the beginning of one, is found, the best match first (BM25; the name counts
    /// most). Words are taken as they are: no operators.
    public func assets(matchingAll words: [String], limit: Int) async throws(PersistenceError) -> [AssetRecord] {
        try await matches(Self.expression(words, joined: " AND "), kind: nil, limit: limit)
    }

    /// The assets that may stand for something: those of the kind, then those in which any of the words is found.
    public func assetCandidates(
        kind: String?, words: [String], limit: Int = 150
    ) async throws(PersistenceError) -> [AssetRecord] {
        try await matches(Self.expression(words, joined: " OR "), kind: kind, limit: limit)
    }

    private func matches(
        _ expression: String?, kind: String?, limit: Int
    ) async throws(PersistenceError) -> [AssetRecord] {
        let limit = min(max(limit, 1), Self.maximumMatches)
        return try await read { database in
            var rows: [AssetRow] = []
            if let kind {
                rows = try AssetRow.filter(Column("kind") == kind).order(Column("sequence")).limit(limit)
                    .fetchAll(database)
            }
            guard let expression, rows.count < limit else { return rows }
            let known = Set(rows.map(\.id))
            let found = try AssetRow.fetchAll(
                database,
                sql: """
                    SELECT asset.* FROM assetText JOIN asset ON asset.sequence = assetText.rowid
                    WHERE assetText MATCH ? ORDER BY bm25(assetText, 8, 3, 4, 1, 1, 1), asset.sequence LIMIT ?
                    """,
                arguments: [expression, limit])
            return rows + found.filter { !known.contains($0.id) }.prefix(limit - rows.count)
        }.map(\.asset)
    }

    /// An FTS5 expression of quoted words, each standing for its beginning; nil without words.
    private static func expression(_ words: [String], joined operation: String) -> String? {
        let terms = words.prefix(32).map { word in
            "\"" + word.filter { $0.isLetter || $0.isNumber } + "\"*"
        }.filter { $0.count > 3 }
        return terms.isEmpty ? nil : terms.joined(separator: operation)
    }
}
