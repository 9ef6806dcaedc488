import HTTPServer
import HTTPTypes
import Testing

@Suite("Router")
struct RouterTests {
    private static func answer(_ router: Router, _ method: HTTPRequest.Method, _ path: String) async throws
        -> (status: Int, text: String, allow: String?)
    {
        let response = await router.respond(to: try MessageTests.request(path, method))
        let text = String(decoding: try await response.collectBody(), as: UTF8.self)
        return (response.status.code, text, response.fields[.allow])
    }

    private static func makeRouter() throws -> Router {
        var router = Router()
        try router.get("/") { _ in .text("root") }
        try router.get("/layouts") { _ in .text("list") }
        try router.post("/layouts") { _ in .text("create") }
        try router.get("/layouts/{id}") { .text("layout \($0.parameters["id"] ?? "-")") }
        try router.get("/layouts/latest") { _ in .text("latest") }
        try router.delete("/layouts/{id}") { .text("delete \($0.parameters["id"] ?? "-")") }
        try router.get("/layouts/{id}/preview.png") { .text("preview \($0.parameters["id"] ?? "-")") }
        try router.get("/files/{path...}") { .text("file \($0.parameters["path"] ?? "-")") }
        return router
    }

    @Test("A literal beats a parameter, and parameters are decoded")
    func precedence() async throws {
        let router = try Self.makeRouter()
        #expect(try await Self.answer(router, .get, "/").text == "root")
        #expect(try await Self.answer(router, .get, "/layouts/7").text == "layout 7")
        #expect(try await Self.answer(router, .get, "/layouts/latest").text == "latest")
        #expect(try await Self.answer(router, .delete, "/layouts/latest").text == "delete latest")
        #expect(try await Self.answer(router, .get, "/layouts/latest/preview.png").text == "preview latest")
        #expect(try await Self.answer(router, .get, "/layouts/a%2Fb").text == "layout a/b")
        #expect(try await Self.answer(router, .get, "/files/a/b.txt").text == "file a/b.txt")
        #expect(try await Self.answer(router, .get, "/files").text == "file ")
    }

    @Test("Unknown paths are 404, unknown methods 405 with Allow or 501")
    func refusals() async throws {
        let router = try Self.makeRouter()
        for path in ["/nope", "/layouts/", "/layouts/7/", "/layouts/7/preview.pn", "//"] {
            #expect(try await Self.answer(router, .get, path).status == 404)
        }
        let put = try await Self.answer(router, .put, "/layouts/latest")
        #expect(put.status == 405 && put.allow == "DELETE, GET, HEAD, OPTIONS")
        let brew = try #require(HTTPRequest.Method("BREW"))
        #expect(try await Self.answer(router, brew, "/layouts").status == 501)
    }

    @Test("HEAD falls back on GET, OPTIONS answers Allow")
    func automaticMethods() async throws {
        let router = try Self.makeRouter()
        #expect(try await Self.answer(router, .head, "/layouts").status == 200)
        let options = try await Self.answer(router, .options, "/layouts")
        #expect(options.status == 204 && options.allow == "GET, HEAD, OPTIONS, POST")
        #expect(try await Self.answer(router, .options, "*").status == 204)
    }

    @Test("Errors go through the renderer; one that does not render itself tells nothing")
    func errors() async throws {
        struct Secret: Error { let text = "secret" }
        var router = Router()
        try router.get("/teapot") { _ in throw HTTPError(418, "short and stout") }
        try router.get("/secret") { _ in throw Secret() }
        let teapot = try await Self.answer(router, .get, "/teapot")
        #expect(teapot.status == 418 && teapot.text.contains("short and stout"))
        let secret = try await Self.answer(router, .get, "/secret")
        #expect(secret.status == 500 && !secret.text.contains("secret"))

        var rendering = Router { error, head in
            .text(
                "rendered \(head?.path ?? "-")", status: (error as? HTTPError)?.status ?? .internalServerError
            )
        }
        try rendering.get("/a") { _ in .text("a") }
        let missing = try await Self.answer(rendering, .get, "/b")
        #expect(missing.status == 404 && missing.text == "rendered /b")
    }

    @Test("Middleware wraps in the order it was added")
    func middleware() async throws {
        var router = try Self.makeRouter()
        for name in ["a", "b"] {
            router.use { request, next in
                let response = try await next(request)
                let text = String(decoding: try await response.collectBody(), as: UTF8.self)
                return .text("\(name)(\(text))")
            }
        }
        #expect(try await Self.answer(router, .get, "/layouts").text == "a(b(list))")
    }

    @Test("A table that contradicts itself is refused")
    func mistakes() throws {
        var router = try Self.makeRouter()
        #expect(throws: RouteError.duplicate(method: "GET", pattern: "/layouts/{other}")) {
            try router.get("/layouts/{other}") { _ in .text("") }
        }
        for pattern in ["/{", "/{}", "/a{b}", "/{a}/{a}", "/{a...}/b"] {
            #expect(throws: RouteError.badParameter(pattern)) { try router.get(pattern) { _ in .text("") } }
        }
        #expect(throws: RouteError.notAPath("x")) { try router.get("x") { _ in .text("") } }
    }
}
