import Assets
import Foundation
import JSON
import Tensors
import VLM

extension EmbeddingTable {
    /// The most bytes of a file of identifiers, and of an array in a zip archive, which is read into memory.
    private static let maximumIdentifierBytes = 512 << 20
    private static let maximumUnpackedBytes = 2 << 30
    /// The longest identifier.
    private static let maximumIdentifier = 512
    /// What arrays of embeddings are called, the first that is there taken.
    private static let names = ["embeddings", "feats", "vectors", "arr_0"]

    /// Reads a table: a file `NAME.npy`, `NAME.npz` or `NAME.safetensors` with an array of rows x numbers in F32 or F16
    /// (safetensors: BF16 too), and `NAME.json` with the rows' identifiers.
    ///
    /// In a file of several arrays the one is taken that is called `embeddings`, `feats`, `vectors` or `arr_0`. The
    /// identifiers are a list of texts or of objects with a `uid`, `id` or `u`; or an object with such a list as
    /// `ids`, `uids`, `us` or `entries`.
    /// - Throws: `EmbeddingError.file`.
    public init(file: URL) throws(EmbeddingError) {
        let name = file.lastPathComponent
        let rows = try Self.rows(file, name)
        let list = file.deletingPathExtension().appendingPathExtension("json")
        try self.init(name: name, ids: try Self.identifiers(list), rows: rows)
    }

    private static func rows(_ file: URL, _ name: String) throws(EmbeddingError) -> StoredTensor {
        do {
            switch file.pathExtension.lowercased() {
            case "npy": return try NumPyFile(storage: MappedFile.open(file, name: name), name: name).tensor()
            case "npz": return try archived(file, name)
            case "safetensors":
                let tables = try SafetensorsFile(file, name: name, toleratesOtherTypes: true)
                let matrices = tables.entries.filter { $0.value.shape.count == 2 }.map(\.key)
                let found = names.first(where: matrices.contains) ?? (matrices.count == 1 ? matrices[0] : nil)
                guard let found, let tensor = try tables.tensor(found) else {
                    throw EmbeddingError.file(name, "none of its tensors is called \(names.joined(separator: ", "))")
                }
                return tensor
            default: throw EmbeddingError.file(name, "it ends in none of .npy, .npz and .safetensors")
            }
        } catch let error as EmbeddingError {
            throw error
        } catch { throw .file(name, "\(error)") }
    }

    private static func archived(_ file: URL, _ name: String) throws -> StoredTensor {
        var limits = ZipArchive.Limits()
        limits.maximumEntryBytes = maximumUnpackedBytes
        let archive = try ZipArchive(FileBytes(path: file.path), name: name, limits: limits)
        let arrays = archive.entries.filter { $0.name.hasSuffix(".npy") }
        let named = names.lazy.compactMap { archive.entry(named: $0 + ".npy") }.first
        guard let entry = named ?? (arrays.count == 1 ? arrays[0] : nil) else {
            throw EmbeddingError.file(name, "none of its arrays is called \(names.joined(separator: ", "))")
        }
        let bytes = try archive.contents(of: entry)
        let storage = ByteStorage(byteCount: bytes.count) { target in
            bytes.withUnsafeBytes { target.copyMemory(from: $0) }
        }
        return try NumPyFile(storage: storage, name: "\(name), \(entry.name)").tensor()
    }

    private static func identifiers(_ file: URL) throws(EmbeddingError) -> [String] {
        let name = file.lastPathComponent
        do {
            let bytes = try MappedFile.read(file, name: name, maximumByteCount: maximumIdentifierBytes)
            return try identifiers(try JSONValue.parse(bytes), name)
        } catch let error as EmbeddingError {
            throw error
        } catch { throw .file(name, "\(error)") }
    }

    package static func identifiers(_ json: JSONValue, _ name: String) throws(EmbeddingError) -> [String] {
        let list = json.arrayValue ?? ["ids", "uids", "us", "entries"].lazy.compactMap { json[$0]?.arrayValue }.first
        guard let list else { throw .file(name, "it has no list of identifiers") }
        guard list.count <= maximumRows else { throw .file(name, "\(list.count) identifiers are too many") }
        var result: [String] = []
        result.reserveCapacity(list.count)
        for (row, value) in list.enumerated() {
            let id = value.stringValue ?? ["uid", "id", "u"].lazy.compactMap { value[$0]?.stringValue }.first
            guard let id, !id.isEmpty, id.utf8.count <= maximumIdentifier else {
                throw .file(name, "entry \(row) is no identifier")
            }
            result.append(id)
        }
        return result
    }

    /// Writes the table as `NAME.safetensors` and `NAME.json`. Where that breaks off, there is no list of identifiers,
    /// so that none is taken for that of other rows.
    /// - Throws: `EmbeddingError.file`.
    public func write(to file: URL) throws(EmbeddingError) {
        let list = file.deletingPathExtension().appendingPathExtension("json")
        do {
            let manager = FileManager.default
            try manager.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            if manager.fileExists(atPath: list.path) { try manager.removeItem(at: list) }
            try SafetensorsWriter.write(["embeddings": rows], as: rows.elementType, to: file)
            try Data(JSONWriter().bytes(.array(ids.map { .string($0) }))).write(to: list, options: .atomic)
        } catch { throw .file(file.lastPathComponent, "\(error)") }
    }
}
