import CCurl

/// One request with its handle and what has come of it. It stays on the thread that made it.
final class CurlTransfer {
    private let handle: UnsafeMutableRawPointer
    private let limit: Int
    private var received: [UInt8] = []
    private var isTooLarge = false
    /// Asked now and then; true ends the transfer.
    var isCancelled: () -> Bool = { false }

    /// Nil where there is no memory for it.
    init?(limit: Int) {
        guard let handle = curl_easy_init() else { return nil }
        self.handle = handle
        self.limit = limit
    }

    deinit { curl_easy_cleanup(handle) }

    /// - Throws: `CurlClient.Failure`, `CancellationError`.
    func post(
        _ url: String, fields: [(name: String, value: String)], body: [UInt8], timeout: Double
    ) throws -> CurlClient.Response {
        var list: UnsafeMutablePointer<curl_slist>?
        defer { curl_slist_free_all(list) }
        for field in fields {
            guard let longer = curl_slist_append(list, "\(field.name): \(field.value)") else {
                throw CurlClient.Failure.failed("no memory")
            }
            list = longer
        }
        return try body.withUnsafeBytes { bytes in
            let context = Unmanaged.passUnretained(self).toOpaque()
            let options = [
                ccurl_set_text(handle, CURLOPT_URL, url),
                ccurl_set_text(handle, CURLOPT_PROTOCOLS_STR, "http,https"),
                ccurl_set_text(handle, CURLOPT_USERAGENT, "metaspatial"),
                ccurl_set_long(handle, CURLOPT_NOSIGNAL, 1),
                ccurl_set_long(handle, CURLOPT_FOLLOWLOCATION, 0),
                ccurl_set_long(handle, CURLOPT_TIMEOUT_MS, Int(max(timeout, 0.001) * 1000)),
                ccurl_set_fields(handle, list),
                ccurl_set_body(handle, bytes.baseAddress, curl_off_t(bytes.count)),
                ccurl_set_writer(handle, Self.write, context),
                ccurl_set_watcher(handle, Self.watch, context),
            ]
            guard options.allSatisfy({ $0 == CURLE_OK }) else {
                throw CurlClient.Failure.failed("curl refuses the request")
            }
            return try perform()
        }
    }

    private func perform() throws -> CurlClient.Response {
        let code = curl_easy_perform(handle)
        if isCancelled() { throw CancellationError() }
        if isTooLarge { throw CurlClient.Failure.tooLarge(limit: limit) }
        switch code {
        case CURLE_OK: break
        case CURLE_OPERATION_TIMEDOUT: throw CurlClient.Failure.timedOut
        default: throw CurlClient.Failure.failed(String(cString: curl_easy_strerror(code)))
        }
        let wait = ccurl_retry_after(handle)
        return CurlClient.Response(
            status: ccurl_status(handle), body: received, retryAfter: wait > 0 ? Double(wait) : nil)
    }

    private static let write: ccurl_writer = { bytes, size, count, context in
        guard let bytes, let context else { return 0 }
        let transfer = Unmanaged<CurlTransfer>.fromOpaque(context).takeUnretainedValue()
        guard transfer.received.count + size * count <= transfer.limit else {
            transfer.isTooLarge = true
            return 0
        }
        transfer.received += UnsafeRawBufferPointer(start: bytes, count: size * count)
        return size * count
    }

    private static let watch: ccurl_watcher = { context, _, _, _, _ in
        guard let context else { return 0 }
        return Unmanaged<CurlTransfer>.fromOpaque(context).takeUnretainedValue().isCancelled() ? 1 : 0
    }
}
