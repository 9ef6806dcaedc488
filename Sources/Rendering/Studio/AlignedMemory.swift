/// Uninitialised memory that begins with a line of the processor's cache, so that none of its vectors crosses one.
enum AlignedMemory {
    static func allocate<Element: BitwiseCopyable>(
        _ type: Element.Type, count: Int
    ) -> UnsafeMutablePointer<Element> {
        let capacity = max(count, 1)
        return UnsafeMutableRawPointer.allocate(byteCount: capacity * MemoryLayout<Element>.stride, alignment: 64)
            .bindMemory(to: type, capacity: capacity)
    }

    static func deallocate<Element>(_ memory: UnsafeMutablePointer<Element>) {
        UnsafeMutableRawPointer(memory).deallocate()
    }
}
