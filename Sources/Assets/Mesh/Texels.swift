/// The texels of a texture: in memory, or where they lie in a file of this program's own that is mapped.
///
/// `@unchecked Sendable` is sound: they are only read, and what they lie in is kept as long as they are.
public struct Texels: RandomAccessCollection, Hashable, @unchecked Sendable {
    private let elements: UnsafeBufferPointer<UInt32>
    private let owner: AnyObject

    private final class Memory {
        let elements: UnsafeMutableBufferPointer<UInt32>

        init(_ values: [UInt32]) {
            elements = .allocate(capacity: values.count)
            _ = elements.initialize(from: values)
        }

        deinit { elements.deallocate() }
    }

    /// A copy of these.
    public init(_ values: [UInt32]) {
        let memory = Memory(values)
        elements = UnsafeBufferPointer(memory.elements)
        owner = memory
    }

    /// Those that lie in memory that `owner` keeps.
    init(_ elements: UnsafeBufferPointer<UInt32>, keptBy owner: AnyObject) {
        self.elements = elements
        self.owner = owner
    }

    public var startIndex: Int { 0 }
    public var endIndex: Int { elements.count }
    public subscript(index: Int) -> UInt32 { elements[index] }

    /// Calls `body` with all of them.
    public func withContiguousStorageIfAvailable<Result>(
        _ body: (UnsafeBufferPointer<UInt32>) throws -> Result
    ) rethrows -> Result? {
        try withExtendedLifetime(owner) { try body(elements) }
    }

    /// Calls `body` with all of them.
    public func withUnsafeBufferPointer<Result>(
        _ body: (UnsafeBufferPointer<UInt32>) throws -> Result
    ) rethrows -> Result {
        try withExtendedLifetime(owner) { try body(elements) }
    }

    public static func == (left: Texels, right: Texels) -> Bool {
        left.elements.baseAddress == right.elements.baseAddress && left.count == right.count
            || left.elements.elementsEqual(right.elements)
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(count)
        hasher.combine(bytes: UnsafeRawBufferPointer(elements))
    }
}
