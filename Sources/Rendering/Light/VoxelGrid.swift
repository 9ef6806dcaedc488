import Assets
import CKernels
import Foundation
import SceneGraph

/// The room in cubes: how much each holds, and of what colour. One cube more on every side stands for the walls, the
/// floor and the open top.
struct VoxelGrid {
    /// Cubes along each axis, the border included.
    let count: SIMD3<Int>
    /// The side of a cube, metres.
    let side: Float
    /// The room's frame to cubes: cube (1, 1, 1) begins at the room's corner.
    let scale: Float
    /// One a cube: the colour of what it holds, and in the last component how much of the way through it is blocked.
    var cells: [SIMD4<Float>]
    /// Light of its own, one a cube; empty where nothing glows.
    var glow: [SIMD4<Float>] = []

    /// About as many cubes as a grid has.
    private static let budget = 70_000.0

    init(room: Vector3) {
        let volume = room.x * room.y * room.z
        let side = max(cbrt(volume / Self.budget), max(room.x, room.y, room.z) / 120)
        func cubes(_ length: Double) -> Int { max(Int((length / side).rounded(.up)), 1) + 2 }
        count = SIMD3(cubes(room.x), cubes(room.y), cubes(room.z))
        self.side = Float(side)
        scale = Float(1 / side)
        cells = [SIMD4<Float>](repeating: .zero, count: count.x * count.y * count.z)
    }

    @inline(__always)
    func index(_ x: Int, _ y: Int, _ z: Int) -> Int { (z * count.y + y) * count.x + x }

    /// Fills what lies outside of an outline with walls that give this light, and windows that give the sky's.
    mutating func wallOff(_ outline: FloorOutline, light: SIMD3<Float>, windows: [WindowLight.Opening]) {
        if glow.isEmpty { glow = [SIMD4<Float>](repeating: .zero, count: cells.count) }
        for y in 1..<(count.y - 1) {
            for x in 1..<(count.x - 1) {
                let place = SIMD2((Float(x) - 0.5) * side, (Float(y) - 0.5) * side)
                guard !outline.contains(SIMD2(Double(place.x), Double(place.y))) else { continue }
                for z in 1..<(count.z - 1) {
                    let up = (Float(z) - 0.5) * side
                    let isWindow = windows.contains { $0.holds(place, up, within: 1.5 * side) }
                    cells[index(x, y, z)] = SIMD4(0, 0, 0, 1)
                    // What glows sends out more than its share: see `LightCarrier.light`.
                    glow[index(x, y, z)] = SIMD4((isWindow ? WindowLight.skylight : light) / 2.2, 1)
                }
            }
        }
    }

    /// What a material does to light.
    private struct Matter {
        var colour: SIMD3<Float>
        var block: Float
        var emission: Float

        init(_ material: StudioMaterial, _ textures: [StudioTexture]) {
            block = material.isBlended ? material.colour.w * 0.5 : 1
            if material.cutoff > 0 { block = 0.5 }
            colour = SIMD3(material.colour.x, material.colour.y, material.colour.z)
            if material.texture >= 0 { colour *= textures[Int(material.texture)].mean }
            emission = material.emission
        }
    }

    /// Spreads the area of every triangle over the cubes that it passes.
    mutating func fill(_ casters: LightCasters, form: RenderingForm = .best) {
        let matters = casters.materials.map { Matter($0, casters.textures) }
        let glows = matters.contains { $0.emission > 0 }
        if glows { glow = [SIMD4<Float>](repeating: .zero, count: cells.count) }
        if let set = form.kernelSet {
            spread(casters, matters, set)
        } else {
            for part in casters.parts {
                for number in part.triangles { spread(casters.triangle(number), matters[Int(part.owner)]) }
            }
        }
        for index in cells.indices where cells[index].w > 0 {
            let weight = cells[index].w
            if glows { glow[index] = glow[index] / weight }
            cells[index] = SIMD4(
                cells[index].x / weight, cells[index].y / weight, cells[index].z / weight, min(weight, 1))
        }
    }

    /// The same by the vector kernels.
    private mutating func spread(_ casters: LightCasters, _ matters: [Matter], _ set: ck_instruction_set) {
        let (count, scale) = ([Int32(count.x), Int32(count.y), Int32(count.z)], scale)
        cells.withUnsafeMutableBytes { cells in
            glow.withUnsafeMutableBytes { glow in
                for part in casters.parts {
                    let matter = matters[Int(part.owner)]
                    var form = ck_light_matter(
                        colour: matter.colour.members, block: matter.block, emission: matter.emission)
                    ck_light_fill(
                        set, count, scale, &form, casters.rows, casters.corners.base, part.triangles.lowerBound,
                        part.triangles.upperBound, cells.baseAddress?.assumingMemoryBound(to: Float.self),
                        glow.baseAddress?.assumingMemoryBound(to: Float.self))
                }
            }
        }
    }

    private mutating func spread(_ corners: (SIMD3<Float>, SIMD3<Float>, SIMD3<Float>), _ matter: Matter) {
        let (a, b, c) = corners
        let area = (b - a).outer(c - a).squaredLength.squareRoot() / 2
        let longest = max((b - a).squaredLength, (c - a).squaredLength, (c - b).squaredLength).squareRoot()
        let steps = min(max(Int((longest * scale * 1.4).rounded(.up)), 1), 400)
        // Both faces of a solid count, so half of the area blocks the way.
        let share = area * matter.block * 0.5 / (side * side * Float(steps * steps))
        for row in 0..<steps {
            for column in 0..<(2 * (steps - row) - 1) {
                // The middles of the small triangles into which the steps cut the large one.
                let third: Float = column % 2 == 0 ? 1.0 / 3 : 2.0 / 3
                let u = (Float(column / 2) + third) / Float(steps)
                let v = (Float(row) + third) / Float(steps)
                let place = (a + (b - a) * u + (c - a) * v) * scale + 1
                guard place.min() >= 1, place.max() < 1e6 else { continue }
                let cube = (x: Int(place.x), y: Int(place.y), z: Int(place.z))
                guard cube.x <= count.x - 2, cube.y <= count.y - 2, cube.z <= count.z - 2 else { continue }
                let index = index(cube.x, cube.y, cube.z)
                cells[index] += SIMD4(matter.colour * share, share)
                if matter.emission > 0 {
                    glow[index] += SIMD4(matter.colour * (share * matter.emission), share)
                }
            }
        }
    }
}
