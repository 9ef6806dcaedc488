/// Uninitialised memory that is kept from picture to picture and grows where one needs more.
struct GrowingMemory<Element: BitwiseCopyable> {
    private(set) var base: UnsafeMutablePointer<Element>
    private(set) var capacity: Int

    init(capacity: Int = 0) {
        self.capacity = max(capacity, 1)
        base = AlignedMemory.allocate(Element.self, count: self.capacity)
    }

    /// Makes room for this many elements; what the memory holds is lost where it grows.
    mutating func reserve(_ count: Int) {
        guard count > capacity else { return }
        AlignedMemory.deallocate(base)
        capacity = count + count / 4
        base = AlignedMemory.allocate(Element.self, count: capacity)
    }

    /// Makes room for this many elements and keeps the first `used` ones.
    mutating func reserve(_ count: Int, keeping used: Int) {
        guard count > capacity else { return }
        let old = base
        capacity = count + count / 2
        base = AlignedMemory.allocate(Element.self, count: capacity)
        base.initialize(from: old, count: used)
        AlignedMemory.deallocate(old)
    }

    func deallocate() { AlignedMemory.deallocate(base) }
}
