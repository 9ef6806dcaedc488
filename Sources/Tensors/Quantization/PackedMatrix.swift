import CKernels

/// Block-quantised weights in the order in which the kernels read them: tiles of 16 outputs, interleaved four
/// inputs at a time (see CQuantized.h). Rows and columns are padded to whole tiles and blocks.
public struct PackedMatrix: Sendable {
    /// How the weights are written.
    public let format: PackedFormat
    /// Rows of the matrix.
    public let outputs: Int
    /// Columns of the matrix.
    public let inputs: Int
    private let storage: ByteStorage
    private let byteOffset: Int

    /// What places of mapped matrices must be multiples of.
    public static let alignment = 64

    /// Quantises a matrix, tiles in parallel. What is not finite becomes 0. Mapped weights need not stay in memory.
    /// - Precondition: the matrix has two axes, and the format is one of `PackedFormat.quantizing`.
    public init(quantizing weights: StoredTensor, as format: PackedFormat) {
        precondition(weights.shape.count == 2 && PackedFormat.quantizing.contains(format))
        let (outputs, inputs) = (weights.shape[0], weights.shape[1])
        self.init(format: format, outputs: outputs, inputs: inputs, of: weights) { tile, target in
            let first = tile * Int(CK_TILE_ROWS)
            let rows = min(Int(CK_TILE_ROWS), outputs - first)
            withUnsafeTemporaryAllocation(of: Float.self, capacity: rows * inputs) { floats in
                guard let base = floats.baseAddress else { return }
                weights.widen(first * inputs..<(first + rows) * inputs, into: base)
                ck_quantize_tile(format.kernelFormat, base, outputs, inputs, tile, target)
            }
        }
    }

    /// Brings a matrix of GGUF's blocks into the kernels' order, tiles in parallel. Q6_K's scales are products that
    /// are rounded to F16; the other types stay exactly what they are. Mapped weights need not stay in memory.
    /// - Returns: nil if it has other than two axes or single numbers.
    public init?(repacking weights: StoredTensor) {
        guard weights.shape.count == 2, let type = weights.elementType.blockType else { return nil }
        let (outputs, inputs) = (weights.shape[0], weights.shape[1])
        self.init(format: PackedFormat(type), outputs: outputs, inputs: inputs, of: weights) { tile, target in
            weights.withUnsafeBytes { source in
                guard let base = source.baseAddress else { return }
                ck_pack_tile(type, base, outputs, inputs, tile, target)
            }
        }
    }

    /// A matrix that lies packed in some storage.
    /// - Returns: nil if it does not lie within the storage, or not at a multiple of `alignment`.
    public init?(format: PackedFormat, outputs: Int, inputs: Int, storage: ByteStorage, byteOffset: Int) {
        guard let count = Self.byteCount(format: format, outputs: outputs, inputs: inputs), byteOffset >= 0,
            count <= storage.byteCount, byteOffset <= storage.byteCount - count,
            storage.withUnsafeBytes({
                (Int(bitPattern: $0.baseAddress) + byteOffset) % Self.alignment == 0
            })
        else { return nil }
        self.format = format
        self.outputs = outputs
        self.inputs = inputs
        self.storage = storage
        self.byteOffset = byteOffset
    }

    /// Bytes that are written between two times of forgetting what they were made of.
    private static let slabByteCount = 16 << 20

    private init(
        format: PackedFormat, outputs: Int, inputs: Int, of weights: StoredTensor,
        writeTile: (Int, UnsafeMutableRawPointer) -> Void
    ) {
        self.format = format
        self.outputs = outputs
        self.inputs = inputs
        byteOffset = 0
        let tileBytes = ck_packed_tile_bytes(format.kernelFormat, inputs)
        let tiles = Self.tileCount(outputs)
        storage = ByteStorage(byteCount: tiles * tileBytes) { bytes in
            guard let base = bytes.baseAddress else { return }
            // Slab by slab, so that a mapped matrix is never whole in memory beside its packed form.
            let step = max(1, Self.slabByteCount / max(1, tileBytes))
            for first in stride(from: 0, to: tiles, by: step) {
                let count = min(step, tiles - first)
                Parallel.forEach(count, work: count * Int(CK_TILE_ROWS) * inputs * 4) {
                    writeTile(first + $0, base + (first + $0) * tileBytes)
                }
                let rows = first * Int(CK_TILE_ROWS)..<min(outputs, (first + count) * Int(CK_TILE_ROWS))
                weights.forget(rows.lowerBound * inputs..<rows.upperBound * inputs)
            }
        }
    }

    private static func tileCount(_ outputs: Int) -> Int {
        (outputs + Int(CK_TILE_ROWS) - 1) / Int(CK_TILE_ROWS)
    }

    var tiles: Int { Self.tileCount(outputs) }

    /// Bytes of a matrix; nil if its sides are not positive or the product overflows.
    public static func byteCount(format: PackedFormat, outputs: Int, inputs: Int) -> Int? {
        guard (1...1 << 40).contains(outputs), (1...1 << 40).contains(inputs) else { return nil }
        let (count, overflow) = tileCount(outputs).multipliedReportingOverflow(
            by: ck_packed_tile_bytes(format.kernelFormat, inputs))
        return overflow ? nil : count
    }

    /// Bytes of this matrix.
    public var byteCount: Int { tiles * ck_packed_tile_bytes(format.kernelFormat, inputs) }

    /// Where the first tile begins, as long as the matrix or a copy of it lives.
    package var address: UnsafeRawPointer { storage.address + byteOffset }

    /// The packed bytes, for the time of the call.
    public func withUnsafeBytes<Result, Failure: Error>(
        _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        let count = byteCount
        return try storage.withUnsafeBytes { bytes throws(Failure) in
            try body(UnsafeRawBufferPointer(rebasing: bytes[byteOffset..<byteOffset + count]))
        }
    }

    /// All weights as F32, row-major, without the padding.
    public func floats() -> [Float] {
        [Float](unsafeUninitializedCapacity: outputs * inputs) { buffer, initialized in
            withUnsafeBytes { packed in
                guard let base = packed.baseAddress, let target = buffer.baseAddress else { return }
                for row in 0..<outputs {
                    ck_unpack_row(format.kernelFormat, base, inputs, row, target + row * inputs)
                }
            }
            initialized = outputs * inputs
        }
    }
}
