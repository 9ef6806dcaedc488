import CKernels

/// Triangles on a picture, sorted into its tiles, as the vector kernels read them.
struct TileList {
    private(set) var triangles = GrowingMemory<ck_raster_triangle>()
    private(set) var count = 0
    private let columns: Int
    private let rows: Int
    private let starts: UnsafeMutablePointer<UInt32>
    private var entries = GrowingMemory<UInt32>()

    init(columns: Int, rows: Int) {
        self.columns = columns
        self.rows = rows
        starts = .allocate(capacity: columns * rows + 1)
        starts.initialize(repeating: 0, count: columns * rows + 1)
    }

    /// Begins anew, with room for this many.
    mutating func reset(capacity: Int) {
        triangles.reserve(capacity)
        count = 0
    }

    /// Lets `body` write triangles from where the list ends; it returns how many.
    mutating func append(_ body: (UnsafeMutablePointer<ck_raster_triangle>) -> Int) {
        count += body(triangles.base + count)
    }

    /// Adds one.
    mutating func append(_ triangle: ck_raster_triangle) {
        triangles.reserve(count + 1, keeping: count)
        (triangles.base + count).initialize(to: triangle)
        count += 1
    }

    /// Sorts the triangles into tiles.
    mutating func sort() {
        let total = ck_raster_bin(triangles.base, count, Int32(columns), Int32(rows), starts, nil)
        entries.reserve(total)
        _ = ck_raster_bin(triangles.base, count, Int32(columns), Int32(rows), starts, entries.base)
    }

    /// Whether any triangle may touch a tile.
    func touches(_ tile: Int) -> Bool { starts[tile] < starts[tile + 1] }

    /// The list as the kernels read it.
    var kernelForm: ck_raster_list {
        ck_raster_list(
            triangles: UnsafePointer(triangles.base), starts: UnsafePointer(starts),
            entries: UnsafePointer(entries.base))
    }

    func deallocate() {
        triangles.deallocate()
        entries.deallocate()
        starts.deallocate()
    }
}
