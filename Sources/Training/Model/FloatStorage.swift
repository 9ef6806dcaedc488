/// Numbers in one run of memory, aligned for vectors; zeros at first.
final class FloatStorage {
    let base: UnsafeMutablePointer<Float>
    let count: Int

    init(count: Int) {
        let memory = UnsafeMutableRawPointer.allocate(byteCount: max(count, 1) * 4, alignment: 64)
        base = memory.bindMemory(to: Float.self, capacity: max(count, 1))
        base.initialize(repeating: 0, count: max(count, 1))
        self.count = count
    }

    deinit { base.deallocate() }

    /// Sets every number to zero.
    func clear() { base.update(repeating: 0, count: count) }

    /// A copy of some of the numbers.
    func array(_ range: Range<Int>) -> [Float] {
        Array(UnsafeBufferPointer(start: base + range.lowerBound, count: range.count))
    }
}
