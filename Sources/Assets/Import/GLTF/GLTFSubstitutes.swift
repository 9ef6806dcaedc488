import JSON

/// Elements that stand in the places of others: the sparse part of an accessor (glTF 2.0, section 3.6.2.3).
struct GLTFSubstitutes {
    /// Whose places they take, rising.
    let positions: [Int]
    /// Where the first lies in the file; they lie side by side.
    let start: Int

    /// The sparse part of an accessor; nil where it has none.
    /// - Parameters:
    ///   - count: how many elements the accessor has.
    ///   - size: bytes of an element.
    /// - Throws: `ModelFileError`.
    init?(
        accessor entry: JSONValue, count: Int, size: Int, in document: GLTFDocument, at place: String
    ) throws(ModelFileError) {
        guard let sparse = entry["sparse"] else { return nil }
        func fault(_ reason: ModelFileError.Reason) -> ModelFileError {
            ModelFileError(document.name, at: place, reason)
        }
        guard let number = try document.index(sparse, "count", at: place), (1...count).contains(number) else {
            throw fault(.malformed("its sparse elements are none, or more than it has"))
        }
        let indices = sparse["indices"] ?? [:]
        guard let component = (indices["componentType"]?.integerValue).flatMap(GLTFComponent.init), component.isIndex
        else { throw fault(.malformed("its sparse indices are of no type for indices")) }
        let first = try Self.start(indices, number * component.size, document, place)
        start = try Self.start(sparse["values"] ?? [:], number * size, document, place)
        var positions: [Int] = []
        positions.reserveCapacity(number)
        for index in 0..<number {
            let position = Int(component.bits(document.bytes, first + index * component.size))
            guard position < count else { throw fault(.outOfRange("element", index: position, count: count)) }
            guard positions.last.map({ $0 < position }) ?? true else {
                throw fault(.malformed("its sparse indices do not rise"))
            }
            positions.append(position)
        }
        self.positions = positions
    }

    /// Where so many bytes begin in the file.
    private static func start(
        _ part: JSONValue, _ byteCount: Int, _ document: GLTFDocument, _ place: String
    ) throws(ModelFileError) -> Int {
        guard let view = try document.index(part, "bufferView", at: place) else {
            throw ModelFileError(document.name, at: place, .malformed("its sparse data have no buffer view"))
        }
        let range = try GLTFAccessor.view(view, in: document).range
        let offset = try document.index(part, "byteOffset", at: place) ?? 0
        guard offset + byteCount <= range.count else { throw ModelFileError(document.name, at: place, .truncated) }
        return range.lowerBound + offset
    }
}
