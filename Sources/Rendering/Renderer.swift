import Assets
import Dispatch
import Imaging
import SceneGraph

/// Draws rooms on the CPU.
///
/// Triangles are clipped, snapped to a 1/256 pixel grid and binned into tiles; tiles are painted in parallel,
/// each on its own: coverage and depth at four samples a pixel, shading once a surface and pixel. A pixel depends
/// on the request alone, so the same request gives the same bytes on any number of cores.
public enum Renderer {
    /// The picture of a request, RGB.
    /// - Parameter scene: what `StudioScene(request)` made before of the same room and objects; it is made anew where
    ///   it is missing or does not fit. The sketch needs none.
    /// - Throws: `RenderError.image` when there is no memory for it.
    public static func picture(
        of request: RenderRequest, scene: StudioScene? = nil
    ) throws(RenderError) -> PixelImage {
        request.look == .sketch ? try sketch(request) : try StudioRenderer.picture(of: request, scene: scene)
    }

    /// The picture of a request that is no sketch, drawn in one of the renderer's forms.
    package static func picture(
        of request: RenderRequest, scene: StudioScene? = nil, form: RenderingForm
    ) throws(RenderError) -> PixelImage {
        try StudioRenderer.picture(of: request, scene: scene, form: form)
    }

    /// The picture that the model sees. Its form is settled: see `Look.sketch`.
    private static func sketch(_ request: RenderRequest) throws(RenderError) -> PixelImage {
        let camera = Camera(request)
        let stage = Stage(request, camera: camera)
        let raster = RasterCamera(camera)
        let lists = TriangleList.make(
            stage: stage, camera: raster, width: request.width, height: request.height)
        let painter = TilePainter(
            opaque: lists.opaque, translucent: lists.translucent, ghosts: lists.ghosts, camera: raster,
            shader: Shader(stage: stage, request: request, camera: camera), tone: .standard,
            width: request.width, height: request.height)
        do {
            return try PixelImage(width: request.width, height: request.height, channels: .rgb) {
                (pixels: UnsafeMutableBufferPointer<UInt8>) throws(ImageError) in
                let tiles = lists.opaque.columns * lists.opaque.rows
                let canvas = SharedCanvas(pixels: pixels)
                DispatchQueue.concurrentPerform(iterations: tiles) { painter.paint($0, into: canvas.pixels) }
            }
        } catch {
            throw .image(error)
        }
    }

    /// The picture of a request as a PNG file.
    /// - Throws: `RenderError.image`.
    public static func png(
        of request: RenderRequest, scene: StudioScene? = nil
    ) throws(RenderError) -> [UInt8] {
        let picture = try picture(of: request, scene: scene)
        do {
            return try picture.pngData()
        } catch {
            throw .image(error)
        }
    }
}

/// Pixels that many threads write.
///
/// `@unchecked Sendable` is sound here: each tile is painted by exactly one thread, tiles do not share a byte,
/// and `concurrentPerform` returns, inside the buffer's lifetime, only after all of them are done.
private struct SharedCanvas: @unchecked Sendable {
    let pixels: UnsafeMutableBufferPointer<UInt8>
}
