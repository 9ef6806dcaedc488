import Foundation
import HTTPServer
import HTTPTypes
import JSON
import Persistence

/// `/jobs`: layouts that are made in the background.
struct JobRoutes: Sendable {
    let jobs: JobRunner
    let layouts: LayoutLibrary

    func register(in router: inout Router) throws {
        try router.get("/jobs/{id}") { request in
            let (job, progress) = try await jobs.job(request.parameter("id"))
            return .json(Self.document(job, progress))
        }
        try router.delete("/jobs/{id}") { request in
            let id = request.parameter("id")
            _ = try await jobs.job(id)
            try await jobs.cancel(id)
            let (job, progress) = try await jobs.job(id)
            return .json(Self.document(job, progress))
        }
        try router.get("/jobs/{id}/events") { request in
            let id = request.parameter("id")
            let (job, _) = try await jobs.job(id)
            let events = await jobs.events(id)
            return .events { sink in
                if let events {
                    try await LayoutEvents.forward(events, to: sink)
                } else {
                    try await replay(job.id, to: sink)
                }
            }
        }
    }

    /// The last event of a job that has ended.
    private func replay(_ id: String, to sink: EventSink) async throws {
        let (job, _) = try await jobs.job(id)
        if let layoutID = job.layoutID, let document = try await layouts.document(layoutID, frame: nil) {
            try await LayoutEvents.send(.layout(document), to: sink)
        } else if let error = job.error {
            try await sink.send(name: "error", data: JSONWriter().string(error))
        } else {
            try await LayoutEvents.send(.failed(.cancelledJob), to: sink)
        }
    }

    /// The form of a job.
    static func document(_ job: JobRecord, _ progress: LayoutProgress?) -> JSONValue {
        let layout = job.layoutID.map { JSONValue.string("/layouts/\($0)") } ?? .null
        return [
            "id": .string(job.id), "kind": .string(job.kind), "status": .string(job.status.rawValue),
            "created_at": .string(Timestamp.text(job.createdAt)),
            "finished_at": job.finishedAt.map { .string(Timestamp.text($0)) } ?? .null,
            "progress": job.status.isFinished ? .null : progress?.json ?? .null,
            "layout": job.layoutID.map { .string($0) } ?? .null, "error": job.error ?? .null,
            "links": [
                "self": .string("/jobs/\(job.id)"), "events": .string("/jobs/\(job.id)/events"),
                "layout": layout,
            ],
        ]
    }
}
