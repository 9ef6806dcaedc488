import Foundation
import GRDB

extension Store {
    /// How many items a page has at most.
    public static let maximumPageSize = 100

    /// Keeps a layout; with it, in one transaction, the end of the job that made it and the answer to its
    /// idempotency key.
    /// - Throws: `.duplicate` for an identifier that is taken; `.notFound` for a job that is not unfinished or a
    ///   key that is not reserved. Then nothing is kept.
    public func insertLayout(
        _ layout: LayoutRecord, finishingJob jobID: String? = nil,
        completing completion: IdempotentCompletion? = nil
    ) async throws(PersistenceError) {
        let row = LayoutRow(layout)
        try await write { database in
            try row.insert(in: database, .layout, id: row.summary.id)
            if let jobID {
                let isChanged = try Self.update(
                    jobID, to: .succeeded, finishedAt: layout.summary.createdAt, layoutID: layout.id,
                    error: nil,
                    in: database)
                guard isChanged else { throw PersistenceError.notFound(.job, id: jobID) }
            }
            if let completion { try Self.complete(completion, in: database) }
        }
    }

    /// The layout of this identifier.
    public func layout(_ id: String) async throws(PersistenceError) -> LayoutRecord? {
        let row = try await read { try LayoutRow.filter(Column("id") == id).fetchOne($0) }
        return try row?.record()
    }

    /// Deletes a layout and the previews of it; says whether there was one.
    public func deleteLayout(_ id: String) async throws(PersistenceError) -> Bool {
        try await write { try LayoutRow.filter(Column("id") == id).deleteAll($0) > 0 }
    }

    /// The layouts, newest first, from a cursor on.
    /// - Throws: `.invalidCursor`.
    public func layouts(limit: Int, cursor: String? = nil) async throws(PersistenceError) -> Page<
        LayoutSummary
    > {
        try await page(
            LayoutSummaryRow.self, list: "layouts", limit: limit, cursor: cursor, sequence: \.sequence
        ) { row throws(PersistenceError) in row.summary }
    }

    /// How many layouts are kept.
    public func layoutCount() async throws(PersistenceError) -> Int {
        try await read { try LayoutRow.fetchCount($0) }
    }

    /// One page of a table in the falling order of `sequence`; one row more is read to know whether it goes on.
    func page<Record: FetchableRecord & TableRecord & Sendable, Item: Sendable>(
        _ type: Record.Type, list: String, limit: Int, cursor: String?, sequence: KeyPath<Record, Int64?>,
        matching filter: @escaping @Sendable (QueryInterfaceRequest<Record>) -> QueryInterfaceRequest<Record> = { $0 },
        item: (Record) throws(PersistenceError) -> Item
    ) async throws(PersistenceError) -> Page<Item> {
        let limit = min(max(limit, 1), Self.maximumPageSize)
        var start = Int64.max
        if let cursor { start = try PageCursor(cursor, list: list).sequence }
        let rows = try await read { [start] database in
            try filter(Record.filter(Column("sequence") < start)).order(Column("sequence").desc).limit(limit + 1)
                .fetchAll(database)
        }
        var items: [Item] = []
        for row in rows.prefix(limit) { items.append(try item(row)) }
        var next: String?
        if rows.count > limit, let last = rows[limit - 1][keyPath: sequence] {
            next = PageCursor(after: last).text(list: list)
        }
        return Page(items: items, next: next)
    }
}
