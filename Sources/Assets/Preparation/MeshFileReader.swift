/// Takes a mesh's file apart: little-endian words and numbers, each of which must be there and finite.
struct MeshFileReader {
    let bytes: UnsafeRawBufferPointer
    var position = 0
    let end: Int

    mutating func word() -> UInt32? {
        guard position <= end - 4 else { return nil }
        defer { position += 4 }
        return UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: position, as: UInt32.self))
    }

    mutating func words(_ count: Int) -> [UInt32]? {
        guard let source = take(count, words: 1) else { return nil }
        return [UInt32](unsafeUninitializedCapacity: count) { target, used in
            UnsafeMutableRawBufferPointer(target).copyMemory(from: source)
            if 1.littleEndian != 1 { for index in 0..<count { target[index] = target[index].byteSwapped } }
            used = count
        }
    }

    mutating func floats(_ count: Int) -> [Float]? {
        guard let values = words(count)?.map({ Float(bitPattern: $0) }), values.allSatisfy(\.isFinite) else {
            return nil
        }
        return values
    }

    /// As many vectors of three numbers.
    mutating func vectors(_ count: Int) -> [SIMD3<Float>]? {
        guard let source = take(count, words: 3) else { return nil }
        // What is not finite makes this sum no number.
        var test = SIMD3<Float>()
        let result = [SIMD3<Float>](unsafeUninitializedCapacity: count) { target, used in
            for index in 0..<count {
                let vector = SIMD3(
                    Self.float(source, 12 * index), Self.float(source, 12 * index + 4),
                    Self.float(source, 12 * index + 8))
                target[index] = vector
                test += vector * 0
            }
            used = count
        }
        return test == SIMD3() ? result : nil
    }

    /// As many pairs of numbers.
    mutating func places(_ count: Int) -> [SIMD2<Float>]? {
        guard let source = take(count, words: 2) else { return nil }
        var test = SIMD2<Float>()
        let result = [SIMD2<Float>](unsafeUninitializedCapacity: count) { target, used in
            for index in 0..<count {
                let place = SIMD2(Self.float(source, 8 * index), Self.float(source, 8 * index + 4))
                target[index] = place
                test += place * 0
            }
            used = count
        }
        return test == SIMD2() ? result : nil
    }

    /// As many texels, where they lie if `owner` keeps the bytes.
    mutating func texels(_ count: Int, keptBy owner: AnyObject?) -> Texels? {
        guard let owner, 1.littleEndian == 1, let start = bytes.baseAddress,
            Int(bitPattern: start + position) % MemoryLayout<UInt32>.alignment == 0
        else { return words(count).map { Texels($0) } }
        return take(count, words: 1).map { Texels($0.assumingMemoryBound(to: UInt32.self), keptBy: owner) }
    }

    /// As many bytes as the word before them says, which lie in whole words.
    mutating func block() -> [UInt8]? {
        guard let count = word().map(Int.init), count + (-count & 3) <= end - position else { return nil }
        defer { position += count + (-count & 3) }
        return Array(bytes[position..<position + count])
    }

    /// The bytes of so many elements of some words each, if they are all there.
    private mutating func take(_ count: Int, words: Int) -> UnsafeRawBufferPointer? {
        guard count >= 0, count <= (end - position) / (4 * words) else { return nil }
        defer { position += 4 * words * count }
        return UnsafeRawBufferPointer(rebasing: bytes[position..<position + 4 * words * count])
    }

    private static func float(_ bytes: UnsafeRawBufferPointer, _ offset: Int) -> Float {
        Float(bitPattern: UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self)))
    }
}
