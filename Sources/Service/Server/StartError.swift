/// Why a service cannot start, in a line for the person who started it.
public struct StartError: Error, Hashable, Sendable, CustomStringConvertible {
    public let description: String

    init(_ description: String) {
        self.description = description
    }
}
