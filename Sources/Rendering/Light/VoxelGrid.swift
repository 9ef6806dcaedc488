import Assets
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
    /// Light of its own, one a cube.
    var glow: [SIMD4<Float>]

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
        glow = cells
    }

    @inline(__always)
    func index(_ x: Int, _ y: Int, _ z: Int) -> Int { (z * count.y + y) * count.x + x }

    /// Fills what lies outside of an outline with walls that give this light, and windows that give the sky's.
    mutating func wallOff(_ outline: FloorOutline, light: SIMD3<Float>, windows: [WindowLight.Opening]) {
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
    mutating func fill(_ geometry: StudioGeometry) {
        let matters = geometry.materials.map { Matter($0, geometry.textures) }
        let glows = matters.contains { $0.emission > 0 }
        let form = (count: count, side: side, scale: scale)
        cells.withUnsafeMutableBufferPointer { cells in
            glow.withUnsafeMutableBufferPointer { glow in
                geometry.positions.withUnsafeBufferPointer { positions in
                    geometry.corners.withUnsafeBufferPointer { corners in
                        geometry.owners.withUnsafeBufferPointer { owners in
                            matters.withUnsafeBufferPointer { matters in
                                for number in owners.indices {
                                    let corner = 3 * number
                                    Self.spread(
                                        (
                                            positions[Int(corners[corner])], positions[Int(corners[corner + 1])],
                                            positions[Int(corners[corner + 2])]
                                        ), matters[Int(owners[number])], form, cells, glow)
                                }
                            }
                        }
                    }
                }
            }
        }
        for index in cells.indices where cells[index].w > 0 {
            let weight = cells[index].w
            if glows { glow[index] = glow[index] / weight }
            cells[index] = SIMD4(
                cells[index].x / weight, cells[index].y / weight, cells[index].z / weight, min(weight, 1))
        }
    }

    @inline(__always)
    private static func spread(
        _ corners: (SIMD3<Float>, SIMD3<Float>, SIMD3<Float>), _ matter: Matter,
        _ form: (count: SIMD3<Int>, side: Float, scale: Float), _ cells: UnsafeMutableBufferPointer<SIMD4<Float>>,
        _ glow: UnsafeMutableBufferPointer<SIMD4<Float>>
    ) {
        let (a, b, c) = corners
        let area = (b - a).outer(c - a).squaredLength.squareRoot() / 2
        let longest = max((b - a).squaredLength, (c - a).squaredLength, (c - b).squaredLength).squareRoot()
        let steps = min(max(Int((longest * form.scale * 1.4).rounded(.up)), 1), 400)
        // Both faces of a solid count, so half of the area blocks the way.
        let share = area * matter.block * 0.5 / (form.side * form.side * Float(steps * steps))
        let content = SIMD4(matter.colour * share, share)
        for row in 0..<steps {
            for column in 0..<(2 * (steps - row) - 1) {
                // The middles of the small triangles into which the steps cut the large one.
                let third: Float = column % 2 == 0 ? 1.0 / 3 : 2.0 / 3
                let u = (Float(column / 2) + third) / Float(steps)
                let v = (Float(row) + third) / Float(steps)
                let place = (a + (b - a) * u + (c - a) * v) * form.scale + 1
                guard place.min() >= 1, place.max() < 1e6 else { continue }
                let cube = (x: Int(place.x), y: Int(place.y), z: Int(place.z))
                guard cube.x <= form.count.x - 2, cube.y <= form.count.y - 2, cube.z <= form.count.z - 2 else {
                    continue
                }
                let index = (cube.z * form.count.y + cube.y) * form.count.x + cube.x
                cells[index] += content
                if matter.emission > 0 {
                    glow[index] += SIMD4(matter.colour * (share * matter.emission), share)
                }
            }
        }
    }
}
