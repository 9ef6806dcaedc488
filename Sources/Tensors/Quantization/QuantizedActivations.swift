import CKernels

/// Rows of activations as 8-bit blocks of 32 with a scale each, for products with a `PackedMatrix`.
struct QuantizedActivations {
    private let values: [Int8]
    private let scales: [Float]
    private let offsets: [Int32]
    private let rows: Int
    private let columns: Int

    /// Quantises rows x columns numbers for products with this format, many rows in parallel.
    init(
        _ x: UnsafePointer<Float>, rows: Int, columns: Int, for format: PackedFormat, using set: InstructionSet
    ) {
        self.rows = rows
        self.columns = columns
        let block = Int(CK_PACKED_BLOCK)
        let blocks = (columns + block - 1) / block
        let step = ck_offsets_per_block(format.kernelFormat)
        var scales: [Float] = []
        var offsets: [Int32] = []
        values = [Int8](unsafeUninitializedCapacity: rows * blocks * block) { values, valueCount in
            scales = [Float](unsafeUninitializedCapacity: rows * blocks) { scales, scaleCount in
                offsets = [Int32](unsafeUninitializedCapacity: rows * blocks * step) { offsets, offsetCount in
                    if let values = values.baseAddress, let scales = scales.baseAddress,
                        let offsets = offsets.baseAddress
                    {
                        let chunk = 16
                        Parallel.forEach((rows + chunk - 1) / chunk, work: rows * columns) { index in
                            let row = index * chunk
                            ck_quantize_rows(
                                set.kernelSet, format.kernelFormat, x + row * columns, min(chunk, rows - row),
                                columns, values + row * blocks * block, scales + row * blocks,
                                offsets + row * blocks * step)
                        }
                    }
                    offsetCount = rows * blocks * step
                }
                scaleCount = rows * blocks
            }
            valueCount = rows * blocks * block
        }
        self.scales = scales
        self.offsets = offsets
    }

    /// The kernels' view of the rows, for the time of the call.
    func withKernelView<Result>(_ body: (ck_activations) -> Result) -> Result {
        values.withUnsafeBufferPointer { values in
            scales.withUnsafeBufferPointer { scales in
                offsets.withUnsafeBufferPointer { offsets in
                    body(
                        ck_activations(
                            values: values.baseAddress, scales: scales.baseAddress,
                            offsets: offsets.baseAddress, rows: rows, columns: columns))
                }
            }
        }
    }
}
