import Foundation
import JSON
import Persistence
import Testing

@Suite("Layouts")
struct LayoutTests {
    let store: Store
    init() throws { store = try Store.inMemory() }

    @Test("A layout comes back as it was kept")
    func roundTrip() async throws {
        let layout = Samples.layout("a", parentID: "older")
        try await store.insertLayout(layout)
        #expect(try await store.layout("a") == layout)
        #expect(try await store.layout("b") == nil)
        #expect(try await store.layouts(limit: 10) == Page(items: [layout.summary], next: nil))

        var bare = Samples.layout("bare")
        bare.summary.roomID = nil
        bare.summary.roomType = nil
        bare.summary.modelID = nil
        bare.summary.modelSHA256 = nil
        bare.summary.modelTrained = nil
        bare.summary.total = nil
        bare.document = .null
        try await store.insertLayout(bare)
        #expect(try await store.layout("bare") == bare)
    }

    @Test("An identifier is given once")
    func duplicate() async throws {
        try await store.insertLayout(Samples.layout("a"))
        await #expect(throws: PersistenceError.duplicate(.layout, id: "a")) {
            try await store.insertLayout(Samples.layout("a"))
        }
        #expect(try await store.layoutCount() == 1)
    }

    @Test("Pages run from the newest to the oldest and end")
    func pages() async throws {
        for index in 0..<7 { try await store.insertLayout(Samples.layout("\(index)")) }
        var seen: [[String]] = []
        var cursor: String?
        repeat {
            let page = try await store.layouts(limit: 3, cursor: cursor)
            seen.append(page.items.map(\.id))
            cursor = page.next
        } while cursor != nil
        #expect(seen == [["6", "5", "4"], ["3", "2", "1"], ["0"]])
        #expect(try await store.layouts(limit: 7).next == nil, "a full last page has no next")
        #expect(try await store.layouts(limit: -1).items.count == 1, "a page has at least one item")
    }

    @Test("Insertions and deletions between two pages neither repeat nor hide a layout")
    func pagesUnderChange() async throws {
        for index in 0..<6 { try await store.insertLayout(Samples.layout("\(index)")) }
        let first = try await store.layouts(limit: 3)
        try await store.insertLayout(Samples.layout("new"))
        #expect(try await store.deleteLayout("3"), "the layout that the cursor stands on")
        let second = try await store.layouts(limit: 3, cursor: first.next)
        #expect(first.items.map(\.id) + second.items.map(\.id) == ["5", "4", "3", "2", "1", "0"])
        #expect(try await store.layouts(limit: 1).items.map(\.id) == ["new"])
    }

    @Test("A cursor that was not given out for this list is refused", arguments: [0, 5, 12, 22])
    func tamperedCursor(position: Int) async throws {
        for index in 0..<3 { try await store.insertLayout(Samples.layout("\(index)")) }
        let cursor = try #require(try await store.layouts(limit: 1).next)
        var characters = Array(cursor)
        characters[position] = characters[position] == "B" ? "C" : "B"
        let tampered = String(characters)
        for wrong in [
            tampered, "", "x", cursor + "A", cursor + "=", String(repeating: "A", count: 9000), "é",
        ] {
            await #expect(throws: PersistenceError.invalidCursor(wrong)) {
                try await store.layouts(limit: 1, cursor: wrong)
            }
        }
        await #expect(throws: PersistenceError.invalidCursor(cursor)) {
            try await store.rooms(limit: 1, cursor: cursor)
        }
    }

    @Test("Deleting a layout deletes its previews and leaves its job without it")
    func deletion() async throws {
        try await store.insertJob(Samples.job("job"))
        try await store.insertLayout(Samples.layout("a"), finishingJob: "job")
        let preview = PreviewRecord(
            layoutID: "a", view: "orbit", width: 800, height: 600, azimuth: 30, elevation: -12.5,
            etag: "\"1\"",
            createdAt: Samples.time)
        try await store.upsertPreview(preview)
        #expect(try await store.deleteLayout("a"))
        #expect(try await !store.deleteLayout("a"))
        #expect(try await store.previews(ofLayout: "a").isEmpty)
        let job = try #require(try await store.job("job"))
        #expect(job.status == .succeeded && job.layoutID == nil)
    }

    @Test("A preview of the same parameters replaces the last; one without its layout is refused")
    func previews() async throws {
        try await store.insertLayout(Samples.layout("a"))
        var preview = PreviewRecord(
            layoutID: "a", view: "iso", width: 800, height: 600, azimuth: 0, elevation: 0, etag: "\"1\"",
            createdAt: Samples.time)
        try await store.upsertPreview(preview)
        preview.etag = "\"2\""
        try await store.upsertPreview(preview)
        #expect(try await store.previews(ofLayout: "a") == [preview])
        var orphan = preview
        orphan.layoutID = "none"
        let refused = orphan
        await #expect(throws: PersistenceError.notFound(.layout, id: "none")) {
            try await store.upsertPreview(refused)
        }
    }
}
