import Foundation
import HTTPServer
import HTTPTypes
import JSON
import Persistence

/// Health, the API's description, and the page.
struct OperationRoutes: Sendable {
    let store: Store
    let models: ModelRegistry
    let site: URL

    /// The page needs nothing from elsewhere, so nothing from elsewhere is allowed.
    private static let policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; connect-src 'self'; "
        + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

    func register(in router: inout Router) throws {
        try router.get("/healthz") { _ in .json(["status": "ok"]) }
        try router.get("/readyz") { _ in
            try await store.ping()
            guard await models.activeID != nil else {
                throw Problem(.notReady, .serviceUnavailable, title: "No model is loaded yet")
            }
            return .json(["status": "ready"])
        }
        let root = StaticFiles(directory: site.path, index: nil)
        try router.get("/openapi.yaml") { request in
            var response = try await root.respond(to: request, path: "openapi.yaml")
            response.fields[.contentType] = "application/yaml"
            return response
        }
        try registerPage(in: &router)
    }

    /// A route for each entry of `Public/`, so that every other path stays free for the API's own 404 and 405.
    private func registerPage(in router: inout Router) throws {
        let directory = site.appendingPathComponent("Public", isDirectory: true)
        let pages = StaticFiles(directory: directory.path)
        try router.get("/") { try await Self.page(pages, $0, path: "index.html") }
        for name in try FileManager.default.contentsOfDirectory(atPath: directory.path).sorted() {
            guard !name.hasPrefix("."), !name.contains(where: { "{}".contains($0) }) else { continue }
            var isDirectory: ObjCBool = false
            let path = directory.appendingPathComponent(name).path
            guard FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) else { continue }
            if isDirectory.boolValue {
                try router.get("/\(name)/{path...}") {
                    try await Self.page(pages, $0, path: "\(name)/\($0.parameter("path"))")
                }
            } else {
                try router.get("/\(name)") { try await Self.page(pages, $0, path: name) }
            }
        }
    }

    private static func page(_ files: StaticFiles, _ request: ServerRequest, path: String) async throws
        -> ServerResponse
    {
        var response = try await files.respond(to: request, path: path)
        response.fields[.contentSecurityPolicy] = policy
        response.fields[.xContentTypeOptions] = "nosniff"
        return response
    }
}
