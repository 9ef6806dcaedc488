/// All the faults of a form, in the order of its fields; never empty.
public struct JSONFormError: Error, Hashable, Sendable, CustomStringConvertible {
    public let faults: [JSONFieldError]

    /// The faults of a form.
    public init(_ faults: [JSONFieldError]) {
        self.faults = faults
    }

    public var description: String { faults.map(\.description).joined(separator: "; ") }
}
