import SceneGraph

/// What a judge is shown.
public struct JudgeRequest: Sendable {
    /// The room with its objects at their places. The wish that it was furnished for is the room's description.
    public var scene: Scene
    /// Draws the room as a PNG file; asked only by judges that look at pictures.
    public var picture: @Sendable () async throws -> [UInt8]

    /// Which of several judgements of the same room this is, from 0: one who answers by chance then draws anew.
    public var attempt = 0

    /// A request to grade a furnished room.
    public init(scene: Scene, picture: @escaping @Sendable () async throws -> [UInt8]) {
        self.scene = scene
        self.picture = picture
    }
}
