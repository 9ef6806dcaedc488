/// Edges by what their collapse costs, the cheapest first: a heap.
struct CollapseQueue {
    struct Candidate {
        var cost: Double
        /// The place that goes, and the one that it goes to.
        var from: Int32
        var to: Int32
        /// Tells an entry that is still true from one whose places have changed since.
        var stamp: Int32

        /// Equal costs go by the places, so that the order does not depend on the heap.
        fileprivate func isBefore(_ other: Candidate) -> Bool {
            (cost, from, to) < (other.cost, other.from, other.to)
        }
    }

    /// Four children a node: half as deep as with two, and the children lie beside each other.
    private var heap: [Candidate] = []

    mutating func push(_ candidate: Candidate) {
        heap.append(candidate)
        heap.withUnsafeMutableBufferPointer { heap in
            var place = heap.count - 1
            while place > 0 {
                let parent = (place - 1) / 4
                guard candidate.isBefore(heap[parent]) else { break }
                heap[place] = heap[parent]
                place = parent
            }
            heap[place] = candidate
        }
    }

    mutating func pop() -> Candidate? {
        guard let first = heap.first, let last = heap.popLast() else { return nil }
        guard !heap.isEmpty else { return first }
        heap.withUnsafeMutableBufferPointer { heap in
            var place = 0
            while 4 * place + 1 < heap.count {
                var least = 4 * place + 1
                for child in least + 1..<max(least + 1, min(least + 4, heap.count))
                where heap[child].isBefore(heap[least]) { least = child }
                guard heap[least].isBefore(last) else { break }
                heap[place] = heap[least]
                place = least
            }
            heap[place] = last
        }
        return first
    }
}
