import GRDB

/// A whole row of `layout`.
struct LayoutRow: FetchableRecord, PersistableRecord {
    static let databaseTableName = "layout"

    var summary: LayoutSummaryRow
    var scene: String
    var document: String

    init(_ layout: LayoutRecord) {
        summary = LayoutSummaryRow(layout.summary)
        scene = JSONColumn.text(layout.scene)
        document = JSONColumn.text(layout.document)
    }

    init(row: Row) throws {
        summary = try LayoutSummaryRow(row: row)
        scene = row["scene"]
        document = row["document"]
    }

    func encode(to container: inout PersistenceContainer) throws {
        try summary.encode(to: &container)
        container["scene"] = scene
        container["document"] = document
    }

    func record() throws(PersistenceError) -> LayoutRecord {
        LayoutRecord(
            summary: summary.summary, scene: try JSONColumn.value(scene, .layout, id: summary.id),
            document: try JSONColumn.value(document, .layout, id: summary.id))
    }
}
