import Foundation
import Testing
import Training

@Suite("Reports")
struct ReportTests {
    private func report(_ rows: [(step: Int, time: Double, metrics: [MetricRow.Metric])]) -> MetricReport {
        MetricReport(
            rows.map {
                .init(time: Date(timeIntervalSince1970: $0.time), row: MetricRow(step: $0.step, metrics: $0.metrics))
            })
    }

    @Test("A table has a column a metric and leaves out what was not measured")
    func table() {
        let report = report([
            (1, 1000.25, [.init("reward", 0.5), .init("kl", .nan)]),
            (2, 1001, [.init("reward", -0.25), .init("a,\"b\"", 1e-7)]),
        ])
        #expect(
            report.csv
                == "step,time,reward,kl,\"a,\"\"b\"\"\"\r\n1,1000.25,0.5,,\r\n2,1001.0,-0.25,,1e-07\r\n")
        #expect(MetricReport([]).csv == "step,time\r\n")
    }

    /// The bytes are those of TensorBoard's own writer: `scripts/make-report-fixtures.py`.
    @Test("An event file is what TensorBoard's own writer writes")
    func events() {
        let report = report([
            (1, 1000.25, [.init("reward", 0.5), .init("entropy", .infinity)]), (2, 1000.5, [.init("entropy", .nan)]),
            (300, 1001, [.init("kl", 1e-7), .init("reward", -0.25)]),
        ])
        let bytes = report.eventFile(startTime: Date(timeIntervalSince1970: 1000))
        let expected =
            "1800000000000000a37f4b22090000000000408f401a0d627261696e2e4576656e743a3273ae6b56"
            + "1c00000000000000c8c1951d090000000000428f4010012a0f0a0d0a06726577617264150000003fdea68b7e"
            + "2800000000000000ff70164a090000000000488f4010ac022a1a0a090a026b6c1595bfd633"
            + "0a0d0a0672657761726415000080be14d281cd"
        #expect(bytes.map { String(UInt32($0) + 256, radix: 16).suffix(2) }.joined() == expected)
    }
}
