import Dispatch
import Imaging
import SceneGraph

/// Draws rooms as people like to look at them.
///
/// The scene is lit once, whatever the view: shadows of a large lamp, and light carried through the room by a grid of
/// cubes. A view projects its triangles, sorts them into tiles, and paints the tiles in parallel, each on its own. A
/// pixel depends on the request alone, so the same request gives the same bytes on any number of cores.
enum StudioRenderer {
    /// The picture of a request, RGB.
    /// - Parameters:
    ///   - camera: the request's own where none is given.
    ///   - isPlain: whether the room is left out but for a floor in the colour of the ground.
    ///   - form: how it is drawn; all forms give the same picture within a little rounding.
    static func picture(
        of request: RenderRequest, scene given: StudioScene?, camera view: Camera? = nil, isPlain: Bool = false,
        form: RenderingForm = .best
    ) throws(RenderError) -> PixelImage {
        let scene = given.flatMap { $0.holds(request) ? $0 : nil } ?? StudioScene(request, isPlain: isPlain)
        let camera = view ?? Camera(request)
        // Where one can walk, and the ground around a floor of any outline, are drawn in plain form alone: they are asked
        // for seldom.
        let set = request.overlays.walk || request.room.outline != nil ? nil : form.kernelSet
        let buffers = set.map { _ in VisibilityBuffers.take(width: request.width, height: request.height) }
        defer { buffers?.giveBack() }
        let frame = StudioFrame(request, scene: scene, camera: camera, isPlain: isPlain, buffers: buffers, set: set)
        let finish = isPlain ? .plain : RoomFinish(request.room)
        let backdrop = Backdrop(request, camera: frame.camera)
        let isMarked = FixedArray(request.items.map { request.overlays.collisions.contains($0.id) })
        do {
            return try PixelImage(width: request.width, height: request.height, channels: .rgb) {
                (pixels: UnsafeMutableBufferPointer<UInt8>) throws(ImageError) in
                guard let base = pixels.baseAddress else { return }
                if let buffers, let set {
                    let visible = VisibilityFrame(
                        frame: frame, light: scene.light, finish: finish, backdrop: backdrop, isMarked: isMarked,
                        buffers: buffers, set: set)
                    VisibilityPainter(visible: visible, isDraft: request.look == .draft).paint(into: base)
                } else {
                    let painter = StudioPainter(
                        frame: frame, light: scene.light, finish: finish, backdrop: backdrop,
                        occlusion: request.look == .studio ? OcclusionMap(frame) : nil,
                        walk: request.overlays.walk ? WalkableFloor(request) : nil, isMarked: isMarked,
                        isDraft: request.look == .draft)
                    let canvas = SharedMemory(base)
                    DispatchQueue.concurrentPerform(iterations: frame.opaque.columns * frame.opaque.rows) {
                        painter.paint($0, into: canvas.base)
                    }
                }
                OverlayPainter(request, camera: camera).paint(into: base)
            }
        } catch {
            throw .image(error)
        }
    }
}
