/// Edges by what their collapse costs, the cheapest first: a binary heap.
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

    private var heap: [Candidate] = []

    mutating func push(_ candidate: Candidate) {
        heap.append(candidate)
        var child = heap.count - 1
        while child > 0 {
            let parent = (child - 1) / 2
            guard heap[child].isBefore(heap[parent]) else { break }
            heap.swapAt(child, parent)
            child = parent
        }
    }

    mutating func pop() -> Candidate? {
        guard let first = heap.first, let last = heap.popLast() else { return nil }
        guard !heap.isEmpty else { return first }
        heap[0] = last
        var parent = 0
        while true {
            var least = parent
            for child in [2 * parent + 1, 2 * parent + 2]
            where child < heap.count && heap[child].isBefore(heap[least]) { least = child }
            guard least != parent else { return first }
            heap.swapAt(parent, least)
            parent = least
        }
    }
}
