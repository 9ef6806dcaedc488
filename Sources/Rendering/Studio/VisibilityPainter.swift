import CKernels
import Dispatch

/// Paints a frame by the vector kernels, and lays its translucent parts over it in plain form.
struct VisibilityPainter {
    let visible: VisibilityFrame
    let isDraft: Bool

    /// Paints RGB bytes, rows of the picture's width.
    func paint(into pixels: UnsafeMutablePointer<UInt8>) {
        visible.withKernelForm(hasOcclusion: !isDraft) { form in
            let (buffers, set) = (visible.buffers, visible.set)
            let kernel = SharedForm(form: form)
            let tiles = buffers.columns * buffers.rows
            mark(buffers)
            Self.forEach(tiles) { tile in kernel.with { ck_raster_fill(set, $0, Int32(tile)) } }
            if !isDraft {
                Self.forEach(buffers.mapHeight) { row in kernel.with { ck_raster_occlusion(set, $0, Int32(row)) } }
                Self.forEach(buffers.mapHeight) { row in kernel.with { ck_raster_smooth(set, $0, Int32(row)) } }
            }
            let layers = StudioPainter(
                frame: visible.frame, light: visible.light, finish: visible.finish, backdrop: visible.backdrop,
                occlusion: isDraft ? nil : OcclusionMap(buffers), walk: nil, isMarked: visible.isMarked,
                isDraft: isDraft)
            let canvas = SharedMemory(pixels)
            Self.forEach(tiles) { tile in paint(tile, kernel, layers, into: canvas.base) }
        }
    }

    private func paint(
        _ number: Int, _ kernel: SharedForm, _ layers: StudioPainter, into pixels: UnsafeMutablePointer<UInt8>
    ) {
        let (side, buffers, width) = (Int(CK_RASTER_TILE), visible.buffers, visible.frame.width)
        let (left, top) = (number % buffers.columns * side, number / buffers.columns * side)
        let count = side * side
        withUnsafeTemporaryAllocation(of: SIMD4<Float>.self, capacity: count) { colours in
            guard let colours = colours.baseAddress else { return }
            let raw = UnsafeMutableRawPointer(colours).assumingMemoryBound(to: Float.self)
            kernel.with { ck_raster_shade(visible.set, $0, Int32(number), raw) }
            let tile = StudioPainter.Tile(
                number: number, left: left, top: top, right: min(left + side, width) - 1,
                bottom: min(top + side, visible.frame.height) - 1)
            if buffers.keepsNearness[number] != 0 {
                let near = UnsafeMutableRawPointer(buffers.nearness + 4 * count * number).assumingMemoryBound(
                    to: SIMD4<Float>.self)
                layers.blend(tile, near, colours)
                withUnsafeTemporaryAllocation(of: SIMD4<UInt32>.self, capacity: count) { names in
                    if let names = names.baseAddress { layers.haunt(tile, near, names, colours) }
                }
            }
            ck_raster_tone(
                visible.set, raw, Int32(tile.right - left + 1), Int32(tile.bottom - top + 1),
                pixels + (top * width + left) * 3, width * 3)
        }
    }

    /// Marks the tiles over which layers lie.
    private func mark(_ buffers: VisibilityBuffers) {
        let (translucent, ghosts) = (visible.frame.translucent, visible.frame.ghosts)
        for tile in 0..<buffers.columns * buffers.rows {
            let hasLayers =
                translucent.starts.base[tile] < translucent.starts.base[tile + 1]
                || ghosts.starts.base[tile] < ghosts.starts.base[tile + 1]
            buffers.keepsNearness[tile] = hasLayers ? 1 : 0
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
