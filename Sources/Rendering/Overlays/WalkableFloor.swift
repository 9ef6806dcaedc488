import Assets
import SceneGraph

/// Where a person can walk: the floor at least a shoulder's half breadth away from everything that stands on it, as far
/// as it can be reached from the door, or else the largest such piece.
package struct WalkableFloor: Sendable {
    /// Half of the breadth that a person needs, metres.
    static let halfBreadth = 0.25
    /// A person steps over what is lower than this, and walks under what hangs higher than the second, metres.
    private static let heights = (step: 0.06, head: 1.9)

    /// Cells along x and y.
    package let columns: Int
    package let rows: Int
    private let side: Double
    /// 0 not free, 1 free and reached, 2 free but cut off.
    private let cells: [UInt8]

    package init(_ request: RenderRequest) {
        let size = request.room.size
        let side = max(max(size.x, size.y) / 400, 0.04)
        columns = max(Int((size.x / side).rounded(.up)), 1)
        rows = max(Int((size.y / side).rounded(.up)), 1)
        self.side = side
        let obstacles = request.items.filter { item in
            item.position.z - item.size.height / 2 < Self.heights.head
                && item.position.z + item.size.height / 2 > Self.heights.step
                && Catalogue.standard.kindOrGeneric(forObjectID: item.id).shape != .door
        }
        var cells = [UInt8](repeating: 0, count: columns * rows)
        for row in 0..<rows {
            for column in 0..<columns {
                let (x, y) = ((Double(column) + 0.5) * side, (Double(row) + 0.5) * side)
                let isClear =
                    (request.room.outline?.clearance(SIMD2(x, y)) ?? min(x, y, size.x - x, size.y - y))
                    >= Self.halfBreadth
                    && obstacles.allSatisfy { Self.distance($0, x, y) >= Self.halfBreadth }
                cells[row * columns + column] = isClear ? 2 : 0
            }
        }
        self.cells = Self.reached(cells, columns, rows, from: Self.door(request, side: side))
    }

    /// How far a spot is from an object's outline on the floor; 0 inside.
    private static func distance(_ item: RenderRequest.Item, _ x: Double, _ y: Double) -> Double {
        let front = Heading.direction(item.angle)
        let (dx, dy) = (x - item.position.x, y - item.position.y)
        let across = max(abs(dx * front.y - dy * front.x) - item.size.length / 2, 0)
        let along = max(abs(dx * front.x + dy * front.y) - item.size.width / 2, 0)
        return (across * across + along * along).squareRoot()
    }

    private static func door(_ request: RenderRequest, side: Double) -> (column: Int, row: Int)? {
        let door = request.items.first { Catalogue.standard.kindOrGeneric(forObjectID: $0.id).shape == .door }
        return door.map { (Int(($0.position.x / side).rounded(.down)), Int(($0.position.y / side).rounded(.down))) }
    }

    /// Marks the piece of free floor that is nearest to the door, or the largest, as reached.
    private static func reached(
        _ free: [UInt8], _ columns: Int, _ rows: Int, from door: (column: Int, row: Int)?
    ) -> [UInt8] {
        var piece = [Int](repeating: -1, count: free.count)
        var sizes: [Int] = []
        for start in free.indices where free[start] > 0 && piece[start] < 0 {
            var queue = [start]
            piece[start] = sizes.count
            var next = 0
            while next < queue.count {
                let cell = queue[next]
                next += 1
                let (column, row) = (cell % columns, cell / columns)
                for (x, y) in [(column - 1, row), (column + 1, row), (column, row - 1), (column, row + 1)]
                where x >= 0 && y >= 0 && x < columns && y < rows {
                    let other = y * columns + x
                    guard free[other] > 0, piece[other] < 0 else { continue }
                    piece[other] = sizes.count
                    queue.append(other)
                }
            }
            sizes.append(queue.count)
        }
        var chosen = sizes.indices.max { (sizes[$0], -$0) < (sizes[$1], -$1) }
        if let door {
            let nearest = free.indices.filter { free[$0] > 0 }.min { first, second in
                func way(_ cell: Int) -> Int {
                    let (x, y) = (cell % columns - door.column, cell / columns - door.row)
                    return x * x + y * y
                }
                return (way(first), first) < (way(second), second)
            }
            chosen = nearest.map { piece[$0] }
        }
        return free.indices.map { free[$0] == 0 ? 0 : piece[$0] == chosen ? 1 : 2 }
    }

    /// The share of the free floor that can be reached, 0 to 1; 1 where nothing is free.
    package var reachedShare: Double {
        let free = cells.count { $0 > 0 }
        return free == 0 ? 1 : Double(cells.count { $0 == 1 }) / Double(free)
    }

    /// Whether a spot can be reached on foot.
    package func isReached(x: Double, y: Double) -> Bool {
        let (column, row) = (Int(x / side), Int(y / side))
        guard (0..<columns).contains(column), (0..<rows).contains(row) else { return false }
        return cells[row * columns + column] == 1
    }

    /// The floor's colour with the way marked: green where one can go, amber where one could stand but not get.
    @inline(__always)
    func tinted(_ colour: SIMD3<Float>, x: Float, y: Float) -> SIMD3<Float> {
        let (column, row) = (Int(x / Float(side)), Int(y / Float(side)))
        guard column >= 0, row >= 0, column < columns, row < rows else { return colour }
        switch cells[row * columns + column] {
        case 1: return colour * 0.4 + SIMD3(0.16, 0.62, 0.42) * 0.6
        case 2: return colour * 0.4 + SIMD3(0.95, 0.55, 0.12) * 0.6
        default: return colour
        }
    }
}
