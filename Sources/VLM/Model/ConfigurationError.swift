/// A configuration value that no model can have: which one, and why.
public struct ConfigurationError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The key, with its section: `vision_config.num_heads`.
    public let field: String
    /// What is wrong, as a sentence fragment that follows the field's name.
    public let detail: String

    package init(_ field: String, _ detail: String) {
        self.field = field
        self.detail = detail
    }

    public var description: String { "\(field) \(detail)" }
}
