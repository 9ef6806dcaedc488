import Foundation
import JSON
import Persistence
import Testing

@Suite("Idempotency keys")
struct IdempotencyTests {
    let store: Store
    let key = IdempotencyKey("k1", route: "POST /layout")
    let response = StoredResponse(
        status: 201, location: "/layouts/a", contentType: "application/json",
        body: Array("{\"é\":1}\u{0}".utf8))
    init() throws { store = try Store.inMemory() }

    @Test("First, in progress, replay, conflict")
    func outcomes() async throws {
        #expect(try await store.idempotencyOutcome(key, requestHash: "h") == nil)
        #expect(try await store.reserve(key, requestHash: "h") == .first)
        #expect(try await store.reserve(key, requestHash: "h") == .inProgress)
        #expect(try await store.reserve(key, requestHash: "other") == .conflict)
        try await store.complete(IdempotentCompletion(key, response: response))
        #expect(try await store.reserve(key, requestHash: "h") == .replay(response))
        #expect(try await store.idempotencyOutcome(key, requestHash: "h") == .replay(response))
        #expect(try await store.reserve(key, requestHash: "other") == .conflict)
        let elsewhere = IdempotencyKey("k1", route: "POST /rooms")
        #expect(try await store.reserve(elsewhere, requestHash: "other") == .first)
    }

    @Test("A released key is free; a completed one stays")
    func release() async throws {
        _ = try await store.reserve(key, requestHash: "h")
        try await store.release(key)
        #expect(try await store.reserve(key, requestHash: "other") == .first)
        try await store.complete(IdempotentCompletion(key, response: response))
        try await store.release(key)
        #expect(try await store.reserve(key, requestHash: "other") == .replay(response))
        await #expect(throws: PersistenceError.notFound(.idempotencyKey, id: "k1")) {
            try await store.complete(IdempotentCompletion(key, response: response))
        }
    }

    @Test("An answer lives for a day; a request that is being carried out for as long as it takes")
    func expiry() async throws {
        let day = Store.idempotencyLifetime
        let slow = IdempotencyKey("slow", route: "POST /layout")
        _ = try await store.reserve(key, requestHash: "h", now: Samples.time)
        _ = try await store.reserve(slow, requestHash: "h", now: Samples.time)
        try await store.complete(IdempotentCompletion(key, response: response))
        let before = Samples.time.addingTimeInterval(day - 1)
        #expect(try await store.pruneIdempotency(now: before) == 0)
        #expect(try await store.reserve(key, requestHash: "h", now: before) == .replay(response))
        let after = Samples.time.addingTimeInterval(day + 1)
        #expect(try await store.reserve(slow, requestHash: "h", now: after) == .inProgress)
        #expect(
            try await store.reserve(key, requestHash: "other", now: after) == .first, "free, not yet pruned")
        _ = try await store.reserve(IdempotencyKey("k2", route: ""), requestHash: "h", now: Samples.time)
        try await store.complete(
            IdempotentCompletion(IdempotencyKey("k2", route: ""), response: response))
        #expect(try await store.pruneIdempotency(now: after) == 1)
    }

    @Test("A reservation of a run that died is taken over by the same request only")
    func staleReservation() async throws {
        let directory = try TemporaryDirectory()
        let dead = try Store(path: directory.path("a.sqlite"))
        _ = try await dead.reserve(key, requestHash: "h")
        try dead.close()
        let next = try Store(path: directory.path("a.sqlite"))
        #expect(try await next.reserve(key, requestHash: "other") == .conflict)
        #expect(try await next.reserve(key, requestHash: "h") == .first)
        #expect(try await next.reserve(key, requestHash: "h") == .inProgress)
    }

    @Test("Of many concurrent reservations one is the first")
    func race() async throws {
        let directory = try TemporaryDirectory()
        let store = try Store(path: directory.path("a.sqlite"))
        let outcomes = try await withThrowingTaskGroup(of: IdempotencyOutcome.self) { group in
            for _ in 0..<20 { group.addTask { try await store.reserve(key, requestHash: "h") } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(outcomes.count { $0 == .first } == 1)
        #expect(outcomes.count { $0 == .inProgress } == 19)
    }

    @Test("An answer and its record are kept together or not at all")
    func together() async throws {
        let completion = IdempotentCompletion(key, response: response)
        await #expect(throws: PersistenceError.notFound(.idempotencyKey, id: "k1")) {
            try await store.insertLayout(Samples.layout("a"), completing: completion)
        }
        #expect(try await store.layout("a") == nil)
        _ = try await store.reserve(key, requestHash: "h")
        try await store.insertLayout(Samples.layout("a"), completing: completion)
        #expect(try await store.reserve(key, requestHash: "h") == .replay(response))

        let other = IdempotencyKey("k2", route: "POST /layout")
        _ = try await store.reserve(other, requestHash: "h")
        await #expect(throws: PersistenceError.duplicate(.layout, id: "a")) {
            try await store.insertLayout(
                Samples.layout("a"), completing: IdempotentCompletion(other, response: response))
        }
        #expect(try await store.reserve(other, requestHash: "h") == .inProgress)
    }
}
