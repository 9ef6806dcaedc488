import JSON

/// Typed numbers in the binary chunk (glTF 2.0, section 3.6).
struct GLTFAccessor {
    /// How many elements there are.
    let count: Int
    /// Numbers in an element: 1 for a scalar, 3 for a vector of three.
    let width: Int
    private let component: GLTFComponent
    private let isNormalized: Bool
    /// Where the first element lies in the file; nil where all elements are zero.
    private let start: Int?
    private let stride: Int
    private let substitutes: GLTFSubstitutes?
    private let document: GLTFDocument
    private let place: String

    private static let widths = ["SCALAR": 1, "VEC2": 2, "VEC3": 3, "VEC4": 4]

    /// Checks that every element lies within the binary chunk.
    /// - Throws: `ModelFileError`.
    init(_ index: Int, in document: GLTFDocument, limit: Int) throws(ModelFileError) {
        let place = "accessor \(index)"
        let name = document.name
        let entry = try document.entry("accessors", index)
        guard let component = (entry["componentType"]?.integerValue).flatMap(GLTFComponent.init),
            let width = (entry["type"]?.stringValue).flatMap({ Self.widths[$0] })
        else { throw ModelFileError(name, at: place, .malformed("its type is unknown")) }
        guard let count = try document.index(entry, "count", at: place), count >= 1 else {
            throw ModelFileError(name, at: place, .malformed("it has no elements"))
        }
        guard count <= limit else {
            throw ModelFileError(name, at: place, .tooLarge("elements", count: count, limit: limit))
        }
        let offset = try document.index(entry, "byteOffset", at: place) ?? 0
        let size = component.size * width
        var (start, stride): (Int?, Int) = (nil, size)
        if let view = try document.index(entry, "bufferView", at: place) {
            let (range, declared) = try Self.view(view, in: document)
            stride = declared ?? size
            guard stride >= size, stride <= 252 || declared == nil else {
                throw ModelFileError(name, at: place, .malformed("its stride is \(stride)"))
            }
            guard offset + (count - 1) * stride + size <= range.count else {
                throw ModelFileError(name, at: place, .truncated)
            }
            start = range.lowerBound + offset
        }
        substitutes = try GLTFSubstitutes(accessor: entry, count: count, size: size, in: document, at: place)
        self.count = count
        self.width = width
        self.component = component
        self.isNormalized = entry["normalized"]?.boolValue ?? false
        self.start = start
        self.stride = stride
        self.document = document
        self.place = place
    }

    /// Whether elements are taken from the file at all, or all are zero.
    var hasData: Bool { start != nil || substitutes != nil }

    /// Where a buffer view lies in the file, and the stride that it declares.
    /// - Throws: `ModelFileError`.
    static func view(
        _ index: Int, in document: GLTFDocument
    ) throws(ModelFileError) -> (range: Range<Int>, stride: Int?) {
        let place = "buffer view \(index)"
        let entry = try document.entry("bufferViews", index)
        let buffer = try document.index(entry, "buffer", at: place) ?? 0
        guard buffer == 0, try document.entry("buffers", 0)["uri"] == nil else {
            let compression = entry["extensions"].flatMap(GLTFDocument.compression)
            throw ModelFileError(
                document.name, at: place, .unsupported(compression ?? "a buffer outside of the file"))
        }
        guard let length = try document.index(entry, "byteLength", at: place) else {
            throw ModelFileError(document.name, at: place, .malformed("it has no length"))
        }
        let offset = try document.index(entry, "byteOffset", at: place) ?? 0
        guard offset + length <= document.binary.count else {
            throw ModelFileError(document.name, at: place, .truncated)
        }
        let start = document.binary.lowerBound + offset
        return (start..<start + length, try document.index(entry, "byteStride", at: place))
    }

    /// All numbers, element after element.
    /// - Parameter takesWholeNumbersAsParts: whether integers stand for parts of one although the file does not say so,
    ///   as colours do.
    /// - Throws: `.notFinite`, `.malformed` for another width than wanted.
    func floats(
        width wanted: ClosedRange<Int>, takesWholeNumbersAsParts: Bool = false
    ) throws(ModelFileError) -> [Float] {
        guard wanted.contains(width) else {
            throw ModelFileError(document.name, at: place, .malformed("its elements have \(width) numbers"))
        }
        let isNormalized = isNormalized || takesWholeNumbersAsParts
        var result: [Float] = []
        if let start {
            result.reserveCapacity(count * width)
            for element in 0..<count {
                for part in 0..<width { result.append(number(start + element * stride, part, isNormalized)) }
            }
        } else {
            result = [Float](repeating: 0, count: count * width)
        }
        if let substitutes {
            for (rank, position) in substitutes.positions.enumerated() {
                for part in 0..<width {
                    result[position * width + part] = number(
                        substitutes.start + rank * width * component.size, part, isNormalized)
                }
            }
        }
        guard result.allSatisfy({ $0.isFinite && abs($0) <= document.limits.maximumCoordinate }) else {
            throw ModelFileError(document.name, at: place, .notFinite("an element"))
        }
        return result
    }

    /// Indices of vertices.
    /// - Throws: `.outOfRange`; `.malformed` for another type than glTF allows.
    func indices(vertexCount: Int) throws(ModelFileError) -> [UInt32] {
        guard width == 1, component.isIndex else {
            throw ModelFileError(document.name, at: place, .malformed("it holds no indices"))
        }
        var result = [UInt32](repeating: 0, count: count)
        if let start {
            for element in 0..<count { result[element] = component.bits(document.bytes, start + element * stride) }
        }
        if let substitutes {
            for (rank, position) in substitutes.positions.enumerated() {
                result[position] = component.bits(document.bytes, substitutes.start + rank * component.size)
            }
        }
        if let index = result.first(where: { Int($0) >= vertexCount }) {
            throw ModelFileError(
                document.name, at: place, .outOfRange("vertex", index: Int(index), count: vertexCount))
        }
        return result
    }

    private func number(_ element: Int, _ part: Int, _ isNormalized: Bool) -> Float {
        component.number(document.bytes, element + part * component.size, isNormalized: isNormalized)
    }
}
