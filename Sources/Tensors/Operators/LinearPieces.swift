import CKernels
import COpenBLAS

/// The work of some linear maps of the same rows, cut into ranges of outputs that run in parallel.
///
/// A piece is some units of `unitOutputs` outputs; it may end one map and begin the next. What it needs is laid out
/// beforehand as plain addresses, so that a step of decoding, which is a row of short products, counts no references
/// and makes no arrays.
struct LinearPieces {
    private enum Kernel {
        /// Packed weights and 8-bit activations.
        case packed(ck_packed_format, ck_activations)
        /// BF16 weights and activations.
        case narrowed(UnsafePointer<UInt16>)
        /// The weights as they are, for few rows.
        case direct(ck_element_type)
        /// The weights converted to F32 tile by tile, for the matrix product of OpenBLAS.
        case widened(ck_element_type)
    }

    private struct Part {
        let kernel: Kernel
        let weights: UnsafeRawPointer
        let bias: UnsafePointer<Float>?
        let outputs: Int
        /// Where the first row's first output goes.
        let target: UnsafeMutablePointer<Float>
        let units: Range<Int>
    }

    private let maps: [Linear]
    private let x: UnsafePointer<Float>
    private let rows: Int
    private let inputs: Int
    /// From one row of outputs to the next.
    private let stride: Int
    private let set: InstructionSet
    private var parts: [Part] = []
    private var activations: [(format: PackedFormat, rows: QuantizedActivations)] = []
    private var narrowed: UnsafeMutablePointer<UInt16>?
    private var units = 0
    private var work = 0
    private var usesLibrary = false

    /// Up to this many rows the kernels read the weights as they are, each row by itself.
    static let maximumKernelRows = 32
    /// How many F32 weights a converted tile holds at most (4 MiB).
    private static let tileCapacity = 1 << 20
    private static let unitOutputs = Int(CK_TILE_ROWS)

    /// Prepares maps whose outputs come to stand side by side in rows of `stride` numbers; `finish` must follow.
    init(
        _ maps: [Linear], x: UnsafePointer<Float>, rows: Int, target: UnsafeMutablePointer<Float>, stride: Int,
        set: InstructionSet
    ) {
        self.maps = maps
        self.x = x
        self.rows = rows
        self.stride = stride
        self.set = set
        inputs = maps.first?.inputs ?? 0
        var first = 0
        parts.reserveCapacity(maps.count)
        for map in maps {
            precondition(map.inputs == inputs, "the maps' inputs differ")
            let count = (map.outputs + Self.unitOutputs - 1) / Self.unitOutputs
            parts.append(
                Part(
                    kernel: kernel(of: map), weights: map.packed?.address ?? map.weight.address,
                    bias: map.biasAddress, outputs: map.outputs, target: target + first,
                    units: units..<units + count))
            units += count
            first += map.outputs
            work += rows * map.outputs * inputs
        }
    }

    private mutating func kernel(of map: Linear) -> Kernel {
        if let format = map.packed?.format {
            if !activations.contains(where: { $0.format == format }) {
                activations.append(
                    (format, QuantizedActivations(x, rows: rows, columns: inputs, for: format, using: set)))
            }
            let own = activations.first { $0.format == format }
            return .packed(format.kernelFormat, own?.rows.view ?? ck_activations())
        }
        if map.narrows(set) { return .narrowed(narrow()) }
        let type = map.weight.elementType.kernelType ?? CK_F32
        if rows <= Self.maximumKernelRows { return .direct(type) }
        usesLibrary = true
        return .widened(type)
    }

    private mutating func narrow() -> UnsafePointer<UInt16> {
        if let narrowed { return UnsafePointer(narrowed) }
        let columns = inputs
        let padded = ck_bfloat16_columns(columns)
        let target = UnsafeMutablePointer<UInt16>.allocate(capacity: max(rows * padded, 1))
        let chunk = 32
        let (x, rows) = (x, rows)
        Parallel.forEach((rows + chunk - 1) / chunk, work: rows * columns) { index in
            let row = index * chunk
            ck_narrow_rows(x + row * columns, min(chunk, rows - row), columns, target + row * padded)
        }
        narrowed = target
        return UnsafePointer(target)
    }

    /// Frees what was made of x.
    func finish() {
        for own in activations { own.rows.deallocate() }
        narrowed?.deallocate()
    }

    /// Computes all outputs.
    func run() { forEachPiece(of: units) { compute($0) } }

