import HTTPServer
import Logging

/// One line a request.
enum AccessLog {
    static func write(_ record: ExchangeRecord, to logger: Logger) {
        let path = record.request?.path?.split(separator: "?").first.map(String.init) ?? "-"
        let parts = record.duration.components
        let milliseconds = Double(parts.seconds) * 1000 + (Double(parts.attoseconds) / 1e12).rounded() / 1e3
        var metadata: Logger.Metadata = [
            "method": "\(record.request?.method.rawValue ?? "-")", "path": "\(path)",
            "status": "\(record.status.code)", "bytes": "\(record.bytesSent)", "ms": "\(milliseconds)",
        ]
        if let failure = record.failure { metadata["cut"] = "\(failure)" }
        logger.log(level: record.status.code >= 500 ? .warning : .info, "request", metadata: metadata)
    }
}
