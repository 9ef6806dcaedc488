import Synchronization
import Tensors
import Testing

@Suite struct ParallelTests {
    @Test func everyIndexRunsOnce() {
        for count in [0, 1, 2, 3, 17, 1000] {
            let runs = Mutex([Int](repeating: 0, count: count))
            Parallel.forEach(count, work: 1 << 30) { index in runs.withLock { $0[index] += 1 } }
            #expect(runs.withLock { $0 } == [Int](repeating: 1, count: count))
        }
    }

    @Test func loopsWithinAndBesideOneAnotherRunWhole() async {
        let total = await withTaskGroup(of: Int.self) { group in
            for _ in 0..<4 {
                group.addTask {
                    let sum = Mutex(0)
                    for _ in 0..<200 {
                        Parallel.forEach(5, work: 1 << 30) { outer in
                            guard outer == 2 else { return sum.withLock { $0 += 1 } }
                            Parallel.forEach(3, work: 1 << 30) { _ in sum.withLock { $0 += 1 } }
                        }
                    }
                    return sum.withLock { $0 }
                }
            }
            return await group.reduce(0, +)
        }
        #expect(total == 4 * 200 * 7)
    }
}
