import Foundation
import HTTPServer
import HTTPTypes
import Testing

@Suite("Static files")
struct StaticFilesTests {
    /// A directory with a page, a big file, a hidden file and symbolic links, removed afterwards.
    private static func withFiles(_ body: (StaticFiles) async throws -> Void) async throws {
        let manager = FileManager.default
        let base = manager.temporaryDirectory.appendingPathComponent("static-\(UUID().uuidString)")
        let root = base.appendingPathComponent("root")
        try manager.createDirectory(at: root.appendingPathComponent("sub"), withIntermediateDirectories: true)
        defer { try? manager.removeItem(at: base) }
        try Data("<p>hi".utf8).write(to: root.appendingPathComponent("index.html"))
        try Data("sub".utf8).write(to: root.appendingPathComponent("sub/index.html"))
        try Data("0123456789".utf8).write(to: root.appendingPathComponent("a.txt"))
        try Data(repeating: 7, count: 600_000).write(to: root.appendingPathComponent("big.bin"))
        try Data("no".utf8).write(to: root.appendingPathComponent(".hidden"))
        try Data("no".utf8).write(to: base.appendingPathComponent("outside.txt"))
        try manager.createSymbolicLink(
            atPath: root.appendingPathComponent("link.txt").path, withDestinationPath: "../outside.txt")
        try manager.createSymbolicLink(
            atPath: root.appendingPathComponent("linked").path, withDestinationPath: "..")
        try await body(StaticFiles(directory: root.path))
    }

    private static func get(
        _ files: StaticFiles, _ path: String, _ fields: HTTPFields = [:]
    ) async throws -> (response: ServerResponse, text: String) {
        let head = HTTPRequest(method: .get, scheme: "http", authority: "a", path: "/x", headerFields: fields)
        let response = try await files.respond(to: ServerRequest(head: head), path: path)
        return (response, String(decoding: try await response.collectBody(), as: UTF8.self))
    }

    @Test("Files come with type and tag; a known tag is not sent again")
    func plain() async throws {
        try await Self.withFiles { files in
            let (response, text) = try await Self.get(files, "a.txt")
            #expect(text == "0123456789" && response.status == .ok)
            #expect(response.fields[.contentType] == "text/plain; charset=utf-8")
            let tag = try #require(response.fields[.eTag])
            let again = try await Self.get(files, "a.txt", [.ifNoneMatch: tag])
            #expect(again.response.status == .notModified && again.text.isEmpty)
            #expect(try await Self.get(files, "").text == "<p>hi")
            #expect(try await Self.get(files, "sub/").text == "sub")
            #expect(try await Self.get(files, "sub").response.fields[.location] == "./sub/")
            #expect(try await Self.get(files, "big.bin").text.utf8.count == 600_000)
        }
    }

    @Test("Parts of a file")
    func ranges() async throws {
        try await Self.withFiles { files in
            let part = try await Self.get(files, "a.txt", [.range: "bytes=2-4"])
            #expect(part.response.status == .partialContent && part.text == "234")
            #expect(part.response.fields[.contentRange] == "bytes 2-4/10")
            let stale = try await Self.get(files, "a.txt", [.range: "bytes=2-4", .ifRange: "\"old\""])
            #expect(stale.response.status == .ok && stale.text == "0123456789")
            let error = await #expect(throws: HTTPError.self) {
                try await Self.get(files, "a.txt", [.range: "bytes=10-"])
            }
            #expect(error?.fields[.contentRange] == "bytes */10")
        }
    }

    @Test(
        "Nothing hidden, outside or behind a link is found",
        arguments: [
            ".hidden", "../outside.txt", "sub/../a.txt", "link.txt", "linked/outside.txt", "linked/", "nope",
            "/etc/passwd", "a.txt/", "a.txt/x", "sub//index.html", "a\u{0}.txt", ".", "..", "big.bin/..",
        ])
    func confined(path: String) async throws {
        try await Self.withFiles { files in
            let error = await #expect(throws: HTTPError.self) { try await Self.get(files, path) }
            #expect(error?.status == .notFound)
        }
    }
}
