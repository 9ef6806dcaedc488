// @unchecked: the memory is written only inside `init(byteCount:fill:)`, before any other reference to the
// object exists, and is released only in deinit, after the last one; in between it is only read.
/// Bytes that stay in place and unchanged for as long as anyone holds them: a mapped file or memory
/// filled once at the start.
public final class ByteStorage: @unchecked Sendable {
    private let base: UnsafeRawPointer
    private let release: @Sendable (UnsafeRawPointer, Int) -> Void
    /// How many bytes there are.
    public let byteCount: Int

    /// Takes over memory that nobody writes any more.
    /// - Parameter release: gives the memory back; called once.
    public init(
        adopting base: UnsafeRawPointer, byteCount: Int,
        release: @escaping @Sendable (UnsafeRawPointer, Int) -> Void
    ) {
        self.base = base
        self.byteCount = byteCount
        self.release = release
    }

    /// Allocates memory, aligned for vectors, and lets `fill` write it.
    public init(byteCount: Int, fill: (UnsafeMutableRawBufferPointer) throws -> Void) rethrows {
        let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: max(byteCount, 1), alignment: 64)
        do {
            try fill(UnsafeMutableRawBufferPointer(rebasing: memory[..<byteCount]))
        } catch {
            memory.deallocate()
            throw error
        }
        // A non-empty allocation always has a base address.
        self.base = UnsafeRawPointer(memory.baseAddress.unsafelyUnwrapped)
        self.byteCount = byteCount
        self.release = { pointer, _ in pointer.deallocate() }
    }

    deinit { release(base, byteCount) }

    /// Where the bytes begin, as long as the object lives.
    package var address: UnsafeRawPointer { base }

    /// The bytes, for the time of the call.
    public func withUnsafeBytes<Result, Failure: Error>(
        _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        defer { withExtendedLifetime(self) {} }
        return try body(UnsafeRawBufferPointer(start: base, count: byteCount))
    }
}
