import COpenSSL
import Foundation

/// SHA-256 through OpenSSL, fed piece by piece.
struct SHA256: ~Copyable {
    /// OpenSSL could not run the digest, or a file could not be read.
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    private let context: OpaquePointer

    init() throws {
        context = try Self.makeContext()
    }

    /// Apart from `init`: a value without copies cannot be left half made.
    private static func makeContext() throws -> OpaquePointer {
        guard let context = EVP_MD_CTX_new() else { throw Failure(description: "no memory for a digest") }
        guard EVP_DigestInit_ex(context, EVP_sha256(), nil) == 1 else {
            EVP_MD_CTX_free(context)
            throw Failure(description: "SHA-256 is not available")
        }
        return context
    }

    deinit { EVP_MD_CTX_free(context) }

    func update(_ bytes: UnsafeRawBufferPointer) throws {
        guard let base = bytes.baseAddress else { return }
        guard EVP_DigestUpdate(context, base, bytes.count) == 1 else {
            throw Failure(description: "the digest could not be updated")
        }
    }

    /// The digest in lower-case hexadecimal; the value is used up.
    consuming func finish() throws -> String {
        var digest = [UInt8](repeating: 0, count: 32)
        guard EVP_DigestFinal_ex(context, &digest, nil) == 1 else {
            throw Failure(description: "the digest could not be finished")
        }
        return digest.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    /// The digest of some bytes.
    static func hexadecimal(_ bytes: [UInt8]) throws -> String {
        let digest = try SHA256()
        try bytes.withUnsafeBytes { try digest.update($0) }
        return try digest.finish()
    }

    /// The digest of files one after another, each preceded by its name and length. They are read piece by piece:
    /// a mapping would count as the process's memory beside that of the weights.
    static func hexadecimal(files: [URL]) throws -> String {
        let digest = try SHA256()
        var piece = [UInt8](repeating: 0, count: 1 << 20)
        for url in files {
            let descriptor = open(url.path, O_RDONLY | O_CLOEXEC)
            guard descriptor >= 0 else { throw Failure(description: "cannot read \(url.lastPathComponent)") }
            defer { close(descriptor) }
            let length = lseek(descriptor, 0, SEEK_END)
            guard length >= 0, lseek(descriptor, 0, SEEK_SET) == 0 else {
                throw Failure(description: "cannot read \(url.lastPathComponent)")
            }
            let header = Array("\(url.lastPathComponent)\n\(length)\n".utf8)
            try header.withUnsafeBytes { try digest.update($0) }
            while true {
                let count = piece.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
                if count < 0, errno == EINTR { continue }
                guard count >= 0 else { throw Failure(description: "cannot read \(url.lastPathComponent)") }
                guard count > 0 else { break }
                try piece.withUnsafeBytes { try digest.update(UnsafeRawBufferPointer(rebasing: $0[..<count])) }
            }
        }
        return try digest.finish()
    }
}
