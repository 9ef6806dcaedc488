import GRDB

extension Store {
    /// Keeps a room, and in the same transaction the answer to its idempotency key.
    /// - Throws: `.duplicate` for an identifier that is taken; `.notFound` for a key that is not reserved.
    public func insertRoom(
        _ room: RoomRecord, completing completion: IdempotentCompletion? = nil
    ) async throws(PersistenceError) {
        let row = RoomRow(room)
        try await write { database in
            try row.insert(in: database, .room, id: row.id)
            if let completion { try Self.complete(completion, in: database) }
        }
    }

    /// The room of this identifier.
    public func room(_ id: String) async throws(PersistenceError) -> RoomRecord? {
        let row = try await read { try RoomRow.filter(Column("id") == id).fetchOne($0) }
        return try row?.record()
    }

    /// The rooms, newest first, from a cursor on.
    /// - Throws: `.invalidCursor`.
    public func rooms(limit: Int, cursor: String? = nil) async throws(PersistenceError) -> Page<RoomRecord> {
        try await page(
            RoomRow.self, list: "rooms", limit: limit, cursor: cursor, sequence: \.sequence
        ) { row throws(PersistenceError) in try row.record() }
    }
}
