/// The order in which the vision tower sees merged patches: windows one after another, row by row within
/// each, so that the patches of a window are neighbours in memory.
///
/// Windows are `side` tokens square; at the right and lower edges they are cut off.
package struct WindowOrder: Hashable, Sendable {
    /// For each place in window order, the token in image order.
    package private(set) var order: [Int] = []
    /// For each token in image order, its place in window order.
    package private(set) var inverse: [Int] = []
    /// Patches of each window, in order.
    package private(set) var windowLengths: [Int] = []
    /// Patches of each frame, in order: the reach of the full-attention blocks.
    package private(set) var frameLengths: [Int] = []

    /// The order for these images, one after another.
    /// - Precondition: the grids are validated.
    package init(grids: [ImageGrid], mergeSize: Int, side: Int) {
        for grid in grids {
            let rows = grid.height / mergeSize
            let columns = grid.width / mergeSize
            for _ in 0..<grid.temporal {
                let first = order.count
                for top in stride(from: 0, to: rows, by: side) {
                    for left in stride(from: 0, to: columns, by: side) {
                        let bottom = min(top + side, rows)
                        let right = min(left + side, columns)
                        for row in top..<bottom {
                            order += (left..<right).map { first + row * columns + $0 }
                        }
                        windowLengths.append((bottom - top) * (right - left) * mergeSize * mergeSize)
                    }
                }
                frameLengths.append(grid.height * grid.width)
            }
        }
        inverse = [Int](repeating: 0, count: order.count)
        for (place, token) in order.enumerated() { inverse[token] = place }
    }
}
