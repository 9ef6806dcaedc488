import GRDB

extension Store {
    private static let activeModel = "activeModel"

    /// Registers a model directory.
    /// - Throws: `.duplicate` for an identifier that is taken.
    public func insertModel(_ model: ModelRecord) async throws(PersistenceError) {
        let row = ModelRow(model)
        try await write { try row.insert(in: $0, .model, id: row.id) }
    }

    /// Registers a model directory, in place of the one of the same identifier if there is one.
    public func saveModel(_ model: ModelRecord) async throws(PersistenceError) {
        let row = ModelRow(model)
        try await write { try row.upsert($0) }
    }

    /// The model of this identifier.
    public func model(_ id: String) async throws(PersistenceError) -> ModelRecord? {
        try await read { try ModelRow.filter(Column("id") == id).fetchOne($0)?.record }
    }

    /// The registered models, oldest first.
    public func models() async throws(PersistenceError) -> [ModelRecord] {
        try await read { try ModelRow.order(Column("createdAt"), Column("id")).fetchAll($0).map(\.record) }
    }

    /// Makes a registered model the one that answers.
    /// - Throws: `.notFound` when it is not registered.
    public func activateModel(_ id: String) async throws(PersistenceError) {
        try await write { database in
            guard try ModelRow.filter(Column("id") == id).fetchCount(database) > 0 else {
                throw PersistenceError.notFound(.model, id: id)
            }
            try database.execute(
                sql: "INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)",
                arguments: [Self.activeModel, id])
        }
    }

    /// The identifier of the model that answers; nil before one was activated.
    public func activeModelID() async throws(PersistenceError) -> String? {
        try await read { database in
            try String.fetchOne(
                database, sql: "SELECT value FROM setting WHERE name = ?", arguments: [Self.activeModel])
        }
    }
}
