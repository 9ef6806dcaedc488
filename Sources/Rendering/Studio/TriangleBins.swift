/// Triangles sorted into the square tiles of a picture that they may touch.
struct TriangleBins {
    /// Side of a tile in pixels.
    static var side: Int { 32 }

    let triangles: FixedArray<FrameTriangle>
    let columns: Int
    let rows: Int
    /// `entries[starts[t] ..< starts[t + 1]]` may touch tile `t`, in drawing order.
    let starts: FixedArray<Int32>
    let entries: FixedArray<UInt32>

    init(_ triangles: [FrameTriangle], width: Int, height: Int) {
        let columns = (width + Self.side - 1) / Self.side
        let rows = (height + Self.side - 1) / Self.side
        self.columns = columns
        self.rows = rows
        self.triangles = FixedArray(triangles)
        var counts = [Int32](repeating: 0, count: columns * rows + 1)
        for triangle in triangles {
            Self.forEachTile(of: triangle, columns, rows) { counts[$0 + 1] += 1 }
        }
        for index in 1..<counts.count { counts[index] += counts[index - 1] }
        starts = FixedArray(counts)
        entries = FixedArray(count: Int(counts[counts.count - 1])) { entries in
            for (index, triangle) in triangles.enumerated() {
                Self.forEachTile(of: triangle, columns, rows) { tile in
                    entries[Int(counts[tile])] = UInt32(index)
                    counts[tile] += 1
                }
            }
        }
    }

    @inline(__always)
    private static func forEachTile(
        of triangle: FrameTriangle, _ columns: Int, _ rows: Int, _ body: (Int) -> Void
    ) {
        let box = triangle.bounds
        let (x0, x1) = (max(box.minX, 0) / side, min(box.maxX / side, columns - 1))
        let (y0, y1) = (max(box.minY, 0) / side, min(box.maxY / side, rows - 1))
        guard box.maxX >= 0, box.maxY >= 0, x0 <= x1, y0 <= y1 else { return }
        for row in y0...y1 {
            for column in x0...x1 { body(row * columns + column) }
        }
    }
}
