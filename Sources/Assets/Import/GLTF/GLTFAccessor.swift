import JSON

/// Typed numbers in the binary chunk (glTF 2.0, section 3.6). Sparse accessors are not read.
struct GLTFAccessor {
    /// How many elements there are.
    let count: Int
    /// Numbers in an element: 1 for a scalar, 3 for a vector of three.
    let width: Int
    private let component: Component
    private let isNormalized: Bool
    /// Where the first element lies in the file; nil where all elements are zero.
    private let start: Int?
    private let stride: Int
    private let document: GLTFDocument
    private let place: String

    private enum Component: Int {
        case int8 = 5120
        case uint8 = 5121
        case int16 = 5122
        case uint16 = 5123
        case uint32 = 5125
        case float = 5126

        var size: Int {
            switch self {
            case .int8, .uint8: 1
            case .int16, .uint16: 2
            case .uint32, .float: 4
            }
        }
    }

    private static let widths = ["SCALAR": 1, "VEC2": 2, "VEC3": 3, "VEC4": 4]

    /// Checks that every element lies within the binary chunk.
    /// - Throws: `ModelFileError`.
    init(_ index: Int, in document: GLTFDocument, limit: Int) throws(ModelFileError) {
        let place = "accessor \(index)"
        let name = document.name
        let entry = try document.entry("accessors", index)
        guard entry["sparse"] == nil else { throw ModelFileError(name, at: place, .unsupported("sparse data")) }
        guard let component = (entry["componentType"]?.integerValue).flatMap(Component.init),
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
        self.count = count
        self.width = width
        self.component = component
        self.isNormalized = entry["normalized"]?.boolValue ?? false
        self.start = start
        self.stride = stride
        self.document = document
        self.place = place
    }

    /// Where a buffer view lies in the file, and the stride that it declares.
    /// - Throws: `ModelFileError`.
    static func view(
        _ index: Int, in document: GLTFDocument
    ) throws(ModelFileError) -> (range: Range<Int>, stride: Int?) {
        let place = "buffer view \(index)"
        let entry = try document.entry("bufferViews", index)
        let buffer = try document.index(entry, "buffer", at: place) ?? 0
        guard buffer == 0, try document.entry("buffers", 0)["uri"] == nil else {
            throw ModelFileError(document.name, at: place, .unsupported("a buffer outside of the file"))
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
    /// - Throws: `.notFinite`, `.malformed` for another width than wanted.
    func floats(width wanted: ClosedRange<Int>) throws(ModelFileError) -> [Float] {
        guard wanted.contains(width) else {
            throw ModelFileError(document.name, at: place, .malformed("its elements have \(width) numbers"))
        }
        guard let start else { return [Float](repeating: 0, count: count * width) }
        var result: [Float] = []
        result.reserveCapacity(count * width)
        for element in 0..<count {
            for part in 0..<width { result.append(value(start + element * stride + part * component.size)) }
        }
        guard result.allSatisfy({ $0.isFinite && abs($0) <= document.limits.maximumCoordinate }) else {
            throw ModelFileError(document.name, at: place, .notFinite("an element"))
        }
        return result
    }

    /// Indices of vertices.
    /// - Throws: `.outOfRange`; `.malformed` for another type than glTF allows.
    func indices(vertexCount: Int) throws(ModelFileError) -> [UInt32] {
        guard width == 1, [.uint8, .uint16, .uint32].contains(component) else {
            throw ModelFileError(document.name, at: place, .malformed("it holds no indices"))
        }
        guard let start else { return [UInt32](repeating: 0, count: count) }
        var result: [UInt32] = []
        result.reserveCapacity(count)
        for element in 0..<count {
            let index = word(start + element * stride, component.size)
            guard Int(index) < vertexCount else {
                throw ModelFileError(
                    document.name, at: place, .outOfRange("vertex", index: Int(index), count: vertexCount))
            }
            result.append(index)
        }
        return result
    }

    private func word(_ offset: Int, _ size: Int) -> UInt32 {
        (0..<size).reduce(UInt32(0)) { $0 | UInt32(document.bytes[offset + $1]) << (8 * UInt32($1)) }
    }

    /// A component as a number; normalized integers by the specification's formulas.
    private func value(_ offset: Int) -> Float {
        let bits = word(offset, component.size)
        switch component {
        case .float: return Float(bitPattern: bits)
        case .uint32: return Float(bits)
        case .uint8: return isNormalized ? Float(bits) / 255 : Float(bits)
        case .uint16: return isNormalized ? Float(bits) / 65_535 : Float(bits)
        case .int8:
            let number = Float(Int8(truncatingIfNeeded: bits))
            return isNormalized ? max(number / 127, -1) : number
        case .int16:
            let number = Float(Int16(truncatingIfNeeded: bits))
            return isNormalized ? max(number / 32_767, -1) : number
        }
    }
}
