import Imaging

/// A prepared mesh as bytes, for a cache on disk: little-endian, with a checksum at the end. Textures are kept with their
/// smaller copies, ready to be drawn, beside the PNG or JPEG files that they came from: decoding these would cost more than
/// everything else that is read.
public enum MeshFile {
    /// Changes whenever meshes are prepared or written otherwise, so that older files are made again.
    private static let version: UInt32 = 4
    private static let magic: UInt32 = 0x4853_4D4D

    /// The file of a mesh.
    public static func bytes(of mesh: Mesh) -> [UInt8] {
        var writer = Writer()
        writer.word(magic)
        writer.word(version)
        let textures = mesh.parts.compactMap(\.texture)
        var distinct: [Texture] = []
        for texture in textures where !distinct.contains(texture) { distinct.append(texture) }
        writer.word(UInt32(distinct.count))
        for texture in distinct {
            let content = texture.file?.bytes ?? []
            writer.word(UInt32(content.count))
            // To a whole number of words, so that texels can be read where they lie.
            writer.bytes += content + [UInt8](repeating: 0, count: -content.count & 3)
            writer.word(UInt32(texture.width))
            writer.word(UInt32(texture.height))
            writer.words(Array(texture.texels))
        }
        writer.word(UInt32(mesh.parts.count))
        for part in mesh.parts { write(part, distinct, to: &writer) }
        writer.word(writer.bytes.withUnsafeBytes { checksum($0, count: $0.count) })
        return writer.bytes
    }

    /// The mesh in a file; nil for one that is damaged, incomplete or of another version.
    public static func mesh(_ bytes: [UInt8]) -> Mesh? { bytes.withUnsafeBytes { mesh($0, keptBy: nil) } }

    /// The mesh in the file at a path; nil also where there is none.
    public static func mesh(atPath path: String) -> Mesh? {
        // Mapped, so that nothing is copied but what the mesh keeps. A cache replaces its files and never shortens them.
        MappedFile(path: path).flatMap { mesh($0.bytes, keptBy: $0) }
    }

    /// - Parameter owner: keeps the bytes, so that texels need not be copied; without it they are.
    private static func mesh(_ bytes: UnsafeRawBufferPointer, keptBy owner: AnyObject?) -> Mesh? {
        guard bytes.count >= 20 else { return nil }
        var reader = MeshFileReader(bytes: bytes, end: bytes.count - 4)
        var last = MeshFileReader(bytes: bytes, position: bytes.count - 4, end: bytes.count)
        guard reader.word() == magic, reader.word() == version,
            last.word() == checksum(bytes, count: bytes.count - 4), let textureCount = reader.word()
        else { return nil }
        var textures: [Texture] = []
        for _ in 0..<textureCount {
            guard let content = reader.block(), let width = reader.word(), let height = reader.word(),
                let texelCount = reader.word(), let texels = reader.texels(Int(texelCount), keptBy: owner),
                let texture = Texture(
                    width: Int(width), height: Int(height), texels: texels,
                    file: ImageFormat(signatureOf: content).map { .init(format: $0, bytes: content) })
            else { return nil }
            textures.append(texture)
        }
        guard let partCount = reader.word() else { return nil }
        var mesh = Mesh()
        for _ in 0..<partCount {
            guard let part = part(&reader, textures) else { return nil }
            mesh.parts.append(part)
        }
        return reader.position == reader.end ? mesh : nil
    }

    private static func write(_ part: Mesh.Part, _ textures: [Texture], to writer: inout Writer) {
        let surface = part.surface
        for value in [
            surface.colour.red, surface.colour.green, surface.colour.blue, surface.roughness, surface.metalness,
            surface.opacity, surface.emission,
        ] { writer.word(value.bitPattern) }
        switch part.alphaMode {
        case .opaque: writer.word(0)
        case .blend: writer.word(1)
        case .mask(let cutoff):
            writer.word(2)
            writer.word(cutoff.bitPattern)
        }
        writer.word(part.isDoubleSided ? 1 : 0)
        writer.word(part.texture.flatMap { textures.firstIndex(of: $0) }.map { UInt32($0 + 1) } ?? 0)
        writer.word(UInt32(part.positions.count))
        for vector in part.positions + part.normals {
            for axis in 0..<3 { writer.word(vector[axis].bitPattern) }
        }
        writer.word(UInt32(part.coordinates.count))
        for place in part.coordinates {
            writer.word(place.x.bitPattern)
            writer.word(place.y.bitPattern)
        }
        writer.word(UInt32(part.indices.count))
        for index in part.indices { writer.word(index) }
    }

    /// Tells a damaged file from a whole one: words of 64 bits, multiplied and mixed along four ways at once, which takes
    /// no longer than reading them.
    private static func checksum(_ bytes: UnsafeRawBufferPointer, count: Int) -> UInt32 {
        let factor: UInt64 = 0x9E37_79B9_7F4A_7C15
        var (a, b, c, d) = (UInt64(count), factor, ~factor, UInt64(1))
        func mixed(_ state: UInt64, _ word: UInt64) -> UInt64 {
            let product = (state ^ word) &* factor
            return product ^ product >> 32
        }
        func word(_ offset: Int) -> UInt64 {
            UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
        }
        var offset = 0
        while offset + 32 <= count {
            a = mixed(a, word(offset))
            b = mixed(b, word(offset + 8))
            c = mixed(c, word(offset + 16))
            d = mixed(d, word(offset + 24))
            offset += 32
        }
        while offset < count {
            a = mixed(a, UInt64(bytes[offset]))
            offset += 1
        }
        let sum = mixed(mixed(mixed(a, b), c), d)
        return UInt32(truncatingIfNeeded: sum ^ sum >> 32)
    }

    private static func part(_ reader: inout MeshFileReader, _ textures: [Texture]) -> Mesh.Part? {
        guard let look = reader.floats(7), let mode = reader.word() else { return nil }
        let surface = Surface(
            Colour(red: look[0], green: look[1], blue: look[2]), roughness: look[3], metalness: look[4],
            opacity: look[5], emission: look[6])
        let alphaMode: AlphaMode
        switch mode {
        case 0: alphaMode = .opaque
        case 1: alphaMode = .blend
        case 2:
            guard let cutoff = reader.floats(1) else { return nil }
            alphaMode = .mask(cutoff: cutoff[0])
        default: return nil
        }
        guard let sides = reader.word(), let texture = reader.word(), texture <= textures.count,
            let count = reader.word().map(Int.init), let positions = reader.vectors(count),
            let normals = reader.vectors(count), let placed = reader.word().map(Int.init),
            placed == 0 || placed == count, let places = reader.places(placed),
            let indexCount = reader.word().map(Int.init), indexCount % 3 == 0, let indices = reader.words(indexCount),
            indexCount == 0 || indices.reduce(0, max) < count
        else { return nil }
        return Mesh.Part(
            surface: surface, positions: positions, normals: normals, indices: indices, coordinates: places,
            texture: texture == 0 ? nil : textures[Int(texture) - 1], alphaMode: alphaMode, isDoubleSided: sides != 0)
    }

    private struct Writer {
        var bytes: [UInt8] = []
        mutating func word(_ value: UInt32) { withUnsafeBytes(of: value.littleEndian) { bytes += $0 } }

        /// Their number and the words.
        mutating func words(_ values: [UInt32]) {
            word(UInt32(values.count))
            values.map { $0.littleEndian }.withUnsafeBytes { bytes += $0 }
        }
    }
}
