/// An error that knows how to answer the client.
///
/// A handler may throw it anywhere; the responder sends ``response`` in place of the handler's.
/// What it says is shown to clients. Errors of any other type answer a bare 500.
public protocol HTTPResponseError: Error {
    /// What the client is told.
    var response: ServerResponse { get }
}
