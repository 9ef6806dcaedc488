import Persistence

/// The best run of a sweep: of those that went to their end, the one with the best score.
struct SweepBest {
    let job: TrainingJobRecord?

    init(form: SweepRequest, runs: [(job: TrainingJobRecord, score: Double?)]) {
        let finished = runs.compactMap { run in
            run.job.status == .succeeded ? run.score.map { (job: run.job, score: form.isMinimized ? -$0 : $0) } : nil
        }
        // The first among equals.
        job =
            finished.reduce(nil as (job: TrainingJobRecord, score: Double)?) { best, run in
                if let best, best.score >= run.score { best } else { run }
            }?.job
    }
}
