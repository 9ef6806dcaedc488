import Foundation
import JSON
import Persistence
import Testing

@Suite("Jobs")
struct JobTests {
    let store: Store
    init() throws { store = try Store.inMemory() }

    @Test("A job comes back as it was kept and moves on until it is finished")
    func life() async throws {
        let job = Samples.job("a")
        try await store.insertJob(job)
        #expect(try await store.job("a") == job)
        #expect(try await store.updateJob("a", to: .running))
        #expect(try await store.job("a")?.status == .running)
        let problem: JSONValue = ["type": "urn:metaspatial:problem:conflict", "status": 409]
        #expect(try await store.updateJob("a", to: .failed, finishedAt: Samples.time, error: problem))
        let failed = try #require(try await store.job("a"))
        #expect(failed.status == .failed && failed.finishedAt == Samples.time && failed.error == problem)
        #expect(try await !store.updateJob("a", to: .succeeded), "what is finished stays")
        #expect(try await store.job("a") == failed)
        #expect(try await !store.updateJob("none", to: .running))
        await #expect(throws: PersistenceError.duplicate(.job, id: "a")) { try await store.insertJob(job) }
    }

    @Test("Unfinished jobs are listed oldest first")
    func unfinished() async throws {
        for (id, status) in [("c", JobStatus.running), ("a", .queued), ("x", .cancelled), ("b", .queued)] {
            try await store.insertJob(Samples.job(id, status: status))
        }
        #expect(try await store.unfinishedJobs().map(\.id) == ["c", "a", "b"])
    }

    @Test("Old jobs are pruned; unfinished and recent ones stay")
    func pruning() async throws {
        for id in ["open", "old", "recent"] { try await store.insertJob(Samples.job(id)) }
        _ = try await store.updateJob("old", to: .cancelled, finishedAt: Samples.time)
        _ = try await store.updateJob(
            "recent", to: .cancelled, finishedAt: Samples.time.addingTimeInterval(10))
        #expect(try await store.pruneJobs(finishedBefore: Samples.time.addingTimeInterval(5)) == 1)
        #expect(try await store.job("old") == nil)
        #expect(try await store.job("open") != nil)
        #expect(try await store.job("recent") != nil)
    }

    @Test("A layout and the end of its job are kept together or not at all")
    func layoutOfJob() async throws {
        try await store.insertJob(Samples.job("a", status: .running))
        try await store.insertLayout(Samples.layout("l"), finishingJob: "a")
        let job = try #require(try await store.job("a"))
        #expect(job.status == .succeeded && job.layoutID == "l" && job.finishedAt == Samples.time)
        await #expect(throws: PersistenceError.notFound(.job, id: "a")) {
            try await store.insertLayout(Samples.layout("m"), finishingJob: "a")
        }
        #expect(try await store.layout("m") == nil, "a cancelled job leaves no layout")
        try await store.insertJob(Samples.job("b"))
        await #expect(throws: PersistenceError.notFound(.layout, id: "none")) {
            try await store.updateJob("b", to: .succeeded, layoutID: "none")
        }
    }
}
