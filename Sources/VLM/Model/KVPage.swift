// @unchecked: KVCache writes a page only while it holds the one reference to it (isKnownUniquelyReferenced)
// and only through a mutating method, that is, with exclusive access; shared pages are only read.
/// The keys and values of up to `KVCache.pageLength` consecutive tokens in one layer.
///
/// Layout of the keys: heads x head width x `pageLength`, of the values: heads x `pageLength` x head width, so that the
/// scores of many keys and the sums of many values are products of small matrices as they lie.
final class KVPage: @unchecked Sendable {
    let keys: UnsafeMutablePointer<Float>
    let values: UnsafeMutablePointer<Float>
    private let capacity: Int

    init(heads: Int, headDimension: Int) {
        capacity = heads * KVCache.pageLength * headDimension
        keys = .allocate(capacity: capacity)
        values = .allocate(capacity: capacity)
        keys.initialize(repeating: 0, count: capacity)
        values.initialize(repeating: 0, count: capacity)
    }

    init(copying other: KVPage) {
        capacity = other.capacity
        keys = .allocate(capacity: capacity)
        values = .allocate(capacity: capacity)
        keys.initialize(from: other.keys, count: capacity)
        values.initialize(from: other.values, count: capacity)
    }

    deinit {
        keys.deallocate()
        values.deallocate()
    }
}
