import JSON

/// The JSON of a glTF file and the binary chunk beside it, with checked access.
struct GLTFDocument {
    let name: String
    let limits: ModelLimits
    /// The whole file.
    let bytes: [UInt8]
    let root: JSONValue
    /// Where the binary chunk lies in the file; empty where there is none.
    let binary: Range<Int>

    /// What a file may require without being misread here: looks that are approximated, and forms of numbers.
    private static let knownExtensions: Set<String> = [
        "KHR_texture_transform", "KHR_mesh_quantization", "KHR_lights_punctual",
    ]

    /// Compressed meshes, which are refused with their names.
    private static let compressions = [
        ("KHR_draco_mesh_compression", "Draco"), ("EXT_meshopt_compression", "meshopt"),
        ("KHR_meshopt_compression", "meshopt"),
    ]

    /// What to say of extensions of which one is a compression; nil where none is.
    static func compression(_ extensions: JSONValue) -> String? {
        compressions.first { extensions[$0.0] != nil }.map { words(compression: $0) }
    }

    private static func words(compression: (extension: String, name: String)) -> String {
        "\(compression.name) compression (\(compression.extension); saving the model without it helps)"
    }

    /// Takes a binary glTF file apart (Khronos, "glTF 2.0 Specification", section 4.4).
    /// - Throws: `ModelFileError`.
    init(_ bytes: [UInt8], name: String, limits: ModelLimits) throws(ModelFileError) {
        guard bytes.count <= limits.maximumFileBytes else {
            throw ModelFileError(name, .tooLarge("bytes", count: bytes.count, limit: limits.maximumFileBytes))
        }
        let reader = LittleEndian(bytes: bytes, file: name)
        guard try reader.word(0) == 0x4654_6C67 else {
            throw ModelFileError(name, .malformed("it is not a binary glTF file"))
        }
        let version = try reader.word(4)
        guard version == 2 else { throw ModelFileError(name, .unsupported("version \(version) of glTF")) }
        let length = try reader.word(8)
        guard length <= bytes.count else { throw ModelFileError(name, .truncated) }
        let json = try Self.chunk(reader, at: 12, end: length, type: 0x4E4F_534A)
        guard let json, json.count <= limits.maximumJSONBytes else {
            throw ModelFileError(
                name, .malformed("its JSON is missing or longer than \(limits.maximumJSONBytes) bytes"))
        }
        do {
            root = try JSONParser.parse(bytes[json])
        } catch {
            throw ModelFileError(name, at: "the JSON", .malformed("\(error)"))
        }
        let start = (json.upperBound + 3) / 4 * 4
        binary =
            start + 8 <= length ? try Self.chunk(reader, at: start, end: length, type: 0x004E_4942) ?? 0..<0 : 0..<0
        self.bytes = bytes
        self.name = name
        self.limits = limits
        for item in root["extensionsRequired"]?.arrayValue ?? [] {
            let required = item.stringValue ?? ""
            if let compression = Self.compressions.first(where: { $0.0 == required }) {
                throw ModelFileError(name, .unsupported(Self.words(compression: compression)))
            }
            guard Self.knownExtensions.contains(required) || required.hasPrefix("KHR_materials_") else {
                throw ModelFileError(name, .unsupported("the extension '\(required.prefix(60))'"))
            }
        }
    }

    /// The content of the chunk at an offset; nil when it is of another type.
    private static func chunk(
        _ reader: LittleEndian, at offset: Int, end: Int, type: Int
    ) throws(ModelFileError) -> Range<Int>? {
        guard offset + 8 <= end else { throw ModelFileError(reader.file, .truncated) }
        let length = try reader.word(offset)
        guard length <= end - offset - 8 else { throw ModelFileError(reader.file, .truncated) }
        return try reader.word(offset + 4) == type ? offset + 8..<offset + 8 + length : nil
    }

    /// How many entries a list has; 0 where there is no such list.
    func count(_ list: String) -> Int { root[list]?.arrayValue?.count ?? 0 }

    /// An entry of a list.
    /// - Throws: `.outOfRange`, `.tooLarge`.
    func entry(_ list: String, _ index: Int) throws(ModelFileError) -> JSONValue {
        let entries = root[list]?.arrayValue ?? []
        guard entries.count <= limits.maximumItems else {
            throw ModelFileError(name, .tooLarge(list, count: entries.count, limit: limits.maximumItems))
        }
        guard index >= 0, index < entries.count else {
            throw ModelFileError(name, .outOfRange("entry of \(list)", index: index, count: entries.count))
        }
        return entries[index]
    }

    /// A whole number that must not be negative; nil where there is none.
    func index(_ value: JSONValue, _ key: String, at place: String) throws(ModelFileError) -> Int? {
        guard let member = value[key] else { return nil }
        guard let number = member.integerValue, number >= 0, number <= 1 << 40 else {
            throw ModelFileError(name, at: place, .malformed("'\(key)' is not a whole number"))
        }
        return number
    }

    /// Finite numbers, exactly this many; nil where there are none.
    func numbers(
        _ value: JSONValue, _ key: String, _ count: Int, at place: String
    ) throws(ModelFileError) -> [Double]? {
        guard let member = value[key] else { return nil }
        let numbers = (member.arrayValue ?? []).compactMap(\.doubleValue)
        guard numbers.count == count, member.arrayValue?.count == count, numbers.allSatisfy(\.isFinite) else {
            throw ModelFileError(name, at: place, .malformed("'\(key)' is not a list of \(count) numbers"))
        }
        return numbers
    }

    /// A finite number, or the one that stands for none.
    func number(
        _ value: JSONValue, _ key: String, or usual: Double, at place: String
    ) throws(ModelFileError) -> Double {
        guard let member = value[key] else { return usual }
        guard let number = member.doubleValue, number.isFinite else {
            throw ModelFileError(name, at: place, .malformed("'\(key)' is not a number"))
        }
        return number
    }
}
