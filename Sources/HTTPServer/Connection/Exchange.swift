import HTTPTypes

/// One request and its response on a connection.
struct Exchange: Sendable {
    let number: UInt64
    let head: RequestHead
    let started: ContinuousClock.Instant

    // The request's body.
    var isBodyRead = false
    var isReadingBody = false
    /// The client still waits for `100 Continue`.
    var owesContinue: Bool
    var bodyFailure: HTTPError?

    // The response.
    /// A streamed response whose head has not been sent yet.
    var pending: ServerResponse?
    var framing = ResponseHeadEncoder.Framing.none
    var status: HTTPResponse.Status?
    var isFinished = false
    var keepsAlive = false
    var written = 0
    var failure: (any Error)?

    init(number: UInt64, head: RequestHead) {
        self.number = number
        self.head = head
        started = .now
        owesContinue = head.expectsContinue
    }
}
