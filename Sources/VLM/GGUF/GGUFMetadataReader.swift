/// Reads metadata whose keys have a prefix, with errors that name the key.
struct GGUFMetadataReader {
    let file: GGUFFile
    /// With the point.
    let prefix: String

    func has(_ key: String) -> Bool { file.metadata[prefix + key] != nil }

    /// A whole number that must be there.
    func integer(_ key: String) throws(CheckpointError) -> Int {
        guard let value = file.metadata[prefix + key]?.integerValue, (0...1 << 40).contains(value) else {
            throw fault(key, "is missing or not a whole number in range")
        }
        return value
    }

    /// A whole number, if it is there.
    func integerIfPresent(_ key: String) throws(CheckpointError) -> Int? { has(key) ? try integer(key) : nil }

    /// A number, if it is there.
    func number(_ key: String) throws(CheckpointError) -> Double? {
        guard let value = file.metadata[prefix + key] else { return nil }
        guard let number = value.doubleValue else { throw fault(key, "is not a number") }
        return number
    }

    func string(_ key: String) throws(CheckpointError) -> String {
        guard let value = file.metadata[prefix + key]?.stringValue else {
            throw fault(key, "is missing or not a string")
        }
        return value
    }

    func fault(_ key: String, _ detail: String) -> CheckpointError {
        CheckpointError(file: file.name, .configuration(field: prefix + key, detail: detail))
    }

    func unsupported(_ key: String, _ detail: String) -> CheckpointError {
        CheckpointError(file: file.name, .unsupported(field: prefix + key, detail: detail))
    }
}
