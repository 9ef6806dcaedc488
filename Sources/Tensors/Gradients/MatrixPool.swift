/// Memory for the matrices of a step, which is used again for the next: fresh memory would be cleared by the
/// system page by page, and that costs as much as a pass over it.
package final class MatrixPool {
    /// A matrix whose memory goes back to the pool with the last reference.
    package final class Buffer {
        /// The matrix, dense; its numbers are whatever was there.
        package let matrix: Matrix
        fileprivate let block: Block
        fileprivate unowned let pool: MatrixPool

        fileprivate init(_ matrix: Matrix, _ block: Block, _ pool: MatrixPool) {
            self.matrix = matrix
            self.block = block
            self.pool = pool
        }

        deinit { pool.take(back: block) }
    }

    fileprivate struct Block {
        let base: UnsafeMutablePointer<Float>
        let capacity: Int
    }

    /// Blocks not in use, by rising capacity.
    private var free: [Block] = []
    private var usedFloats = 0
    private var freeFloats = 0
    private var greatestFloats = 0
    private var formerGreatestFloats = 0

    package init() {}

    deinit { for block in free { block.base.deallocate() } }

    /// The greatest number of bytes in use at once since `resetPeak`.
    package var peakBytes: Int { greatestFloats * 4 }

    /// Starts counting the peak anew.
    package func resetPeak() {
        formerGreatestFloats = greatestFloats
        greatestFloats = usedFloats
        evict(for: 0)
    }

    /// Gives back memory not in use until no more is held than the last two peaks, or what is wanted now, need.
    private func evict(for count: Int) {
        let limit = max(formerGreatestFloats, greatestFloats, usedFloats + count)
        while usedFloats + freeFloats + count > limit, let block = free.first {
            freeFloats -= block.capacity
            block.base.deallocate()
            free.removeFirst()
        }
    }

    /// A matrix of unspecified numbers.
    package func matrix(_ rows: Int, _ columns: Int) -> Buffer {
        let count = max(1, rows * columns)
        let place = free.firstIndex { $0.capacity >= count }
        let block: Block
        if let place, free[place].capacity <= count + count / 4 + 1024 {
            block = free.remove(at: place)
            freeFloats -= block.capacity
        } else {
            evict(for: count)
            let memory = UnsafeMutableRawPointer.allocate(byteCount: count * 4, alignment: 64)
            block = Block(base: memory.bindMemory(to: Float.self, capacity: count), capacity: count)
        }
        usedFloats += block.capacity
        greatestFloats = max(greatestFloats, usedFloats)
        return Buffer(Matrix(block.base, rows: rows, columns: columns), block, self)
    }

    fileprivate func take(back block: Block) {
        usedFloats -= block.capacity
        freeFloats += block.capacity
        let place = free.firstIndex { $0.capacity >= block.capacity } ?? free.count
        free.insert(block, at: place)
    }
}
