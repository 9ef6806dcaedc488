/// Elements at an address that does not move, read without checks in the renderer's inner loops.
///
/// `@unchecked Sendable` is sound: the elements are trivial values, they are written only in `init` before anyone
/// else holds the array, and the memory lives as long as the array does.
final class FixedArray<Element: BitwiseCopyable>: @unchecked Sendable {
    let count: Int
    private let memory: UnsafeMutablePointer<Element>

    /// The elements for reading.
    var base: UnsafePointer<Element> { UnsafePointer(memory) }

    /// A copy of an array.
    convenience init(_ elements: [Element]) {
        self.init(count: elements.count) { target in
            elements.withUnsafeBufferPointer { source in
                guard let base = source.baseAddress else { return }
                target.initialize(from: base, count: source.count)
            }
        }
    }

    /// Elements that `fill` initialises, every one of them.
    init(count: Int, fill: (UnsafeMutablePointer<Element>) -> Void) {
        self.count = count
        memory = AlignedMemory.allocate(Element.self, count: count)
        fill(memory)
    }

    /// Elements that all begin with one value.
    convenience init(
        repeating value: Element, count: Int, then fill: (UnsafeMutablePointer<Element>) -> Void = { _ in }
    ) {
        self.init(count: count) {
            $0.initialize(repeating: value, count: count)
            fill($0)
        }
    }

    deinit { AlignedMemory.deallocate(memory) }
}
