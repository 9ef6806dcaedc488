import CKernels

/// Rows of activations as 8-bit blocks of 32 with a scale each, for products with a `PackedMatrix`.
struct QuantizedActivations {
    /// The kernels' view of the rows, until `deallocate`.
    let view: ck_activations
    private let memory: UnsafeMutableRawPointer

    /// Quantises rows x columns numbers for products with this format, many rows in parallel. `deallocate` must
    /// follow.
    init(
        _ x: UnsafePointer<Float>, rows: Int, columns: Int, for format: PackedFormat, using set: InstructionSet
    ) {
        let format = format.kernelFormat
        let block = Int(CK_PACKED_BLOCK)
        let blocks = (columns + block - 1) / block
        let step = ck_offsets_per_block(format)
        let count = rows * blocks
        memory = .allocate(byteCount: max(count * (block + 4 + 4 * step), 1), alignment: 16)
        let values = memory.bindMemory(to: Int8.self, capacity: count * block)
        let scales = (memory + count * block).bindMemory(to: Float.self, capacity: count)
        let offsets = (memory + count * (block + 4)).bindMemory(to: Int32.self, capacity: count * step)
        let chunk = 16
        Parallel.forEach((rows + chunk - 1) / chunk, work: rows * columns) { index in
            let row = index * chunk
            ck_quantize_rows(
                set.kernelSet, format, x + row * columns, min(chunk, rows - row), columns,
                values + row * blocks * block, scales + row * blocks, offsets + row * blocks * step)
        }
        view = ck_activations(values: values, scales: scales, offsets: offsets, rows: rows, columns: columns)
    }

    func deallocate() { memory.deallocate() }
}
