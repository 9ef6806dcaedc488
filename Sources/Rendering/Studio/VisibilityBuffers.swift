import CKernels
import Synchronization

/// What the vector kernels write on the way to a picture: memory that is worth keeping, for asking the system for fresh
/// pages costs as much as filling them.
///
/// `@unchecked Sendable` is sound: one picture has the buffers at a time, and the kernels that share them write each tile,
/// and each row of a map, from one thread alone.
final class VisibilityBuffers: @unchecked Sendable {
    let width: Int
    let height: Int
    /// Tiles.
    let columns: Int
    let rows: Int
    /// One a pixel, tile after tile.
    let names: UnsafeMutablePointer<UInt32>
    /// Four a pixel.
    let mixed: UnsafeMutablePointer<UInt32>
    /// Four a pixel; written only where layers lie over a tile.
    let nearness: UnsafeMutablePointer<Float>
    let keepsNearness: UnsafeMutablePointer<UInt8>
    // The map of occlusion, within a border.
    let step: Int
    let mapWidth: Int
    let mapHeight: Int
    let mapDepths: UnsafeMutablePointer<Float>
    let mapRaw: UnsafeMutablePointer<Float>
    let mapOpen: UnsafeMutablePointer<Float>
    // Vertices on the picture, triangles and their tiles.
    var screenX = GrowingMemory<Int32>()
    var screenY = GrowingMemory<Int32>()
    var near = GrowingMemory<Float>()
    var cut = GrowingMemory<UInt32>()
    var opaque: TileList
    /// From far to near.
    var translucent: TileList
    var ghosts: TileList

    private static let spare = Mutex<[VisibilityBuffers]>([])
    private static let spareCount = 3
    /// Pixels of pictures whose memory is kept.
    private static let sparePixels = 2_000_000

    var mapStride: Int { mapWidth + 32 }
    /// The map's first spot in its memory.
    var mapOrigin: Int { mapStride + 16 }

    private init(width: Int, height: Int) {
        let side = Int(CK_RASTER_TILE)
        self.width = width
        self.height = height
        columns = (width + side - 1) / side
        rows = (height + side - 1) / side
        let tiles = columns * rows
        names = AlignedMemory.allocate(UInt32.self, count: tiles * side * side)
        mixed = AlignedMemory.allocate(UInt32.self, count: tiles * side * side * 4)
        nearness = AlignedMemory.allocate(Float.self, count: tiles * side * side * 4)
        keepsNearness = .allocate(capacity: tiles)
        opaque = TileList(columns: columns, rows: rows)
        translucent = TileList(columns: columns, rows: rows)
        ghosts = TileList(columns: columns, rows: rows)
        step = OcclusionMap.step(width: width, height: height)
        mapWidth = (width + step - 1) / step
        mapHeight = (height + step - 1) / step
        let size = (mapWidth + 32) * (mapHeight + 2)
        mapDepths = AlignedMemory.allocate(Float.self, count: size)
        mapRaw = AlignedMemory.allocate(Float.self, count: size)
        mapOpen = AlignedMemory.allocate(Float.self, count: size)
        mapRaw.initialize(repeating: 1, count: size)
        mapOpen.initialize(repeating: 1, count: size)
    }

    deinit {
        AlignedMemory.deallocate(names)
        AlignedMemory.deallocate(mixed)
        AlignedMemory.deallocate(nearness)
        keepsNearness.deallocate()
        AlignedMemory.deallocate(mapDepths)
        AlignedMemory.deallocate(mapRaw)
        AlignedMemory.deallocate(mapOpen)
        screenX.deallocate()
        screenY.deallocate()
        near.deallocate()
        cut.deallocate()
        opaque.deallocate()
        translucent.deallocate()
        ghosts.deallocate()
    }

    /// Buffers for a picture: those of an earlier one of the same size, where they lie ready.
    static func take(width: Int, height: Int) -> VisibilityBuffers {
        let found = spare.withLock { spare -> VisibilityBuffers? in
            spare.firstIndex { $0.width == width && $0.height == height }.map { spare.remove(at: $0) }
        }
        let buffers = found ?? VisibilityBuffers(width: width, height: height)
        buffers.mapDepths.initialize(repeating: 1e9, count: buffers.mapStride * (buffers.mapHeight + 2))
        return buffers
    }

    /// Keeps the buffers for the next picture of this size.
    func giveBack() {
        guard width * height <= Self.sparePixels else { return }
        Self.spare.withLock { spare in
            spare.insert(self, at: 0)
            if spare.count > Self.spareCount { spare.removeLast() }
        }
    }
}
