import SceneGraph

/// Where one can stand in a room, and which of it can be walked to.
struct WalkableMap: Sendable {
    private enum Cell: UInt8 {
        case blocked
        case free
        case reached
    }

    private let columns: Int
    private let rows: Int
    /// The side of a cell in metres.
    private let side: Double
    private var cells: [Cell]
    private let layout: PhysicalLayout

    init(_ layout: PhysicalLayout) {
        self.layout = layout
        let room = layout.room
        side = max(0.05, max(room.x, room.y) / 256)
        columns = max(1, Int((room.x / side).rounded(.up)))
        rows = max(1, Int((room.y / side).rounded(.up)))
        cells = [Cell](repeating: .blocked, count: columns * rows)
        // A way exactly as wide as a walkway is one.
        let radius = PhysicalTolerances.walkway / 2 - 1e-9
        for row in 0..<rows {
            for column in 0..<columns {
                let middle = center(column, row)
                let edge =
                    layout.outline?.clearance(middle)
                    ?? min(middle.x, room.x - middle.x, middle.y, room.y - middle.y)
                if edge >= radius { cells[row * columns + column] = .free }
            }
        }
        for (index, box) in layout.boxes.enumerated() {
            guard !layout.isCovering[index], box.top > 0.05, box.bottom < PhysicalTolerances.headroom else { continue }
            let reach = box.halfExtents + radius
            let (xs, ys) = (range(box.center.x, reach.x, columns), range(box.center.y, reach.y, rows))
            for row in ys {
                for column in xs where cells[row * columns + column] == .free {
                    if box.footprintDistance(to: center(column, row)) < radius {
                        cells[row * columns + column] = .blocked
                    }
                }
            }
        }
    }

    /// Whether one can walk to the cell of a point.
    func isReached(_ point: SIMD2<Double>) -> Bool {
        guard point.x >= 0, point.y >= 0, point.x < layout.room.x, point.y < layout.room.y else { return false }
        let (column, row) = (Int(point.x / side), Int(point.y / side))
        return column < columns && row < rows && cells[row * columns + column] == .reached
    }

    /// The reached part of the cells on which one can stand.
    var reachedShare: Double {
        let reached = cells.count { $0 == .reached }
        let all = cells.count { $0 != .blocked }
        return all == 0 ? 0 : Double(reached) / Double(all)
    }

    /// Walks everywhere from the doors, or from the freest wall where there is none.
    mutating func enter() {
        let doors = layout.scene.room.openings.filter { $0.kind == .door }
        guard doors.isEmpty else {
            for door in doors { enter(through: door) }
            return
        }
        if let start = middleOfFreestWall { walk(from: start) }
    }

    private mutating func enter(through door: Opening) {
        guard let zone = FloorZone(before: door, in: layout.scene.room) else { return }
        // As far in as one stands right behind the door.
        for point in zone.samples where (point - zone.origin).along(zone.into) <= PhysicalTolerances.walkway {
            guard point.x >= 0, point.y >= 0 else { continue }
            let (column, row) = (Int(point.x / side), Int(point.y / side))
            if column < columns, row < rows { walk(from: row * columns + column) }
        }
    }

    /// The middle of the longest run of free cells along a wall, as near to it as one can stand; of equal ones the
    /// first, in the order south, north, east, west.
    private var middleOfFreestWall: Int? {
        if layout.outline != nil { return middleOfFreestOutlineWall }
        let depth = Int((PhysicalTolerances.walkway / 2 / side).rounded(.up))
        var best = (length: 0, middle: 0)
        for wall in 0..<4 {
            let isAlongX = wall < 2
            let end = (isAlongX ? rows : columns) - 1
            let line = min(end, max(0, wall == 0 || wall == 3 ? depth : end - depth))
            func cell(_ step: Int) -> Int { isAlongX ? line * columns + step : step * columns + line }
            var length = 0
            for step in 0..<(isAlongX ? columns : rows) {
                length = cells[cell(step)] == .free ? length + 1 : 0
                if length > best.length { best = (length, cell(step - length / 2)) }
            }
        }
        return best.length > 0 ? best.middle : cells.firstIndex(of: .free)
    }

    /// The same along the walls of an outline, in their order.
    private var middleOfFreestOutlineWall: Int? {
        var best = (length: 0, middle: 0)
        for wall in layout.walls {
            let line = wall.start + wall.inward * (PhysicalTolerances.walkway / 2 + side / 2)
            var run: [Int] = []
            for step in 0..<max(1, Int(wall.length / side)) {
                let point = line + wall.along * ((Double(step) + 0.5) * side)
                let (column, row) = (Int(max(0, point.x) / side), Int(max(0, point.y) / side))
                guard column < columns, row < rows, cells[row * columns + column] == .free else {
                    run = []
                    continue
                }
                run.append(row * columns + column)
                if run.count > best.length { best = (run.count, run[run.count / 2]) }
            }
        }
        return best.length > 0 ? best.middle : cells.firstIndex(of: .free)
    }

    private mutating func walk(from start: Int) {
        guard cells[start] == .free else { return }
        cells[start] = .reached
        var frontier = [start]
        while let cell = frontier.popLast() {
            let column = cell % columns
            let neighbours = [
                column > 0 ? cell - 1 : -1, column + 1 < columns ? cell + 1 : -1, cell - columns, cell + columns,
            ]
            for next in neighbours where next >= 0 && next < cells.count && cells[next] == .free {
                cells[next] = .reached
                frontier.append(next)
            }
        }
    }

    private func center(_ column: Int, _ row: Int) -> SIMD2<Double> {
        SIMD2((Double(column) + 0.5) * side, (Double(row) + 0.5) * side)
    }

    /// The cells that a stretch covers on one axis.
    private func range(_ center: Double, _ reach: Double, _ count: Int) -> Range<Int> {
        let bound = Double(count)
        let low = Int(min(bound, max(0, ((center - reach) / side).rounded(.down))))
        let high = Int(min(bound, max(0, ((center + reach) / side).rounded(.up) + 1)))
        return low..<max(low, high)
    }
}

extension SIMD2<Double> {
    /// The component along a unit vector.
    fileprivate func along(_ axis: SIMD2<Double>) -> Double { (self * axis).sum() }
}
