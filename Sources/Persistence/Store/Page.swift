/// Part of a list, newest first.
public struct Page<Item: Sendable>: Sendable {
    /// The items of this page.
    public var items: [Item]
    /// The cursor of the next page; nil at the end of the list.
    public var next: String?

    /// A page of items and the way to the next.
    public init(items: [Item], next: String?) {
        self.items = items
        self.next = next
    }
}

extension Page: Equatable where Item: Equatable {}
