/// Functions of each number by itself.
enum Elementwise {
    private static let tile = 8192

    /// Replaces each number, tiles in parallel.
    /// - Parameter cost: about how many additions the function takes.
    @inline(__always)
    static func apply(_ x: inout Tensor, cost: Int, _ function: (Float) -> Float) {
        let count = x.values.count
        withoutActuallyEscaping(function) { function in
            x.values.withUnsafeMutableBufferPointer { buffer in
                guard let base = buffer.baseAddress else { return }
                Parallel.forEach((count + tile - 1) / tile, work: count * cost) { index in
                    for position in index * tile..<min((index + 1) * tile, count) {
                        base[position] = function(base[position])
                    }
                }
            }
        }
    }
}
