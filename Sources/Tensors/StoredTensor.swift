import CKernels

/// Weights as they are stored: a shape, an element type and a place in some `ByteStorage`.
public struct StoredTensor: Sendable {
    /// The extent of each axis, outermost first.
    public let shape: [Int]
    /// How the elements are written.
    public let elementType: ElementType
    private let storage: ByteStorage
    private let byteOffset: Int

    /// Elements at an offset of some storage. Where they are not aligned to their size, they are copied.
    /// - Returns: nil if the shape is negative or overflows, its rows are not whole blocks, or its elements
    ///   do not lie within the storage.
    public init?(shape: [Int], elementType: ElementType, storage: ByteStorage, byteOffset: Int) {
        guard let count = Self.elementCount(shape) else { return nil }
        guard (shape.last ?? 1) % elementType.blockLength == 0,
            let byteCount = elementType.byteCount(of: count), byteOffset >= 0,
            byteCount <= storage.byteCount, byteOffset <= storage.byteCount - byteCount
        else { return nil }
        self.shape = shape
        self.elementType = elementType
        let isAligned = storage.withUnsafeBytes { bytes in
            bytes.baseAddress.map { Int(bitPattern: $0 + byteOffset) % elementType.alignment == 0 } ?? true
        }
        if isAligned {
            self.storage = storage
            self.byteOffset = byteOffset
        } else {
            self.storage = ByteStorage(byteCount: byteCount) { target in
                storage.withUnsafeBytes {
                    target.copyMemory(
                        from: UnsafeRawBufferPointer(rebasing: $0[byteOffset..<byteOffset + byteCount]))
                }
            }
            self.byteOffset = 0
        }
    }

    /// F32 elements that `fill` writes completely.
    public init(
        shape: [Int], fill: (UnsafeMutableBufferPointer<Float>) throws -> Void
    ) rethrows {
        let count = Self.elementCount(shape) ?? 0
        self.shape = shape
        elementType = .float32
        byteOffset = 0
        storage = try ByteStorage(byteCount: count * 4) { try fill($0.bindMemory(to: Float.self)) }
    }

    /// The product of a shape; nil if an extent is negative or the product overflows.
    public static func elementCount(_ shape: [Int]) -> Int? {
        var count = 1
        for extent in shape {
            guard extent >= 0 else { return nil }
            let (product, overflow) = count.multipliedReportingOverflow(by: extent)
            guard !overflow else { return nil }
            count = product
        }
        return count
    }

    /// How many elements there are.
    public var count: Int { shape.reduce(1, *) }

    /// Where the elements begin, as long as the tensor or a copy of it lives.
    package var address: UnsafeRawPointer { storage.address + byteOffset }

    /// The stored bytes, for the time of the call.
    public func withUnsafeBytes<Result, Failure: Error>(
        _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        let byteCount = count / elementType.blockLength * elementType.blockByteCount
        return try storage.withUnsafeBytes { bytes throws(Failure) in
            try body(UnsafeRawBufferPointer(rebasing: bytes[byteOffset..<byteOffset + byteCount]))
        }
    }

    /// Tells that the stored bytes will hardly be read again, as after repacking them: pages of a mapped file need
    /// not stay in memory.
    package func forget() { forget(0..<count) }

    /// Tells that a range of elements will hardly be read again.
    /// - Precondition: the range lies within the tensor and holds whole blocks.
    func forget(_ range: Range<Int>) {
        let (length, bytes) = (elementType.blockLength, elementType.blockByteCount)
        precondition(range.lowerBound >= 0 && range.upperBound <= count)
        storage.forget(
            byteOffset + range.lowerBound / length * bytes..<byteOffset + range.upperBound / length * bytes)
    }

    /// Converts a range of elements to F32.
    /// - Precondition: the range lies within the tensor and holds whole blocks.
    package func widen(
        _ range: Range<Int>, into target: UnsafeMutablePointer<Float>, using set: InstructionSet = .best
    ) {
        let length = elementType.blockLength
        precondition(range.lowerBound >= 0 && range.upperBound <= count)
        precondition(range.lowerBound % length == 0 && range.count % length == 0)
        withUnsafeBytes { bytes in
            guard let base = bytes.baseAddress, !range.isEmpty else { return }
            let start = base + range.lowerBound / length * elementType.blockByteCount
            if let type = elementType.kernelType {
                ck_widen(set.kernelSet, type, start, target, range.count)
            } else if let type = elementType.blockType {
                ck_dequantize(type, start, target, range.count / length)
            }
        }
    }

    /// All elements as F32.
    public func floats() -> [Float] {
        [Float](unsafeUninitializedCapacity: count) { buffer, initialized in
            if let base = buffer.baseAddress { widen(0..<count, into: base) }
            initialized = count
        }
    }

    /// A copy of tensors of one element type one after another along the first axis.
    /// - Returns: nil if the types or the other axes differ, or there is none.
    package init?(joining parts: [StoredTensor]) {
        guard let first = parts.first, !first.shape.isEmpty,
            parts.allSatisfy({ $0.elementType == first.elementType && $0.shape.dropFirst() == first.shape.dropFirst() }
            ),
            let byteCount = first.elementType.byteCount(of: parts.reduce(0) { $0 + $1.count })
        else { return nil }
        let copy = ByteStorage(byteCount: byteCount) { target in
            var place = 0
            for part in parts {
                part.withUnsafeBytes { source in
                    UnsafeMutableRawBufferPointer(rebasing: target[place..<place + source.count]).copyMemory(
                        from: source)
                    place += source.count
                }
            }
        }
        self.init(
            shape: [parts.reduce(0) { $0 + $1.shape[0] }] + first.shape.dropFirst(), elementType: first.elementType,
            unchecked: copy, byteOffset: 0)
    }

    /// A copy of the rows of a matrix at these indices, in this order.
    /// - Precondition: two axes, and every index lies within the first.
    package func gatheringRows(_ indices: [Int]) -> StoredTensor {
        precondition(shape.count == 2 && indices.allSatisfy { (0..<shape[0]).contains($0) })
        let rowBytes = shape[1] / elementType.blockLength * elementType.blockByteCount
        let copy = ByteStorage(byteCount: indices.count * rowBytes) { target in
            withUnsafeBytes { source in
                for (place, row) in indices.enumerated() {
                    UnsafeMutableRawBufferPointer(rebasing: target[place * rowBytes..<(place + 1) * rowBytes])
                        .copyMemory(
                            from: UnsafeRawBufferPointer(rebasing: source[row * rowBytes..<(row + 1) * rowBytes]))
                }
            }
        }
        return StoredTensor(
            shape: [indices.count, shape[1]], elementType: elementType, unchecked: copy, byteOffset: 0)
    }

    private init(shape: [Int], elementType: ElementType, unchecked storage: ByteStorage, byteOffset: Int) {
        self.shape = shape
        self.elementType = elementType
        self.storage = storage
        self.byteOffset = byteOffset
    }

    /// The same elements under another shape.
    /// - Returns: nil if the number of elements differs.
    public func reshaped(_ shape: [Int]) -> StoredTensor? {
        guard Self.elementCount(shape) == count else { return nil }
        return StoredTensor(
            shape: shape, elementType: elementType, storage: storage, byteOffset: byteOffset)
    }
}
