/// A secret that no description, dump or message shows.
public struct SecretKey: Sendable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    private let secret: String

    /// - Throws: `OpenAIEndpoint.Fault` for one that cannot stand in a header field.
    public init(_ secret: String) throws(OpenAIEndpoint.Fault) {
        guard !secret.isEmpty, secret.unicodeScalars.allSatisfy({ $0.value >= 0x20 && $0.value < 0x7F }) else {
            throw OpenAIEndpoint.Fault("the key has characters that no key has")
        }
        self.secret = secret
    }

    public var description: String { "(secret)" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: []) }

    /// The value of the `Authorization` field.
    var authorization: String { "Bearer \(secret)" }

    /// A text of the server without the secret, should it be there.
    func removed(from text: String) -> String {
        text.split(separator: secret, omittingEmptySubsequences: false).joined(separator: "(secret)")
    }
}
