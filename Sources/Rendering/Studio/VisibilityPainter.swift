import CKernels
import Dispatch

/// Paints a frame by the vector kernels.
struct VisibilityPainter {
    let visible: VisibilityFrame
    let isDraft: Bool

    /// Paints RGB bytes, rows of the picture's width.
    func paint(into pixels: UnsafeMutablePointer<UInt8>) {
        visible.withKernelForm(hasOcclusion: !isDraft) { form in
            let (buffers, set) = (visible.buffers, visible.set)
            let kernel = SharedForm(form: form)
            let tiles = buffers.columns * buffers.rows
            Self.forEach(tiles) { tile in kernel.with { ck_raster_fill(set, $0, Int32(tile)) } }
            if !isDraft {
                Self.forEach(buffers.mapHeight) { row in kernel.with { ck_raster_occlusion(set, $0, Int32(row)) } }
                Self.forEach(buffers.mapHeight) { row in kernel.with { ck_raster_smooth(set, $0, Int32(row)) } }
            }
            let canvas = SharedMemory(pixels)
            let frame = (width: visible.frame.width, height: visible.frame.height)
            Self.forEach(tiles) { number in
                let side = Int(CK_RASTER_TILE)
                let (left, top) = (number % buffers.columns * side, number / buffers.columns * side)
                let target = canvas.base + (top * frame.width + left) * 3
                guard buffers.opaque.touches(number) || buffers.keepsNearness[number] != 0 else {
                    kernel.with { ck_raster_ground(set, $0, Int32(number), target, frame.width * 3) }
                    return
                }
                withUnsafeTemporaryAllocation(of: SIMD16<Float>.self, capacity: side * side / 4) { memory in
                    guard let base = memory.baseAddress else { return }
                    let colours = UnsafeMutableRawPointer(base).assumingMemoryBound(to: Float.self)
                    kernel.with { form in
                        ck_raster_shade(set, form, Int32(number), colours)
                        if buffers.keepsNearness[number] != 0 { ck_raster_lay(set, form, Int32(number), colours) }
                    }
                    ck_raster_tone(
                        set, colours, Int32(min(side, frame.width - left)), Int32(min(side, frame.height - top)),
                        target, frame.width * 3)
                }
            }
        }
    }

    private static func forEach(_ count: Int, _ body: @Sendable (Int) -> Void) {
        DispatchQueue.concurrentPerform(iterations: count, execute: body)
    }

    /// The kernels' view of a frame, for many threads.
    ///
    /// `@unchecked Sendable` is sound: it is read only, and what its pointers lead to is written by one thread a tile or
    /// row (see `VisibilityBuffers`).
    private struct SharedForm: @unchecked Sendable {
        let form: ck_raster_frame

        func with(_ body: (UnsafePointer<ck_raster_frame>) -> Void) { withUnsafePointer(to: form, body) }
    }
}
