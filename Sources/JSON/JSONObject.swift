#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// The members of a JSON object, in the order in which they were written, each key once.
///
/// A key set twice keeps its first place and its last value, as Python's `dict` does. Keys are compared by
/// their bytes, not by canonical equivalence, as every other JSON reader compares them.
public struct JSONObject: Hashable, Sendable {
    /// The members in order.
    public private(set) var members: [(key: String, value: JSONValue)] = []
    /// Positions by key; kept only where a linear search would cost.
    private var index: [Key: Int]?

    private static let indexedCount = 16

    private struct Key: Hashable {
        let text: String
        static func == (left: Key, right: Key) -> Bool { left.text.hasSameBytes(as: right.text) }
        func hash(into hasher: inout Hasher) {
            var text = text
            text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
        }
    }

    /// An object without members.
    public init() {}

    /// An object with these members; a later duplicate replaces an earlier value.
    public init(members: [(String, JSONValue)]) {
        self.members.reserveCapacity(members.count)
        for (key, value) in members { self[key] = value }
    }

    /// How many distinct keys there are.
    public var count: Int { members.count }
    /// Whether there are no members.
    public var isEmpty: Bool { members.isEmpty }
    /// The keys in order.
    public var keys: [String] { members.map(\.key) }

    /// The value of a key; setting nil removes the member.
    public subscript(key: String) -> JSONValue? {
        get { position(of: key).map { members[$0].value } }
        set {
            if let newValue {
                set(key, newValue)
            } else if let position = position(of: key) {
                members.remove(at: position)
                index = nil
                buildIndexIfLarge()
            }
        }
    }

    package mutating func set(_ key: String, _ value: JSONValue) {
        if let position = position(of: key) {
            members[position].value = value
            return
        }
        members.append((key, value))
        if index != nil {
            index?[Key(text: key)] = members.count - 1
        } else {
            buildIndexIfLarge()
        }
    }

    private func position(of key: String) -> Int? {
        if let index { return index[Key(text: key)] }
        return members.firstIndex { $0.key.hasSameBytes(as: key) }
    }

    private mutating func buildIndexIfLarge() {
        guard members.count > Self.indexedCount else { return }
        var positions = [Key: Int](minimumCapacity: members.count * 2)
        for (position, member) in members.enumerated() { positions[Key(text: member.key)] = position }
        index = positions
    }

    public static func == (left: JSONObject, right: JSONObject) -> Bool {
        left.count == right.count && left.members.allSatisfy { right[$0.key] == $0.value }
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(count)
    }
}

extension String {
    /// Equality of the UTF-8 bytes: `"é"` composed and decomposed are different, unlike under `==`.
    public func hasSameBytes(as other: String) -> Bool {
        let count = utf8.count
        guard count == other.utf8.count else { return false }
        let isSame = utf8.withContiguousStorageIfAvailable { bytes in
            other.utf8.withContiguousStorageIfAvailable { otherBytes -> Bool in
                guard let first = bytes.baseAddress, let second = otherBytes.baseAddress else { return true }
                return memcmp(first, second, count) == 0
            }
        }
        return (isSame ?? nil) ?? utf8.elementsEqual(other.utf8)
    }
}
