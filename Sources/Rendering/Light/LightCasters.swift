import CKernels

/// The triangles that light falls on, as a scene holds them, and what they are made of.
struct LightCasters {
    let positions: FixedArray<SIMD3<Float>>
    /// Three a triangle.
    let corners: FixedArray<UInt32>
    let materials: [StudioMaterial]
    let textures: [StudioTexture]
    /// Triangles of one material each.
    var parts: [(owner: UInt32, triangles: Range<Int>)]

    /// The same without the triangles of some objects.
    func withoutItems(_ items: [Int]) -> LightCasters {
        let left = Set(items.map(Int32.init))
        var result = self
        result.parts.removeAll { left.contains(materials[Int($0.owner)].item) }
        return result
    }

    /// The corners of a triangle.
    func triangle(_ number: Int) -> (SIMD3<Float>, SIMD3<Float>, SIMD3<Float>) {
        let own = corners.base + 3 * number
        return (positions.base[Int(own[0])], positions.base[Int(own[1])], positions.base[Int(own[2])])
    }

    /// Positions as the vector kernels read them: rows of four numbers.
    var rows: UnsafePointer<Float> { UnsafeRawPointer(positions.base).assumingMemoryBound(to: Float.self) }
}
