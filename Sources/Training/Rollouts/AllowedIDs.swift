import Synchronization

/// Keeps one copy of each list of allowed ids: the lists of free text hold nearly the whole vocabulary, and the same
/// at nearly every token.
final class AllowedIDs: Sendable {
    private static let maximumCount = 64
    private let lists = Mutex<[[Int32]]>([])

    /// The ids as training takes them.
    func shared(_ ids: [Int]) -> [Int32] {
        // Short lists cost less than the search.
        guard ids.count > 64 else { return ids.map(Int32.init(truncatingIfNeeded:)) }
        return lists.withLock { lists in
            let known = lists.first { list in
                list.count == ids.count && zip(list, ids).allSatisfy { Int($0) == $1 }
            }
            if let known { return known }
            let made = ids.map(Int32.init(truncatingIfNeeded:))
            if lists.count >= Self.maximumCount { lists.removeAll() }
            lists.append(made)
            return made
        }
    }
}
