/// Content types by file name extension.
public enum ContentType {
    /// The type for a path; `application/octet-stream` for an unknown extension.
    public static func ofFile(_ path: String) -> String {
        guard let dot = path.lastIndex(of: "."), !path[dot...].contains("/") else { return unknown }
        return table[path[dot...].dropFirst().lowercased()] ?? unknown
    }

    private static let unknown = "application/octet-stream"

    private static let table: [String: String] = [
        "html": "text/html; charset=utf-8",
        "htm": "text/html; charset=utf-8",
        "css": "text/css; charset=utf-8",
        "js": "text/javascript; charset=utf-8",
        "mjs": "text/javascript; charset=utf-8",
        "json": "application/json",
        "jsonl": "application/jsonl",
        "map": "application/json",
        "yaml": "application/yaml",
        "yml": "application/yaml",
        "xml": "application/xml",
        "txt": "text/plain; charset=utf-8",
        "md": "text/markdown; charset=utf-8",
        "csv": "text/csv; charset=utf-8",
        "svg": "image/svg+xml",
        "png": "image/png",
        "jpg": "image/jpeg",
        "jpeg": "image/jpeg",
        "gif": "image/gif",
        "webp": "image/webp",
        "ico": "image/x-icon",
        "woff": "font/woff",
        "woff2": "font/woff2",
        "ttf": "font/ttf",
        "wasm": "application/wasm",
        "glb": "model/gltf-binary",
        "gltf": "model/gltf+json",
        "pdf": "application/pdf",
        "gz": "application/gzip",
        "zip": "application/zip",
    ]
}
