import Assets
import CKernels
import SceneGraph

/// Carries light through a grid of cubes, direction by direction, and sums what arrives.
struct LightCarrier {
    /// A direction in which light is looked for.
    struct Way {
        /// The signs of the direction: cubes are passed against them.
        var signs: SIMD3<Int>
        /// Neighbours from which light comes, and their shares: several, which blurs the rays, for they are few.
        var taps: [(step: SIMD3<Int>, share: Float)]
        var unit: SIMD3<Float>
        /// Its share of the sphere, not yet normalised. With these the mean of |x|, |y| and |z| is near a half.
        var weight: Float
    }

    let grid: VoxelGrid
    /// Four a cube, as `LightField` keeps them.
    private let target: UnsafeMutablePointer<SIMD4<Float>>
    /// What a cube's content sends back, and how much it blocks; of the border's cubes what comes in there.
    private var thrown: [SIMD4<Float>]

    /// Where the light from above is looked for, and all other directions.
    static let downward = ways { $0.z > 0 }
    static let sideways = ways { $0.z <= 0 }
    private static let total = (downward + sideways).reduce(Float(0)) { $0 + $1.weight }

    private static func ways(_ isWanted: (SIMD3<Int>) -> Bool) -> [Way] {
        var result: [Way] = []
        for z in -1...1 {
            for y in -1...1 {
                for x in -1...1 where x != 0 || y != 0 || z != 0 {
                    let signs = SIMD3(x, y, z)
                    guard isWanted(signs) else { continue }
                    let order = abs(x) + abs(y) + abs(z)
                    let unit = SIMD3(Float(x), Float(y), Float(z)).unit
                    let weight: Float = order == 3 ? 0.44 : order == 2 ? (z == 0 ? 0.52 : 0.42) : z == 0 ? 0.62 : 0.26
                    result.append(Way(signs: signs, taps: taps(signs), unit: unit, weight: weight))
                    // Upward and downward there are steeper ways too, or the middle of a room would hardly see its top.
                    guard z != 0, order > 1 else { continue }
                    let across = order == 2 ? Float(0.5) : 0.4
                    result.append(
                        Way(
                            signs: signs, taps: steepTaps(signs),
                            unit: SIMD3(Float(x) * across, Float(y) * across, Float(z)).unit,
                            weight: order == 2 ? 0.18 : 0.16))
                }
            }
        }
        return result
    }

    /// Half of the light from straight ahead and half from the slant, or from the three slants.
    private static func steepTaps(_ signs: SIMD3<Int>) -> [(step: SIMD3<Int>, share: Float)] {
        let ahead = SIMD3(0, 0, signs.z)
        guard signs.x != 0, signs.y != 0 else { return [(ahead, 0.5), (signs, 0.5)] }
        return [
            (ahead, 0.4), (SIMD3(signs.x, 0, signs.z), 0.2), (SIMD3(0, signs.y, signs.z), 0.2), (signs, 0.2),
        ]
    }

    /// Of a slanted direction the neighbours on the way to the slanted one pass some of the light; of a straight one
    /// those beside it.
    private static func taps(_ signs: SIMD3<Int>) -> [(step: SIMD3<Int>, share: Float)] {
        let beside = neighbours(signs)
        let isStraight = abs(signs.x) + abs(signs.y) + abs(signs.z) == 1
        let straight: Float = isStraight ? 0.6 : 0.46
        return [(signs, straight)] + beside.map { ($0, (1 - straight) / Float(beside.count)) }
    }

    init(grid: VoxelGrid, target: UnsafeMutablePointer<SIMD4<Float>>) {
        self.grid = grid
        self.target = target
        thrown = [SIMD4<Float>](repeating: .zero, count: grid.cells.count)
    }

    /// What comes in from the border's cubes.
    mutating func setBorder(
        top: SIMD3<Float>, wall: SIMD3<Float>, floor: SIMD3<Float>, windows: WindowLight?
    ) {
        let count = grid.count
        for z in 0..<count.z {
            for y in 0..<count.y {
                for x in 0..<count.x {
                    let isSide = x == 0 || y == 0 || x == count.x - 1 || y == count.y - 1
                    guard isSide || z == 0 || z == count.z - 1 else { continue }
                    var light = z == 0 ? floor : z == count.z - 1 ? top : wall
                    if isSide, z > 0, z < count.z - 1, let windows {
                        light = windows.openings.contains { holds($0, x, y, z) } ? WindowLight.skylight : wall
                    }
                    thrown[grid.index(x, y, z)] = SIMD4(light, 1)
                }
            }
        }
    }

