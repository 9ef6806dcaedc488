extension RenderRequest {
    /// The same room from elsewhere.
    /// - Throws: `RenderError.invalidView`.
    public func seen(from view: RoomView) throws(RenderError) -> RenderRequest {
        var other = try RenderRequest(room: room, items: items, view: view, width: width, height: height)
        other.projection = projection
        other.look = look
        other.overlays = overlays
        return other.at(distance: closeness)
    }
}
