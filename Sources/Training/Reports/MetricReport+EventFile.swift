import Foundation

extension MetricReport {
    /// A name that TensorBoard recognises as an event file.
    public static func eventFileName(for id: String) -> String { "events.out.tfevents.0000000000.\(id)" }

    /// The report as a file that TensorBoard reads: records of `Event` messages with scalar summaries
    /// (tensorflow/core/util/event.proto, tensorflow/core/framework/summary.proto). What is not finite is left out.
    ///
    /// A record is the length of its data in 8 bytes, the masked CRC-32C of those, the data, and its masked
    /// CRC-32C, all little-endian. The first event names the version of the form.
    /// - Parameter startTime: when the run began.
    public func eventFile(startTime: Date) -> [UInt8] {
        var event = ProtobufFields()
        event.append(1, double: startTime.timeIntervalSince1970)
        event.append(3, delimited: "brain.Event:2".utf8)
        return entries.reduce(into: Self.record(event.bytes)) { file, entry in
            let summary = Self.summary(entry.row)
            guard !summary.isEmpty else { return }
            var event = ProtobufFields()
            event.append(1, double: entry.time.timeIntervalSince1970)
            event.append(2, integer: entry.row.step)
            event.append(5, delimited: summary)
            file += Self.record(event.bytes)
        }
    }

    private static func summary(_ row: MetricRow) -> [UInt8] {
        var summary = ProtobufFields()
        for metric in row.metrics where metric.value.isFinite {
            var scalar = ProtobufFields()
            scalar.append(1, delimited: metric.name.utf8)
            scalar.append(2, float: Float(metric.value))
            summary.append(1, delimited: scalar.bytes)
        }
        return summary.bytes
    }

    private static func record(_ data: [UInt8]) -> [UInt8] {
        let length = ProtobufFields.littleEndian(UInt64(data.count))
        let checks = [length, data].map { ProtobufFields.littleEndian(CyclicRedundancyCheck.masked($0)) }
        return length + checks[0] + data + checks[1]
    }
}
