import CKernels
import Foundation

/// Uninitialised memory that begins with a line of the processor's cache, so that none of its vectors crosses one.
enum AlignedMemory {
    static func allocate<Element: BitwiseCopyable>(
        _ type: Element.Type, count: Int
    ) -> UnsafeMutablePointer<Element> {
        let capacity = max(count, 1)
        let bytes = capacity * MemoryLayout<Element>.stride
        guard let memory = ck_allocate(bytes) else { fatalError("There is no memory for \(bytes) bytes") }
        return memory.bindMemory(to: type, capacity: capacity)
    }

    static func deallocate<Element>(_ memory: UnsafeMutablePointer<Element>) { free(memory) }
}