    private func holds(_ opening: WindowLight.Opening, _ x: Int, _ y: Int, _ z: Int) -> Bool {
        // The walls of an outline need not be on the border, and slanted ones are not.
        guard let axis = opening.axis else { return false }
        let cube = SIMD3(x, y, z)
        let edge = opening.inward > 0 ? 0 : grid.count[axis] - 1
        let border = opening.inward > 0 ? 0 : Float(grid.count[axis] - 2) * grid.side
        guard cube[axis] == edge, abs(opening.plane - border) < 1.5 * grid.side else { return false }
        let along = (Float(cube[1 - axis]) - 0.5) * grid.side
        let up = (Float(z) - 0.5) * grid.side
        return along >= opening.low.x && along <= opening.high.x && up >= opening.low.y && up <= opening.high.y
    }

    /// Lights what the cubes hold, by the light that has arrived so far.
    mutating func light(_ strength: (SIMD3<Float>) -> SIMD3<Float>) {
        for index in thrown.indices where grid.cells[index].w > 0 {
            let (cell, mean) = (grid.cells[index], target[4 * index])
            let glow = grid.glow.isEmpty ? .zero : grid.glow[index]
            let own = SIMD3(glow.x, glow.y, glow.z) * 2.2
            let back = SIMD3(cell.x, cell.y, cell.z) * strength(SIMD3(mean.x, mean.y, mean.z)) + own
            thrown[index] = SIMD4(back, cell.w)
        }
    }

    /// Sets what the floor sends back under each column of cubes: `back` gets the light that fell there from above.
    mutating func lightFloor(_ back: (Int, Int, SIMD3<Float>) -> SIMD3<Float>) {
        for y in 1..<(grid.count.y - 1) {
            for x in 1..<(grid.count.x - 1) {
                let index = 4 * grid.index(x, y, 1)
                let (mean, upward) = (target[index], target[index + 3])
                let fallen = mean + upward * 2
                thrown[grid.index(x, y, 0)] = SIMD4(back(x, y, SIMD3(fallen.x, fallen.y, fallen.z)), 1)
            }
        }
    }

    /// Carries light along some directions, which all come from above or none of them does, and adds what arrives.
    mutating func carry(_ ways: [Way], form: RenderingForm = .best) {
        guard let set = form.kernelSet else {
            // What comes out of each cube along the present direction.
            var passing = [SIMD4<Float>](repeating: .zero, count: grid.cells.count)
            for way in ways { carry(way, &passing) }
            return
        }
        let kernelWays = ways.map(kernelForm)
        let layer = grid.count.x * grid.count.y
        let isDownward = ways.first.map { $0.signs.z > 0 } ?? false
        // The kernel reads nothing of it that it has not written.
        withUnsafeTemporaryAllocation(of: SIMD4<Float>.self, capacity: 2 * layer * ways.count) { scratch in
            thrown.withUnsafeBytes { thrown in
                withUnsafePointer(to: (Int32(grid.count.x), Int32(grid.count.y), Int32(grid.count.z))) { count in
                    count.withMemoryRebound(to: Int32.self, capacity: 3) { count in
                        ck_light_carry(
                            set, count, kernelWays, kernelWays.count, isDownward ? 1 : 0,
                            thrown.baseAddress?.assumingMemoryBound(to: Float.self),
                            UnsafeMutableRawPointer(target).assumingMemoryBound(to: Float.self),
                            UnsafeMutableRawBufferPointer(scratch).baseAddress?.assumingMemoryBound(to: Float.self))
                    }
                }
            }
        }
    }

    private func kernelForm(_ way: Way) -> ck_light_way {
        var form = ck_light_way()
        form.signs = (Int32(way.signs.x), Int32(way.signs.y), Int32(way.signs.z))
        form.tap_count = Int32(way.taps.count)
        withUnsafeMutableBytes(of: &form.steps) { bytes in
            let steps = bytes.bindMemory(to: Int32.self)
            for (number, tap) in way.taps.enumerated() {
                for axis in 0..<3 { steps[3 * number + axis] = Int32(tap.step[axis]) }
            }
        }
        withUnsafeMutableBytes(of: &form.shares) { bytes in
            let shares = bytes.bindMemory(to: Float.self)
            for (number, tap) in way.taps.enumerated() { shares[number] = tap.share }
        }
        let share = way.weight / Self.total
        form.slopes = (share, way.unit.x * share, way.unit.y * share, way.unit.z * share)
        return form
    }

    private func carry(_ way: Way, _ passing: inout [SIMD4<Float>]) {
        let count = grid.count
        let share = way.weight / Self.total
        let slopes = way.unit * share
        let (row, layer) = (count.x, count.x * count.y)
        let taps = way.taps.map { ($0.step.z * layer + $0.step.y * row + $0.step.x, $0.share) }
        // A way along x needs the columns before it whole, all others the rows.
        let isAlongX = way.signs.y == 0 && way.signs.z == 0
        let (outer, inner) = isAlongX ? (0, 1) : (1, 0)
        func order(_ step: Int, _ count: Int) -> StrideThrough<Int> {
            step > 0 ? stride(from: count - 2, through: 1, by: -1) : stride(from: 1, through: count - 2, by: 1)
        }
        passing.withUnsafeMutableBufferPointer { passing in
            thrown.withUnsafeBufferPointer { thrown in
                // Of what is read only the border has not been passed.
                for index in thrown.indices { passing[index] = thrown[index] }
                for z in order(way.signs.z, count.z) {
                    for first in order(way.signs[outer], count[outer]) {
                        for second in order(way.signs[inner], count[inner]) {
                            let (x, y) = isAlongX ? (first, second) : (second, first)
                            let index = z * layer + y * row + x
                            var arrived = SIMD4<Float>()
                            for (offset, share) in taps { arrived += passing[index + offset] * share }
                            target[4 * index] += arrived * share
                            target[4 * index + 1] += arrived * slopes.x
                            target[4 * index + 2] += arrived * slopes.y
                            target[4 * index + 3] += arrived * slopes.z
                            let content = thrown[index]
                            passing[index] = arrived + (content - arrived) * content.w
                        }
                    }
                }
            }
        }
    }

