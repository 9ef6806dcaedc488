import HTTPServer
import Logging
import Persistence
import Rewards

/// All that the service has for training, put together.
struct TrainingService: Sendable {
    let runner: TrainingRunner

    private let store: Store
    private let models: ModelRegistry
    private let planner: TrainingPlanner
    private let datasets: DatasetShelf
    private let conductor: SweepConductor
    private let worker: any TrainingWorker
    private let promotion: CheckpointPromotion

    init(
        store: Store, models: ModelRegistry, worker: any TrainingWorker, courtesy: CourtesyGate,
        configuration: ServiceConfiguration, judges: any JudgeProvider, errors: ErrorRendering, logger: Logger
    ) {
        self.store = store
        self.models = models
        self.worker = worker
        datasets = DatasetShelf(directory: configuration.datasetsDirectory)
        planner = TrainingPlanner(
            store: store, models: models, worker: worker, jobsDirectory: configuration.jobsDirectory,
            datasets: datasets, judges: judges)
        runner = TrainingRunner(
            store: store, planner: planner, worker: worker, gate: courtesy, errors: errors, logger: logger)
        conductor = SweepConductor(store: store, runner: runner, logger: logger)
        promotion = CheckpointPromotion(models: models, modelsDirectory: configuration.modelsDirectory)
    }

    func register(in router: inout Router, idempotency: Idempotency) throws {
        let library = TrainingLibrary(store: store, board: runner.board)
        try TrainingJobRoutes(
            store: store, runner: runner, planner: planner, library: library, idempotency: idempotency
        ).register(in: &router)
        try TrainingMetricRoutes(
            store: store, library: library,
            stream: TrainingStream(store: store, library: library, feed: runner.feed)
        ).register(in: &router)
        try TrainingRolloutRoutes(store: store, library: library).register(in: &router)
        try TrainingCheckpointRoutes(
            store: store, library: library, planner: planner, models: models, promotion: promotion,
            worker: worker
        ).register(in: &router)
        try SweepRoutes(
            store: store, runner: runner, planner: planner, conductor: conductor, idempotency: idempotency
        ).register(in: &router)
        try DatasetRoutes(store: store, shelf: datasets, idempotency: idempotency).register(in: &router)
        try PresetRoutes(store: store, conductor: conductor).register(in: &router)
    }

    /// Takes up what an earlier process left.
    func start() async {
        await runner.start { [conductor] job in await conductor.rested(job) }
        await conductor.start()
    }
}
