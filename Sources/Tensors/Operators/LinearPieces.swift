import CKernels
import COpenBLAS

/// The work of some linear maps of the same rows, cut into ranges of outputs.
struct LinearPieces {
    private struct Piece {
        let map: Int
        let outputs: Range<Int>
    }

    private let maps: [Linear]
    private let x: UnsafePointer<Float>
    private let rows: Int
    private let targets: [UnsafeMutablePointer<Float>]
    private let set: InstructionSet
    private var pieces: [Piece] = []
    /// For each map with packed weights, where its activations are.
    private var activationsOfMap: [Int?] = []
    private var activations: [QuantizedActivations] = []
    /// The rows rounded to bfloat16, for maps that are computed so.
    private var narrowed: [UInt16] = []
    private var work = 0

    /// Up to this many rows the kernels read the weights as they are; beyond it they are converted tile by
    /// tile for the matrix product of OpenBLAS.
    static let maximumKernelRows = 12
    /// How many F32 weights a converted tile holds at most (4 MiB).
    static let tileCapacity = 1 << 20

    init(
        _ maps: [Linear], x: UnsafePointer<Float>, rows: Int, targets: [UnsafeMutablePointer<Float>],
        set: InstructionSet
    ) {
        self.maps = maps
        self.x = x
        self.rows = rows
        self.targets = targets
        self.set = set
        if maps.contains(where: { $0.narrows(rows, set) }) {
            narrowed = Self.narrow(x, rows: rows, columns: maps[0].inputs)
        }
        var formats: [PackedFormat] = []
        for map in maps {
            work += rows * map.outputs * map.inputs
            guard let format = map.packed?.format else {
                activationsOfMap.append(nil)
                continue
            }
            if let index = formats.firstIndex(of: format) {
                activationsOfMap.append(index)
            } else {
                activationsOfMap.append(formats.count)
                formats.append(format)
                activations.append(
                    QuantizedActivations(x, rows: rows, columns: map.inputs, for: format, using: set))
            }
        }
        // Some pieces a thread: whoever wakes late finds the others further on, not waiting.
        let outputs = maps.reduce(0) { $0 + $1.outputs }
        let share = work < Parallel.minimumWork ? outputs : max(1, outputs / (4 * Parallel.width))
        for (index, map) in maps.enumerated() {
            precondition(map.inputs == maps[0].inputs, "the maps' inputs differ")
            let step = Self.step(map, rows: rows, share: share, set: set)
            for first in stride(from: 0, to: map.outputs, by: step) {
                pieces.append(Piece(map: index, outputs: first..<min(first + step, map.outputs)))
            }
        }
    }

    private static func narrow(_ x: UnsafePointer<Float>, rows: Int, columns: Int) -> [UInt16] {
        let padded = ck_bfloat16_columns(columns)
        return [UInt16](unsafeUninitializedCapacity: rows * padded) { target, count in
            if let target = target.baseAddress {
                let chunk = 32
                Parallel.forEach((rows + chunk - 1) / chunk, work: rows * columns) { index in
                    let row = index * chunk
                    ck_narrow_rows(x + row * columns, min(chunk, rows - row), columns, target + row * padded)
                }
            }
            count = rows * padded
        }
    }

    /// Outputs of one piece.
    private static func step(_ map: Linear, rows: Int, share: Int, set: InstructionSet) -> Int {
        if map.packed != nil || rows <= maximumKernelRows || map.narrows(rows, set) {
            return (share + 15) & ~15
        }
        let whole = (map.outputs + Parallel.width - 1) / Parallel.width
        return max(1, min((whole + 15) & ~15, max(16, tileCapacity / max(map.inputs, 1))))
    }

