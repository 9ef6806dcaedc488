import Foundation

/// Where a service keeps its state and what it serves.
public struct ServiceConfiguration: Sendable {
    /// The directory of the database, the models and the jobs; made when it is missing.
    public var dataDirectory: URL
    /// The directory that holds `Public/` and `openapi.yaml`.
    public var siteDirectory: URL
    /// A checkpoint directory to serve; nil for the one that was active before, or the built-in default.
    public var modelDirectory: URL?
    /// Directories below which `POST /models` may open checkpoints; `models/` of the data directory always.
    public var modelRoots: [URL]
    /// The most layouts that may be waited for at once; further requests are answered 503.
    public var maximumPendingLayouts: Int

    /// A configuration; see the properties.
    public init(
        dataDirectory: URL, siteDirectory: URL, modelDirectory: URL? = nil, modelRoots: [URL] = [],
        maximumPendingLayouts: Int = 64
    ) {
        self.dataDirectory = dataDirectory
        self.siteDirectory = siteDirectory
        self.modelDirectory = modelDirectory
        self.modelRoots = modelRoots
        self.maximumPendingLayouts = maximumPendingLayouts
    }

    /// Makes the directories of the state where they are missing.
    /// - Throws: `StartError`.
    func makeDirectories() throws(StartError) {
        do {
            try FileManager.default.createDirectory(at: modelsDirectory, withIntermediateDirectories: true)
        } catch {
            throw StartError("the data directory '\(dataDirectory.path)' cannot be made: \(StartError.reason(error))")
        }
    }

    /// Where checkpoints live by default.
    var modelsDirectory: URL { dataDirectory.appendingPathComponent("models", isDirectory: true) }
    /// The SQLite file.
    var databaseURL: URL { dataDirectory.appendingPathComponent("metaspatial.sqlite") }
}