    /// For two maps, gate and up, with as many outputs: computes `silu(gate) ∘ up` in the place of the gate's outputs.
    func runGated() {
        guard parts.count == 2 else { return }
        let (gate, up) = (parts[0], parts[1])
        forEachPiece(of: gate.units.count) { range in
            let outputs = outputs(of: gate, range)
            let width = outputs.count
            withUnsafeTemporaryAllocation(of: Float.self, capacity: rows * width) { scratch in
                guard let raised = scratch.baseAddress else { return }
                compute(gate, range)
                // The kernels count outputs from the map's first.
                compute(up, range, target: raised - outputs.lowerBound, stride: width)
                for row in 0..<rows {
                    // Row by row: the kernel computes the end of a run in another way than its middle, and that must
                    // not depend on how many rows there are. Pieces end at whole vectors but for the last.
                    ck_silu_product(
                        set.kernelSet, gate.target + row * stride + outputs.lowerBound, raised + row * width, width)
                }
            }
        }
    }

    private func forEachPiece(of units: Int, _ body: (Range<Int>) -> Void) {
        // Some pieces a thread, more of great products: whoever comes late finds the others further on, and nobody
        // waits long for the last.
        let wanted = (usesLibrary ? 2 : min(max(4, work / 1_000_000), 16)) * Parallel.width
        let pieces = work < Parallel.minimumWork ? 1 : min(units, wanted)
        withExtendedLifetime(maps) {
            Parallel.forEach(pieces, work: work) { body(units * $0 / pieces..<units * ($0 + 1) / pieces) }
        }
    }

    private func compute(_ range: Range<Int>) {
        for part in parts {
            let own = part.units.clamped(to: range)
            guard !own.isEmpty else { continue }
            let first = part.units.lowerBound
            compute(part, own.lowerBound - first..<own.upperBound - first)
        }
    }

    private func outputs(of part: Part, _ units: Range<Int>) -> Range<Int> {
        units.lowerBound * Self.unitOutputs..<min(units.upperBound * Self.unitOutputs, part.outputs)
    }

    private func compute(
        _ part: Part, _ units: Range<Int>, target: UnsafeMutablePointer<Float>? = nil, stride: Int? = nil
    ) {
        let (target, stride) = (target ?? part.target, stride ?? self.stride)
        let outputs = outputs(of: part, units)
        switch part.kernel {
        case .packed(let format, var activations):
            ck_packed_linear(
                set.kernelSet, format, &activations, part.weights, part.outputs, units.lowerBound, units.upperBound,
                part.bias, target, stride)
        case .narrowed(let x):
            ck_bfloat16_linear(
                x, rows, inputs, part.weights.assumingMemoryBound(to: UInt16.self), outputs.lowerBound,
                outputs.upperBound, part.bias, target, stride)
        case .direct(let type):
            ck_linear(
                set.kernelSet, type, x, rows, inputs, part.weights, outputs.lowerBound, outputs.upperBound, part.bias,
                target, stride)
        case .widened(let type): multiply(part, type, outputs, target, stride)
        }
    }

    private func multiply(
        _ part: Part, _ type: ck_element_type, _ outputs: Range<Int>, _ target: UnsafeMutablePointer<Float>,
        _ stride: Int
    ) {
        let size = type == CK_F32 ? 4 : 2
        let step = max(Self.unitOutputs, Self.tileCapacity / max(inputs, 1))
        for first in Swift.stride(from: outputs.lowerBound, to: outputs.upperBound, by: step) {
            let count = min(step, outputs.upperBound - first)
            let weights = part.weights + first * inputs * size
            if type == CK_F32 {
                multiply(weights.assumingMemoryBound(to: Float.self), count, target + first, stride)
            } else {
                withUnsafeTemporaryAllocation(of: Float.self, capacity: count * inputs) { scratch in
                    guard let tile = scratch.baseAddress else { return }
                    ck_widen(set.kernelSet, type, weights, tile, count * inputs)
                    multiply(tile, count, target + first, stride)
                }
            }
            guard let bias = part.bias else { continue }
            for row in 0..<rows {
                for output in first..<first + count { target[row * stride + output] += bias[output] }
            }
        }
    }

    private func multiply(
        _ tile: UnsafePointer<Float>, _ count: Int, _ target: UnsafeMutablePointer<Float>, _ stride: Int
    ) {
        cblas_sgemm(
            CblasRowMajor, CblasNoTrans, CblasTrans, blasint(rows), blasint(count), blasint(inputs), 1, x,
            blasint(inputs), tile, blasint(inputs), 0, target, blasint(stride))
    }
}
