// @unchecked: the memory is written only inside `init(byteCount:fill:)`, before any other reference to the
// object exists, and is released only in deinit, after the last one; in between it is only read.
/// Bytes that stay in place and unchanged for as long as anyone holds them: a mapped file or memory
/// filled once at the start.
public final class ByteStorage: @unchecked Sendable {
    private let base: UnsafeRawPointer
    private let release: @Sendable (UnsafeRawPointer, Int) -> Void
    private let forget: (@Sendable (UnsafeRawPointer, Int) -> Void)?
    /// How many bytes there are.
    public let byteCount: Int

    /// Takes over memory that nobody writes any more.
    /// - Parameters:
    ///   - release: gives the memory back; called once.
    ///   - forget: lets a part of the memory go that comes back, unchanged, when it is read again, as pages of a
    ///     mapped file do; nil where none can.
    public init(
        adopting base: UnsafeRawPointer, byteCount: Int,
        release: @escaping @Sendable (UnsafeRawPointer, Int) -> Void,
        forget: (@Sendable (UnsafeRawPointer, Int) -> Void)? = nil
    ) {
        self.base = base
        self.byteCount = byteCount
        self.release = release
        self.forget = forget
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
        self.forget = nil
    }

    deinit { release(base, byteCount) }

    /// Tells that a part will hardly be read again, so that a mapped file's pages need not stay in memory.
    /// - Precondition: the range lies within the storage.
    func forget(_ range: Range<Int>) {
        precondition(range.lowerBound >= 0 && range.upperBound <= byteCount)
        forget?(base + range.lowerBound, range.count)
    }

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
