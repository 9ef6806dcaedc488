/// Uninitialised memory that is kept from picture to picture and grows where one needs more.
struct GrowingMemory<Element: BitwiseCopyable> {
    private(set) var base: UnsafeMutablePointer<Element>
    private(set) var capacity: Int

    init(capacity: Int = 0) {
        self.capacity = max(capacity, 1)
        base = .allocate(capacity: self.capacity)
    }

    /// Makes room for this many elements; what the memory holds is lost where it grows.
    mutating func reserve(_ count: Int) {
        guard count > capacity else { return }
        base.deallocate()
        capacity = count + count / 4
        base = .allocate(capacity: capacity)
    }

    func deallocate() { base.deallocate() }
}
