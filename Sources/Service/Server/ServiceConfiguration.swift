import Embeddings
import Foundation
import Rewards
import VLM

/// Where a service keeps its state and what it serves.
public struct ServiceConfiguration: Sendable {
    /// The directory of the database, the models and the jobs; made when it is missing.
    public var dataDirectory: URL
    /// The directory that holds `Public/` and `openapi.yaml`.
    public var siteDirectory: URL
    /// A checkpoint to serve; nil for the one that was active before, or the built-in default.
    public var model: CheckpointFiles?
    /// The built-in default as it was trained; where it is nil an untrained one is made.
    public var trainedModel: URL?
    /// Directories below which `POST /models` may open checkpoints; `models/` of the data directory always.
    public var modelRoots: [URL]
    /// How the weights of checkpoints are rounded while loading; nil leaves them as they are.
    public var quantization: Quantization?
    /// Directories in which Sweet Home 3D libraries and GLB files are looked for, beside the data directory's own.
    public var assetDirectories: [URL]
    /// Turns the words of objects and assets into vectors, by which assets are chosen beside their words; nil for none.
    public var encoder: (any TextEncoder)?
    /// Tables of assets' vectors that were made with the same encoder.
    public var embeddingTables: [URL] = []
    /// The most layouts that may be waited for at once; further requests are answered 503.
    public var maximumPendingLayouts: Int
    /// Where the judges come from, apart from the model that is served.
    public var judges: any JudgeProvider

    /// A configuration; see the properties.
    public init(
        dataDirectory: URL, siteDirectory: URL, model: CheckpointFiles? = nil, modelRoots: [URL] = [],
        quantization: Quantization? = nil, assetDirectories: [URL] = [], maximumPendingLayouts: Int = 64,
        judges: any JudgeProvider = BuiltInJudges()
    ) {
        self.dataDirectory = dataDirectory
        self.siteDirectory = siteDirectory
        self.model = model
        self.modelRoots = modelRoots
        self.quantization = quantization
        self.assetDirectories = assetDirectories
        self.maximumPendingLayouts = maximumPendingLayouts
        self.judges = judges
    }

    /// Looks for what is only needed later.
    /// - Throws: `StartError`.
    func checkInput() throws(StartError) {
        for name in ["Public/index.html", "openapi.yaml"] {
            guard FileManager.default.fileExists(atPath: siteDirectory.appendingPathComponent(name).path) else {
                throw StartError("there is no \(name) in '\(siteDirectory.path)'")
            }
        }
    }

    /// Makes the directories of the state where they are missing.
    /// - Throws: `StartError`.
    func makeDirectories() throws(StartError) {
        do {
            try FileManager.default.createDirectory(at: modelsDirectory, withIntermediateDirectories: true)
        } catch {
            // Foundation's words leave the reason out; the system is asked again.
            let code = mkdir(modelsDirectory.path, 0o777) == 0 ? 0 : errno
            let reason = code == ENOTDIR || code == EEXIST ? "it is a file" : String(cString: strerror(code))
            throw StartError("the data directory '\(dataDirectory.path)' cannot be made: \(reason)")
        }
    }

    /// Where training jobs keep their checkpoints, each in a directory of its own.
    var jobsDirectory: URL { dataDirectory.appendingPathComponent("jobs", isDirectory: true) }
    /// Where named data sets lie.
    var datasetsDirectory: URL { dataDirectory.appendingPathComponent("datasets", isDirectory: true) }
    /// Furniture: libraries of one's own in `libraries`, uploads, and prepared meshes.
    var assetsDirectory: URL { dataDirectory.appendingPathComponent("assets", isDirectory: true) }
    /// Where checkpoints live by default.
    var modelsDirectory: URL { dataDirectory.appendingPathComponent("models", isDirectory: true) }
    /// The SQLite file.
    var databaseURL: URL { dataDirectory.appendingPathComponent("metaspatial.sqlite") }
}
