import JSON
import Persistence

/// A training job as the API shows it.
struct TrainingJobDocument: Sendable {
    let job: TrainingJobRecord
    /// The metrics of the newest step.
    var latest: TrainingMetricRecord?
    var progress: JSONValue = .null
    var notes: [TrainingNoteRecord] = []

    /// A line of the list.
    var summary: JSONValue { .object(JSONObject(members: head + [("links", ["self": .string(path)])])) }

    var json: JSONValue {
        let links = [
            "metrics", "rollouts", "checkpoints", "evaluations", "tensorboard", "pause", "resume", "cancel",
        ]
        return .object(
            JSONObject(
                members: head + [
                    ("configuration", Self.shortened(job.configuration)),
                    ("plan", job.plan), ("progress", progress),
                    ("metrics", latest.map { .object($0.values) } ?? .null),
                    ("log", .array(notes.map(Self.line))), ("error", job.error ?? .null),
                    (
                        "links",
                        .object(
                            JSONObject(
                                members: [("self", .string(path))] + links.map { ($0, .string("\(path)/\($0)")) }))
                    ),
                ]))
    }

    private var path: String { "/training/jobs/\(job.id)" }

    private var head: [(String, JSONValue)] {
        [
            ("id", .string(job.id)), ("status", .string(job.status.rawValue)),
            ("created_at", .string(Timestamp.text(job.createdAt))),
            ("started_at", job.startedAt.map { .string(Timestamp.text($0)) } ?? .null),
            ("finished_at", job.finishedAt.map { .string(Timestamp.text($0)) } ?? .null),
            ("model", job.configuration["model"] ?? .null),
            ("algorithm", job.configuration["algorithm"] ?? .null), ("step", .integer(job.step)),
            ("total_steps", .integer(job.totalSteps)), ("resumes", .integer(job.resumeCount)),
            ("reward", latest?.values["reward"] ?? .null),
            ("sweep", job.sweepID.map { .string($0) } ?? .null),
        ]
    }

    private static func line(_ note: TrainingNoteRecord) -> JSONValue {
        [
            "step": .integer(note.step), "time": .string(Timestamp.text(note.recordedAt)),
            "level": note.isWarning ? "warning" : "info", "message": .string(note.message),
        ]
    }

    /// Data that was given inside of the configuration is counted, not repeated.
    private static func shortened(_ configuration: JSONValue) -> JSONValue {
        guard var members = configuration.objectValue else { return configuration }
        if let rows = members["dataset"]?.arrayValue { members["dataset"] = ["rows": .integer(rows.count)] }
        if let scenes = members["rooms"]?["scenes"]?.arrayValue {
            members["rooms"] = ["scenes": .integer(scenes.count)]
        }
        return .object(members)
    }
}
