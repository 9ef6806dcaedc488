/// Who looks at a picture of a furnished room and grades it.
///
/// The original asks GPT-4o; an implementation may ask any model, and hands back the reply's text unread.
/// `JudgeGrades` reads it.
public protocol Judge: Sendable {
    /// The judge's whole reply.
    /// - Throws: where no reply came; the reward then counts J = 0, as the original's does.
    func reply(to request: JudgeRequest) async throws -> String
}

/// What a judge is shown.
public struct JudgeRequest: Hashable, Sendable {
    /// The wish that the room was furnished for.
    public var userPreference: String
    /// The picture, as a PNG file.
    public var image: [UInt8]

    /// A request to grade a picture of a room against a wish.
    public init(userPreference: String, image: [UInt8]) {
        self.userPreference = userPreference
        self.image = image
    }
}
