import SceneGraph

/// The floor in cells, of which some are free to walk: which parts hang together.
///
/// The free configuration space of a person of 0.2 m radius (Merrell et al. 2011), on cells of 0.2 m or more.
struct FloorGrid {
    private let columns: Int
    private let rows: Int
    private let cellX: Double
    private let cellY: Double
    /// 0 free, -1 blocked, else the number of a connected part.
    private var cells: [Int32]
    /// Cells of each part, from part 1 on.
    private var sizes: [Int] = [0]

    static let personRadius = 0.2
    private static let maximumCells = 48

    /// - Parameter outline: the floor's outline where it is no rectangle; what lies outside is not free.
    init(room: Vector3, outline: FloorOutline? = nil) {
        func count(_ side: Double) -> Int {
            side.isFinite ? min(max(Int(side / 0.2), 1), Self.maximumCells) : 1
        }
        columns = count(room.x)
        rows = count(room.y)
        cellX = room.x / Double(columns)
        cellY = room.y / Double(rows)
        cells = [Int32](repeating: 0, count: columns * rows)
        guard let outline else { return }
        for cell in cells.indices {
            let middle = SIMD2(
                (Double(cell % columns) + 0.5) * cellX, (Double(cell / columns) + 0.5) * cellY)
            if !outline.contains(middle) { cells[cell] = -1 }
        }
    }

    /// The cells whose middles may lie within a distance of a footprint.
    private func span(_ footprint: Footprint, margin: Double) -> (columns: Range<Int>, rows: Range<Int>) {
        func range(_ center: Double, _ reach: Double, _ cell: Double, _ count: Int) -> Range<Int> {
            let first = ((center - reach) / cell - 0.5).rounded(.up)
            let last = ((center + reach) / cell - 0.5).rounded(.down)
            guard first <= last, last >= 0, first < Double(count) else { return 0..<0 }
            return Int(max(first, 0))..<Int(min(last, Double(count - 1))) + 1
        }
        return (
            range(footprint.x, footprint.reachX + margin, cellX, columns),
            range(footprint.y, footprint.reachY + margin, cellY, rows)
        )
    }

    /// Takes away the cells at which a person would touch a footprint.
    mutating func block(_ footprint: Footprint) {
        let span = span(footprint, margin: Self.personRadius)
        for row in span.rows {
            for column in span.columns
            where footprint.contains(
                (Double(column) + 0.5) * cellX, (Double(row) + 0.5) * cellY, margin: Self.personRadius)
            {
                cells[row * columns + column] = -1
            }
        }
    }

    /// Numbers the connected parts of what is free.
    mutating func connect() {
        var stack: [Int] = []
        for start in cells.indices where cells[start] == 0 {
            let part = Int32(sizes.count)
            sizes.append(0)
            cells[start] = part
            stack.append(start)
            while let cell = stack.popLast() {
                sizes[Int(part)] += 1
                let (row, column) = (cell / columns, cell % columns)
                if column > 0 { visit(cell - 1, part, &stack) }
                if column + 1 < columns { visit(cell + 1, part, &stack) }
                if row > 0 { visit(cell - columns, part, &stack) }
                if row + 1 < rows { visit(cell + columns, part, &stack) }
            }
        }
    }

    private mutating func visit(_ cell: Int, _ part: Int32, _ stack: inout [Int]) {
        guard cells[cell] == 0 else { return }
        cells[cell] = part
        stack.append(cell)
    }

    /// The part with the most cells; nil where nothing is free.
    var mainPart: Int? { sizes.indices.dropFirst().max { sizes[$0] < sizes[$1] } }

    /// The largest part that comes within a distance of a footprint.
    func part(near footprint: Footprint, within distance: Double) -> Int? {
        var best: Int?
        let span = span(footprint, margin: distance)
        for row in span.rows {
            for column in span.columns {
                let part = Int(cells[row * columns + column])
                guard part > 0, best.map({ sizes[part] > sizes[$0] }) ?? true else { continue }
                best = part
            }
        }
        return best
    }

    /// Whether a part comes within a distance of a footprint.
    func touches(_ part: Int, _ footprint: Footprint, within distance: Double) -> Bool {
        let span = span(footprint, margin: distance)
        for row in span.rows {
            for column in span.columns where Int(cells[row * columns + column]) == part { return true }
        }
        return false
    }

    /// The share of the free cells that belong to a part.
    func share(of part: Int) -> Double {
        let free = sizes.reduce(0, +)
        return free > 0 ? Double(sizes[part]) / Double(free) : 0
    }
}
