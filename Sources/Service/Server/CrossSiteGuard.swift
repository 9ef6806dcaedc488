import HTTPServer
import HTTPTypes

/// Refuses requests that a page of another site makes a browser send.
///
/// The server has no login and listens on the user's own machine, so any page that the user visits could
/// otherwise post to it. Browsers mark such requests (https://www.w3.org/TR/fetch-metadata/); command lines
/// and game engines send no mark and pass.
enum CrossSiteGuard {
    private static let site = HTTPField.Name("Sec-Fetch-Site")

    static func check(_ request: ServerRequest) throws {
        switch request.method {
        case .get, .head, .options: return
        default: break
        }
        guard let site, let origin = request.fields[site] else { return }
        guard origin == "same-origin" || origin == "none" else {
            throw Problem(
                .crossSite, .forbidden, title: "Another site may not do this",
                detail: "the request came from a page of another origin")
        }
    }
}