    func run() {
        Parallel.forEach(pieces.count, work: work) { index in
            let piece = pieces[index]
            let map = maps[piece.map]
            if let packed = map.packed, let place = activationsOfMap[piece.map] {
                multiply(activations[place], packed, piece)
            } else if rows <= Self.maximumKernelRows {
                multiplyFew(map.weight, piece)
            } else if map.narrows(rows, set) {
                multiplyNarrowed(map.weight, piece)
            } else {
                multiplyMany(map.weight, piece)
            }
        }
    }

    private func multiply(_ activations: QuantizedActivations, _ packed: PackedMatrix, _ piece: Piece) {
        let tile = Int(CK_TILE_ROWS)
        packed.withUnsafeBytes { weights in
            activations.withKernelView { view in
                withOptionalPointer(maps[piece.map].bias) { bias in
                    var view = view
                    ck_packed_linear(
                        set.kernelSet, packed.format.kernelFormat, &view, weights.baseAddress, packed.outputs,
                        piece.outputs.lowerBound / tile, (piece.outputs.upperBound + tile - 1) / tile, bias,
                        targets[piece.map], packed.outputs)
                }
            }
        }
    }

    private func multiplyFew(_ weight: StoredTensor, _ piece: Piece) {
        guard let type = weight.elementType.kernelType else { return }
        weight.withUnsafeBytes { weights in
            withOptionalPointer(maps[piece.map].bias) { bias in
                ck_linear(
                    set.kernelSet, type, x, rows, weight.shape[1], weights.baseAddress,
                    piece.outputs.lowerBound, piece.outputs.upperBound, bias, targets[piece.map],
                    weight.shape[0])
            }
        }
    }

    private func multiplyNarrowed(_ weight: StoredTensor, _ piece: Piece) {
        weight.withUnsafeBytes { weights in
            guard let base = weights.baseAddress else { return }
            withOptionalPointer(maps[piece.map].bias) { bias in
                narrowed.withUnsafeBufferPointer { x in
                    ck_bfloat16_linear(
                        x.baseAddress, rows, weight.shape[1], base.assumingMemoryBound(to: UInt16.self),
                        piece.outputs.lowerBound, piece.outputs.upperBound, bias, targets[piece.map],
                        weight.shape[0])
                }
            }
        }
    }

    private func multiplyMany(_ weight: StoredTensor, _ piece: Piece) {
        let (outputs, inputs) = (weight.shape[0], weight.shape[1])
        let (first, count) = (piece.outputs.lowerBound, piece.outputs.count)
        let target = targets[piece.map] + first
        if weight.elementType == .float32 {
            weight.withUnsafeBytes { weights in
                guard let base = weights.baseAddress else { return }
                let tile = base.assumingMemoryBound(to: Float.self) + first * inputs
                multiply(tile, count: count, inputs: inputs, into: target, stride: outputs)
            }
        } else {
            withUnsafeTemporaryAllocation(of: Float.self, capacity: count * inputs) { scratch in
                guard let tile = scratch.baseAddress else { return }
                weight.widen(first * inputs..<(first + count) * inputs, into: tile, using: set)
                multiply(tile, count: count, inputs: inputs, into: target, stride: outputs)
            }
        }
        guard let bias = maps[piece.map].bias else { return }
        for row in 0..<rows {
            for offset in 0..<count { target[row * outputs + offset] += bias[first + offset] }
        }
    }

    private func multiply(
        _ tile: UnsafePointer<Float>, count: Int, inputs: Int, into target: UnsafeMutablePointer<Float>,
        stride: Int
    ) {
        cblas_sgemm(
            CblasRowMajor, CblasNoTrans, CblasTrans, blasint(rows), blasint(count), blasint(inputs), 1, x,
            blasint(inputs), tile, blasint(inputs), 0, target, blasint(stride))
    }
}

/// The address of an optional array's elements, null when there is none.
func withOptionalPointer<Result>(
    _ values: [Float]?, _ body: (UnsafePointer<Float>?) throws -> Result
) rethrows -> Result {
    guard let values else { return try body(nil) }
    return try values.withUnsafeBufferPointer { try body($0.baseAddress) }
}
