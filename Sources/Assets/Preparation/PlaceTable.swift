/// Numbers points in the order in which they first come; equal points get one number. A hash table with open addressing,
/// several times as fast as a dictionary of vectors.
struct PlaceTable {
    private(set) var places: [SIMD3<Float>] = []
    private var slots: [Int32]
    private var mask: Int

    /// - Parameter capacity: about how many points will come.
    init(capacity: Int) {
        var size = 16
        while size < capacity * 2 { size *= 2 }
        slots = [Int32](repeating: -1, count: size)
        mask = size - 1
        places.reserveCapacity(capacity)
    }

    /// The number of a point, which must be finite.
    mutating func number(of point: SIMD3<Float>) -> Int32 {
        // Minus zero equals zero, so it must hash alike.
        let key = point + SIMD3(repeating: 0)
        var slot = Self.hash(key) & mask
        while slots[slot] >= 0 {
            if places[Int(slots[slot])] == key { return slots[slot] }
            slot = (slot + 1) & mask
        }
        let number = Int32(places.count)
        slots[slot] = number
        places.append(point)
        if places.count * 2 > slots.count { grow() }
        return number
    }

    private mutating func grow() {
        slots = [Int32](repeating: -1, count: slots.count * 2)
        mask = slots.count - 1
        for (number, place) in places.enumerated() {
            var slot = Self.hash(place + SIMD3(repeating: 0)) & mask
            while slots[slot] >= 0 { slot = (slot + 1) & mask }
            slots[slot] = Int32(number)
        }
    }

    private static func hash(_ point: SIMD3<Float>) -> Int {
        var state = UInt64(point.x.bitPattern) &* 0x9E37_79B9_7F4A_7C15
        state ^= UInt64(point.y.bitPattern) &* 0xC2B2_AE3D_27D4_EB4F
        state ^= state >> 29
        state ^= UInt64(point.z.bitPattern) &* 0x1656_67B1_9E37_79F9
        state = (state ^ state >> 32) &* 0xD6E8_FEB8_6659_FD93
        return Int(truncatingIfNeeded: (state ^ state >> 32) & 0x7FFF_FFFF_FFFF)
    }
}
