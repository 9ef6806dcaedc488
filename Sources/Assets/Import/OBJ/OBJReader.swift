/// Reads Wavefront's OBJ format: polygons with materials; curves, lines and points are passed over.
///
/// Indices may be negative (counted from the end), polygons concave, lines joined by backslashes, line ends of any
/// kind. One part is made for each material and kind of shading, each vertex once for each combination of position,
/// coordinates and normal. Positions must be sound; normals and coordinates that are not finite or not there are done
/// without, as exporters leave some.
public enum OBJReader {
    /// Reads a model.
    /// - Parameters:
    ///   - name: what errors call the file.
    ///   - neighbour: the bytes of a file that the model refers to (materials, pictures), nil where there is none.
    ///     It is handed names as the file writes them; confining them is its duty.
    ///   - onlyPicture: the picture that lies beside the model where there is just one. It stands for the only one that the
    ///     model names where that is missing: renamed, most likely.
    /// - Throws: `ModelFileError`.
    public static func read(
        _ bytes: [UInt8], name: String, limits: ModelLimits = ModelLimits(),
        neighbour: (String) -> [UInt8]? = { _ in nil }, onlyPicture: () -> [UInt8]? = { nil }
    ) throws(ModelFileError) -> ImportedModel {
        guard bytes.count <= limits.maximumFileBytes else {
            throw ModelFileError(name, .tooLarge("bytes", count: bytes.count, limit: limits.maximumFileBytes))
        }
        var builder = OBJBuilder(name: name, limits: limits)
        var scanner = TextScanner(bytes)
        while !scanner.isAtEnd {
            builder.line = scanner.line
            if let keyword = scanner.word() { try read(keyword, &scanner, &builder) }
            scanner.nextLine()
        }
        return try OBJMaterials(name: name, limits: limits).dress(
            builder, neighbour: neighbour, onlyPicture: onlyPicture)
    }

    private static func read(
        _ keyword: ArraySlice<UInt8>, _ scanner: inout TextScanner, _ builder: inout OBJBuilder
    ) throws(ModelFileError) {
        switch keyword.count {
        case 1 where keyword.first == UInt8(ascii: "v"):
            try builder.addPosition(vector(&scanner, 3, "a vertex", builder))
        case 1 where keyword.first == UInt8(ascii: "f"): try builder.addFace(&scanner)
        case 1 where keyword.first == UInt8(ascii: "s"):
            let group = scanner.rest()
            builder.setSmoothing(group != "off" && group != "0" && !group.isEmpty)
        case 2 where keyword.elementsEqual("vn".utf8):
            try builder.addNormal(vector(&scanner, 3, "a normal", builder, isVital: false))
        case 2 where keyword.elementsEqual("vt".utf8):
            // The second coordinate may be left out, and counts upward in OBJ.
            let read = try vector(&scanner, 1, "a texture coordinate", builder, isVital: false)
            try builder.addCoordinates(SIMD2(read.x, 1 - read.y))
        case 6 where keyword.elementsEqual("usemtl".utf8): try builder.setMaterial(scanner.rest())
        case 6 where keyword.elementsEqual("mtllib".utf8): builder.addLibrary(scanner.rest())
        default: break
        }
    }

    /// Up to three numbers, of which `least` must be there; the others are 0, and so is what is not finite where it
    /// is not vital.
    private static func vector(
        _ scanner: inout TextScanner, _ least: Int, _ what: String, _ builder: OBJBuilder, isVital: Bool = true
    ) throws(ModelFileError) -> SIMD3<Float> {
        var result = SIMD3<Float>()
        for axis in 0..<3 {
            guard let word = scanner.word() else {
                guard axis >= least else { throw builder.error(.malformed("\(what) has too few numbers")) }
                break
            }
            guard let number = TextScanner.number(word) else {
                throw builder.error(
                    .malformed("'\(String(decoding: word.prefix(20), as: UTF8.self))' is not a number"))
            }
            guard number.isFinite, abs(number) <= Double(builder.limits.maximumCoordinate) else {
                guard isVital else { return SIMD3() }
                throw builder.error(.notFinite(what))
            }
            result[axis] = Float(number)
        }
        return result
    }
}