    /// Level ways spread within their layer alone, since the layer above them has not been passed yet.
    private static func neighbours(_ step: SIMD3<Int>) -> [SIMD3<Int>] {
        let axes = (0..<3).filter { step[$0] != 0 }
        if axes.count == 1 {
            return (0..<(step.z == 0 ? 2 : 3)).filter { step[$0] == 0 }.flatMap { axis in
                [-1, 1].map { side in
                    var way = step
                    way[axis] = side
                    return way
                }
            }
        }
        return axes.map { axis in
            var way = step
            way[axis] = 0
            return way
        }
    }

    /// Fills the border and cubes that are full with what their free neighbours hold, so that reading beside a
    /// surface does not reach into the dark.
    mutating func finish() {
        let count = grid.count
        var isOpen = [Bool](repeating: false, count: count.x * count.y * count.z)
        for z in 1..<count.z - 1 {
            for y in 1..<count.y - 1 {
                for x in 1..<count.x - 1 {
                    let index = grid.index(x, y, z)
                    isOpen[index] = grid.cells[index].w < 0.55
                }
            }
        }
        smoothWalls(isOpen)
        for z in 0..<count.z {
            for y in 0..<count.y {
                for x in 0..<count.x where !isOpen[grid.index(x, y, z)] { fill(x, y, z, isOpen) }
            }
        }
    }

    private func fill(_ x: Int, _ y: Int, _ z: Int, _ isOpen: [Bool]) {
        let count = grid.count
        var sums = (SIMD4<Float>(), SIMD4<Float>(), SIMD4<Float>(), SIMD4<Float>())
        var found: Float = 0
        for dz in max(z - 1, 0)...min(z + 1, count.z - 1) {
            for dy in max(y - 1, 0)...min(y + 1, count.y - 1) {
                for dx in max(x - 1, 0)...min(x + 1, count.x - 1) {
                    let index = grid.index(dx, dy, dz)
                    guard isOpen[index] else { continue }
                    let from = target + 4 * index
                    sums.0 += from[0]
                    sums.1 += from[1]
                    sums.2 += from[2]
                    sums.3 += from[3]
                    found += 1
                }
            }
        }
        let to = target + 4 * grid.index(x, y, z)
        guard found > 0 else {
            // Deep inside, or a corner of the border: a middling light.
            to[0] = to[0].w > 0 ? to[0] : SIMD4(0.4, 0.4, 0.4, 1)
            return
        }
        to[0] = sums.0 / found
        to[1] = sums.1 / found
        to[2] = sums.2 / found
        to[3] = sums.3 / found
    }

    /// Evens the light along the walls. Light comes along few directions, so that things throw it and keep it off in
    /// streaks, which nothing shows as well as an even wall.
    private func smoothWalls(_ isOpen: [Bool]) {
        let count = grid.count
        for axis in 0..<2 {
            // Lines along a wall: the two next to it on each side.
            let (length, across) = (count[axis], count[1 - axis])
            guard across >= 6, length > 2 else { continue }
            for z in 1..<count.z - 1 {
                for line in [1, 2, across - 3, across - 2] {
                    smooth((0..<length).map { axis == 0 ? grid.index($0, line, z) : grid.index(line, $0, z) }, isOpen)
                }
            }
        }
    }

    /// Means of the open cubes of a line, the nearer ones weighing more.
    private func smooth(_ line: [Int], _ isOpen: [Bool]) {
        let reach = 4
        var means = [SIMD4<Float>](repeating: .zero, count: 4 * line.count)
        for (place, index) in line.enumerated() where isOpen[index] {
            var whole: Float = 0
            for other in max(place - reach, 0)...min(place + reach, line.count - 1) where isOpen[line[other]] {
                let weight = Float(reach + 1 - abs(other - place))
                whole += weight
                for part in 0..<4 { means[4 * place + part] += target[4 * line[other] + part] * weight }
            }
            for part in 0..<4 { means[4 * place + part] /= whole }
        }
        for (place, index) in line.enumerated() where isOpen[index] {
            for part in 0..<4 { target[4 * index + part] = means[4 * place + part] }
        }
    }
}
