import COpenSSL
import Rewards

/// SHA-256 of a picture, by which judgements are remembered.
enum PictureDigest {
    /// The digest in lower-case hexadecimal.
    static func hexadecimal(_ bytes: [UInt8]) throws(JudgeError) -> String {
        var digest = [UInt8](repeating: 0, count: 32)
        guard EVP_Digest(bytes, bytes.count, &digest, nil, EVP_sha256(), nil) == 1 else {
            throw .noPicture("its digest cannot be computed")
        }
        return digest.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
