import Embeddings
import Foundation
import Logging
import Rewards
import Service

/// A service with the default model on a directory of its own.
enum TestService {
    /// The repository that the tests belong to.
    static let repository = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    private static let sharedDirectory = temporaryDirectory()
    private static let opening = Task { try await open(at: sharedDirectory) }

    /// One service for all tests that do not restart it.
    static var shared: InProcessClient {
        get async throws { InProcessClient(try await opening.value.responder) }
    }

    static func open(
        at directory: URL, site: URL = repository, maximumPendingLayouts: Int = 64,
        worker: any TrainingWorker = InProcessTrainer(), judges: any JudgeProvider = BuiltInJudges(),
        trainedModel: URL? = nil, encoder: (any TextEncoder)? = nil, tables: [URL] = []
    ) async throws -> Service {
        var logger = Logger(label: "tests")
        logger.logLevel = .critical
        var configuration = ServiceConfiguration(
            dataDirectory: directory, siteDirectory: site, modelRoots: [FileManager.default.temporaryDirectory],
            maximumPendingLayouts: maximumPendingLayouts, judges: judges)
        configuration.trainedModel = trainedModel
        configuration.encoder = encoder
        configuration.embeddingTables = tables
        return try await Service.open(configuration, logger: logger, worker: worker)
    }

    /// A directory that has the default model already, so that not every service has to make one.
    static func furnishedDirectory() async throws -> URL {
        _ = try await opening.value
        let directory = temporaryDirectory()
        let models = directory.appendingPathComponent("models", isDirectory: true)
        try FileManager.default.createDirectory(at: models, withIntermediateDirectories: true)
        try FileManager.default.copyItem(
            at: sharedDirectory.appendingPathComponent("models/default"), to: models.appendingPathComponent("default"))
        return directory
    }

    static func temporaryDirectory() -> URL {
        FileManager.default.temporaryDirectory
            .appendingPathComponent("metaspatial-tests-\(UUID().uuidString)", isDirectory: true)
    }
}
