import CSockets

/// Bytes on their way out: small pieces are joined, large ones are kept as they are.
struct OutputBuffer: Sendable {
    private var segments: [[UInt8]] = []
    /// The first segment not yet sent whole, and how much of it is.
    private var first = 0
    private var offset = 0

    var isEmpty: Bool { first == segments.count }

    mutating func append(_ bytes: [UInt8]) {
        guard !bytes.isEmpty else { return }
        if !isEmpty, segments[segments.count - 1].count + bytes.count <= 16_384 {
            segments[segments.count - 1] += bytes
        } else {
            segments.append(bytes)
        }
    }

    mutating func removeAll() {
        segments.removeAll(keepingCapacity: true)
        first = 0
        offset = 0
    }

    /// Sends some bytes.
    ///
    /// - Returns: how many, or a negative errno.
    mutating func send(to descriptor: Int32) -> Int {
        guard !isEmpty else { return 0 }
        let isLast = first == segments.count - 1
        let sent = segments[first].withUnsafeBytes { bytes in
            csockets_send(
                descriptor, bytes.baseAddress.map { $0 + offset }, bytes.count - offset, isLast ? 0 : 1)
        }
        guard sent > 0 else { return sent }
        offset += sent
        if offset == segments[first].count {
            segments[first] = []
            first += 1
            offset = 0
            if first == segments.count { removeAll() }
        }
        return sent
    }
}
