import Foundation

/// A file that a command is to read.
enum InputFile {
    /// Why a file cannot be read, in a line.
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    /// The bytes of a file, or of standard input for '-'.
    static func read(_ path: String) throws -> [UInt8] {
        do {
            guard path != "-" else { return Array(try FileHandle.standardInput.readToEnd() ?? Data()) }
            return Array(try Data(contentsOf: URL(fileURLWithPath: path)))
        } catch {
            let reason = access(path, R_OK) == 0 ? "it is no readable file" : String(cString: strerror(errno))
            throw Failure(description: "cannot read '\(path)': \(reason)")
        }
    }
}
