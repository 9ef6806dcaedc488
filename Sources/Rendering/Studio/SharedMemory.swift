/// Memory that many threads write.
///
/// `@unchecked Sendable` is sound where it is used: each iteration of a `concurrentPerform` writes elements of its own,
/// and the call returns, inside the memory's lifetime, only after all of them are done.
struct SharedMemory<Element: BitwiseCopyable>: @unchecked Sendable {
    let base: UnsafeMutablePointer<Element>

    init(_ base: UnsafeMutablePointer<Element>) {
        self.base = base
    }
}
