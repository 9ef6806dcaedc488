import Imaging

/// A room that turns once around, as an animated PNG.
public enum Turntable {
    /// The most pictures of one turn, and the longest side of one in pixels.
    public static let maximumFrames = 120
    /// See `maximumFrames`.
    public static let maximumSide = 1024

    /// The turn as seen from an elevation, in `frames` steps of equal angle.
    /// - Parameters:
    ///   - request: the room and its objects; the view's own bearing is where the turn begins.
    ///   - seconds: how long a turn takes.
    /// - Throws: `RenderError`.
    public static func png(
        of request: RenderRequest, frames: Int, seconds: Double, scene: StudioScene? = nil
    ) throws(RenderError) -> [UInt8] {
        let frames = min(max(frames, 1), maximumFrames)
        let (start, elevation) = request.view.angles
        let scene = scene ?? StudioScene(request)
        do {
            let delay = Int((max(min(seconds, 600), 0.1) * 1000 / Double(frames)).rounded())
            var encoder = try AnimatedPNGEncoder(count: frames, delay: delay, compressionLevel: 6)
            for number in 0..<frames {
                let azimuth = start + 360 * Double(number) / Double(frames)
                let turned = try request.seen(from: .orbit(azimuth: azimuth, elevation: elevation))
                try encoder.add(Renderer.picture(of: turned, scene: scene))
            }
            return try encoder.finish()
        } catch let error as RenderError {
            throw error
        } catch let error as ImageError {
            throw .image(error)
        } catch {
            throw .image(.outOfMemory)
        }
    }
}
