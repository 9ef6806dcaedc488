import JSON

/// A layout as it is kept.
public struct LayoutRecord: Hashable, Sendable, Identifiable {
    /// What a list shows of it.
    public var summary: LayoutSummary
    /// I-Design's objects with their positions and rotations.
    public var scene: JSONValue
    /// Everything else that the API shows.
    public var document: JSONValue

    /// The layout's identifier.
    public var id: String { summary.id }

    /// A layout with its scene and its document.
    public init(summary: LayoutSummary, scene: JSONValue, document: JSONValue) {
        self.summary = summary
        self.scene = scene
        self.document = document
    }
}
