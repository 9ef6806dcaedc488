import SceneGraph

/// `PluginFurnitureCatalog.properties`: what a Sweet Home 3D library says of itself and of its pieces.
///
/// The keys are those of Sweet Home 3D's furniture library (eTeks, "Furniture library file format"): `name#12` is
/// the name of the twelfth piece; sizes are in centimetres, model axes y up and front toward +z.
public struct SweetHomeCatalogue: Sendable, Hashable {
    /// The library's name.
    public var name: String
    /// Under which licence its pieces are, as it says it; empty when it does not.
    public var licence: String
    /// The pieces in the order of their numbers, without those whose entry is damaged.
    public var pieces: [SweetHomePiece] = []
    /// What was wrong with the pieces left out, in words.
    public var faults: [String] = []

    /// The largest side of a piece, metres.
    static let maximumSide = 100.0
    /// The most pieces in a library.
    static let maximumPieces = 65_535

    /// Reads the file. An entry that makes no sense is left out and noted; the others are read all the same.
    public init(properties bytes: [UInt8]) {
        let properties = JavaProperties(latin1: bytes)
        name = properties["name"] ?? ""
        licence = properties["license"] ?? ""
        let numbers = properties.values.keys.compactMap { key -> Int? in
            guard key.hasPrefix("name#") else { return nil }
            return Int(key.dropFirst(5))
        }
        for number in numbers.sorted().prefix(Self.maximumPieces) {
            switch Self.piece(number, properties) {
            case .success(let piece): pieces.append(piece)
            case .failure(let fault): faults.append("piece \(number): \(fault.detail)")
            }
        }
    }

    private struct Fault: Error {
        let detail: String
    }

    private static func piece(_ number: Int, _ properties: JavaProperties) -> Result<SweetHomePiece, Fault> {
        func text(_ key: String) -> String {
            (properties["\(key)#\(number)"] ?? "").trimmed
        }
        func metres(_ key: String) -> Double? {
            guard let value = Double(text(key)), value.isFinite else { return nil }
            // To a hundredth of a millimetre, so that 233.7 cm are 2.337 m.
            return (value * 1000).rounded() / 100_000
        }
        var sides: [Double] = []
        for key in ["width", "depth", "height"] {
            guard let side = metres(key), side > 0, side <= maximumSide else {
                return .failure(Fault(detail: "its \(key) is not a length"))
            }
            sides.append(side)
        }
        let model = path(text("model"))
        guard ZipArchive.isSafe(model) else { return .failure(Fault(detail: "its model is no path in the library")) }
        var rotation = SweetHomePiece.noRotation
        let turns = text("modelRotation")
        if !turns.isEmpty {
            guard let read = Self.rotation(turns) else { return .failure(Fault(detail: "its rotation is none")) }
            rotation = read
        }
        let icon = path(text("icon"))
        var support: Double? = sides[2]
        if let height = metres("dropOnTopElevation") { support = height >= 0 && height <= sides[2] ? height : nil }
        return .success(
            SweetHomePiece(
                id: text("id").isEmpty ? "\(number)" : text("id"), name: text("name"),
                tags: text("tags").split(separator: ",").map { String($0).trimmed }.filter { !$0.isEmpty },
                category: text("category"), creator: text("creator"), model: model,
                icon: ZipArchive.isSafe(icon) ? icon : "",
                size: BoxSize(length: sides[0], width: sides[1], height: sides[2]),
                elevation: min(max(metres("elevation") ?? 0, 0), maximumSide), supportHeight: support,
                rotation: rotation, isDoorOrWindow: text("doorOrWindow") == "true",
                isMovable: text("movable") != "false"))
    }

    /// Nine numbers that make a rotation, or a reflection: the rows are perpendicular and of length 1, nearly.
    private static func rotation(_ text: String) -> [SIMD3<Float>]? {
        let numbers = text.split(separator: " ").compactMap { Float($0) }
        guard numbers.count == 9, numbers.allSatisfy(\.isFinite) else { return nil }
        let rows = stride(from: 0, to: 9, by: 3).map { SIMD3(numbers[$0], numbers[$0 + 1], numbers[$0 + 2]) }
        for (index, row) in rows.enumerated() {
            guard abs(row.squaredLength - 1) < 0.05 else { return nil }
            for other in rows[..<index] where abs(row.dot(other)) >= 0.05 { return nil }
        }
        return rows
    }

    /// Paths in the catalogue begin with a slash that stands for the archive's root.
    private static func path(_ text: String) -> String {
        String(text.drop { $0 == "/" })
    }
}

extension String {
    /// Without white space at both ends.
    var trimmed: String {
        guard let first = firstIndex(where: { !$0.isWhitespace }), let last = lastIndex(where: { !$0.isWhitespace })
        else { return "" }
        return String(self[first...last])
    }
}
