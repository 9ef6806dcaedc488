/// A collection of assets whose rows were taken from somewhere: told apart from what is there now by a fingerprint.
public struct AssetLibraryRecord: Hashable, Sendable {
    /// The collection's file or directory, or a name of what is made in code.
    public var path: String
    /// Changes when what is there changes.
    public var fingerprint: String
    /// The collection's name.
    public var name: String

    /// A collection.
    public init(path: String, fingerprint: String, name: String) {
        self.path = path
        self.fingerprint = fingerprint
        self.name = name
    }
}
