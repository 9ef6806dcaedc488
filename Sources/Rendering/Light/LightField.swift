import Assets
import SceneGraph

/// The light that comes from all around, at every spot of the room: what shades corners, undersides and the floor
/// below things, and tints white walls with the colour of what stands by them.
///
/// Light is carried through a grid of cubes along 42 directions, as in the method of discrete ordinates
/// (S. Chandrasekhar, "Radiative Transfer", 1950): a cube passes on what comes to it, less what its content blocks,
/// plus what its content throws back. What arrives is kept as the first four spherical harmonics, from which the light
/// on a surface of any direction follows (R. Ramamoorthi and P. Hanrahan, "An Efficient Representation for Irradiance
/// Environment Maps", SIGGRAPH 2001).
struct LightField: Sendable {
    let count: SIMD3<Int>
    let scale: Float
    /// Four a cube: the mean of the light, and its means along x, y and z.
    let harmonics: FixedArray<SIMD4<Float>>

    /// Light through the open top and from the walls, which are taken for evenly lit whether they are drawn or not.
    private static let top = SIMD3<Float>(0.97, 1.0, 1.04) * 1.12
    private static let wall = SIMD3<Float>(0.9, 0.88, 0.86) * 0.7
    private static let dim = SIMD3<Float>(repeating: 0.16)

    init(
        _ request: RenderRequest, finish: RoomFinish, casters: LightCasters, shadow: KeyShadow, sun: WindowLight?,
        form: RenderingForm = .best
    ) {
        var grid = VoxelGrid(room: request.room.size)
        grid.fill(casters, form: form)
        if let outline = request.room.outline {
            grid.wallOff(outline, light: Self.wall * finish.wall, windows: sun?.openings ?? [])
        }
        let count = grid.count
        self.count = count
        scale = grid.scale
        let floor = finish.floorMean
        let plaster = finish.wall
        let size = count.x * count.y * count.z
        harmonics = FixedArray(repeating: .zero, count: 4 * size) { target in
            var carrier = LightCarrier(grid: grid, target: target)
            carrier.setBorder(top: Self.top, wall: Self.wall * plaster, floor: floor * 0.4, windows: sun)
            // What falls from above lights the floor and what stands on it, which then light the rest.
            carrier.light { _ in Self.dim * 2 }
            carrier.carry(LightCarrier.downward, form: form)
            carrier.lightFloor { x, y, fallen in
                let point = SIMD3((Float(x) - 0.5) * grid.side, (Float(y) - 0.5) * grid.side, 0.01)
                let up = SIMD3<Float>(0, 0, 1)
                var direct = RoomLight.key * (shadow.visibility(point, normal: up) * RoomLight.toKey.z)
                if let sun { direct += WindowLight.sunlight * (sun.visibility(point, normal: up) * sun.toSun.z) }
                return floor * (fallen + direct)
            }
            carrier.light { fallen in fallen * 0.55 + Self.dim }
            carrier.carry(LightCarrier.sideways, form: form)
            carrier.finish()
        }
    }

    /// The light that falls on a surface, as a multiple of what a white one sends back. `lift` is how far before the
    /// surface it is read, in cubes: far enough that the surface is not its own shade.
    @inline(__always)
    func irradiance(_ point: SIMD3<Float>, _ normal: SIMD3<Float>) -> SIMD3<Float> {
        let limit = SIMD3<Float>(Float(count.x), Float(count.y), Float(count.z)) - 1.001
        let place = (point * scale + normal * 0.62 + 0.5).clamped(
            lowerBound: SIMD3(repeating: 0), upperBound: limit)
        // One by one: the conversion of a vector is not made in line.
        let cube = (x: Int(place.x), y: Int(place.y), z: Int(place.z))
        let share = place - SIMD3(Float(cube.x), Float(cube.y), Float(cube.z))
        let row = 4 * count.x
        let layer = row * count.y
        let double = normal * 2
        let base = harmonics.base + (cube.z &* layer &+ cube.y &* row &+ cube.x &* 4)
        // The mean of the light, and its slope along the normal, between two cubes of a row.
        @inline(__always)
        func line(_ start: UnsafePointer<SIMD4<Float>>) -> SIMD4<Float> {
            let mean: SIMD4<Float> = start[0] + (start[4] - start[0]) * share.x
            let x: SIMD4<Float> = start[1] + (start[5] - start[1]) * share.x
            let y: SIMD4<Float> = start[2] + (start[6] - start[2]) * share.x
            let z: SIMD4<Float> = start[3] + (start[7] - start[3]) * share.x
            return mean + (x * double.x + y * double.y + z * double.z)
        }
        @inline(__always)
        func sheet(_ start: UnsafePointer<SIMD4<Float>>) -> SIMD4<Float> {
            let (first, second) = (line(start), line(start + row))
            return first + (second - first) * share.y
        }
        let (lower, upper) = (sheet(base), sheet(base + layer))
        let light = lower + (upper - lower) * share.z
        return pointwiseMax(SIMD3(light.x, light.y, light.z), SIMD3(repeating: 0.015))
    }
}
