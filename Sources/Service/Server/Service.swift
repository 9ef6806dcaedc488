import Assets
import Embeddings
import Foundation
import HTTPServer
import HTTPTypes
import Logging
import Persistence
import Rewards

/// The whole service: its state and its routes. It answers requests; a server carries them.
public final class Service: Sendable {
    /// Answers every request: hand it to an `HTTPServer`, or call it in the same process.
    public let responder: any Responder

    private let store: Store
    private let jobs: JobRunner
    private let training: TrainingRunner
    /// Reads furniture that takes long to read.
    private let reading: Task<Void, Never>
    private let meanings: AssetMeanings?
    private let preparer: AssetPreparer
    private let lock: DirectoryLock
    private let logger: Logger

    private init(
        responder: any Responder, store: Store, jobs: JobRunner, training: TrainingRunner,
        reading: Task<Void, Never>, meanings: AssetMeanings?, preparer: AssetPreparer, lock: DirectoryLock,
        logger: Logger
    ) {
        self.responder = responder
        self.store = store
        self.jobs = jobs
        self.training = training
        self.reading = reading
        self.meanings = meanings
        self.preparer = preparer
        self.lock = lock
        self.logger = logger
    }

    /// Opens the state, the model and the routes, and takes up unfinished jobs.
    /// - Throws: when the data directory cannot be used or the named model cannot be opened.
    public static func open(_ configuration: ServiceConfiguration, logger: Logger) async throws -> Service {
        try await open(configuration, logger: logger, worker: InProcessTrainer())
    }

    /// As `open(_:logger:)`, with another one to carry training jobs out.
    package static func open(
        _ configuration: ServiceConfiguration, logger: Logger, worker: any TrainingWorker
    ) async throws -> Service {
        try configuration.checkInput()
        try configuration.makeDirectories()
        let lock = try DirectoryLock(directory: configuration.dataDirectory)
        let store = try Store(path: configuration.databaseURL.path)
        let errors = ErrorRendering(logger: logger)
        let models = ModelRegistry(
            store: store, modelsDirectory: configuration.modelsDirectory, roots: configuration.modelRoots,
            quantization: configuration.quantization, trainedModel: configuration.trainedModel, logger: logger)
        try await models.start(with: configuration.model)
        let courtesy = CourtesyGate()
        let assets = AssetCatalogue(
            store: store,
            loader: AssetLoader(
                cache: MeshCache(directory: configuration.assetsDirectory.appendingPathComponent("meshes"))),
            directories: configuration.assetDirectories
                + [configuration.assetsDirectory.appendingPathComponent("libraries")], logger: logger)
        try await assets.refresh()
        let meanings = configuration.encoder.map {
            AssetMeanings(
                encoder: $0, tables: configuration.embeddingTables, store: store,
                cache: configuration.assetsDirectory.appendingPathComponent("embeddings"), logger: logger)
        }
        let picker = AssetPicker(store: store, meanings: meanings, logger: logger)
        let judges = ServiceJudges(others: configuration.judges, models: models)
        let preparer = AssetPreparer(store: store, loader: assets.loader, logger: logger)
        let maker = LayoutMaker(
            store: store, scenes: SceneMaker(), models: models, assets: picker, preparer: preparer,
            courtesy: courtesy, judges: judges)
        let gate = AdmissionGate(limit: configuration.maximumPendingLayouts)
        let jobs = JobRunner(store: store, layouts: maker, errors: errors, logger: logger)
        let library = LayoutLibrary(store: store)
        let idempotency = Idempotency(store: store)
        _ = try await store.pruneIdempotency()

        var router = Router(renderError: { error, head in
            let response = errors.response(error, head: head)
            return OpenAIError.covers(head) ? OpenAIError(problem: errors.problem(error)).response : response
        })
        router.use { request, next in
            try CrossSiteGuard.check(request)
            return try await next(request)
        }
        try LayoutRoutes(
            store: store, maker: maker, gate: gate, library: library, jobs: jobs, idempotency: idempotency,
            errors: errors
        ).register(in: &router)
        try JobRoutes(jobs: jobs, layouts: library).register(in: &router)
        try PictureRoutes(store: store, library: library, assets: assets, picker: picker, courtesy: courtesy)
            .register(in: &router)
        try MetricRoutes(library: library).register(in: &router)
        try AssetRoutes(
            catalogue: assets,
            uploads: AssetUploads(
                directory: configuration.assetsDirectory.appendingPathComponent("uploads"), loader: assets.loader),
            meanings: meanings, idempotency: idempotency, courtesy: courtesy
        ).register(in: &router)
        try RoomRoutes(store: store, scenes: SceneMaker(), idempotency: idempotency).register(in: &router)
        try RewardRoutes(judges: judges).register(in: &router)
        try ModelRoutes(models: models).register(in: &router)
        try ChatCompletionRoutes(store: store, models: models, errors: errors, courtesy: courtesy)
            .register(in: &router)
        let training = TrainingService(
            store: store, models: models, worker: worker, courtesy: courtesy, configuration: configuration,
            judges: judges, errors: errors, logger: logger)
        try training.register(in: &router, idempotency: idempotency)
        try OperationRoutes(store: store, models: models, site: configuration.siteDirectory)
            .register(in: &router)
        try await jobs.resume()
        await training.start()
        return Service(
            responder: router, store: store, jobs: jobs, training: training.runner,
            reading: Task {
                await assets.refreshModels()
                meanings?.refresh()
            }, meanings: meanings, preparer: preparer, lock: lock, logger: logger)
    }

    /// Stops background work and closes the database. Unfinished jobs are taken up at the next start.
    public func close() async {
        reading.cancel()
        await training.stop()
        await jobs.stop()
        await reading.value
        await preparer.close()
        await meanings?.close()
        do {
            try store.close()
        } catch {
            logger.error("the database did not close", metadata: ["error": "\(error)"])
        }
        lock.release()
    }
}
