import GRDB

extension Store {
    /// Notes that a picture was made; a second one of the same parameters replaces the first.
    /// - Throws: `.notFound` when there is no such layout.
    public func upsertPreview(_ preview: PreviewRecord) async throws(PersistenceError) {
        let row = PreviewRow(preview)
        try await write { database in
            try row.insert(in: database, .preview, id: row.layoutID, layoutID: row.layoutID)
        }
    }

    /// The pictures that were made of a layout, newest first.
    public func previews(ofLayout id: String) async throws(PersistenceError) -> [PreviewRecord] {
        try await read { database in
            try PreviewRow.filter(Column("layoutID") == id)
                .order(
                    Column("createdAt").desc, Column("view"), Column("width"), Column("height"),
                    Column("azimuth"), Column("elevation")
                )
                .fetchAll(database).map(\.record)
        }
    }
}
