import Foundation
import VLM

/// A bar on standard error while a checkpoint is opened. Nothing shows unless standard error is a terminal and it
/// takes more than half a second.
///
/// How far it has come is what the process has read into memory against the size of the weights: loading maps the
/// files, so there is no closer measure from outside.
struct LoadingBar: Sendable {
    private let drawing: Task<Void, Never>?
    private static let width = 30

    init(_ files: CheckpointFiles) {
        let total = files.weights.reduce(0) { sum, file in
            sum + ((try? FileManager.default.attributesOfItem(atPath: file.path)[.size] as? Int) ?? 0)
        }
        guard isatty(STDERR_FILENO) == 1, total > 0 else {
            drawing = nil
            return
        }
        drawing = Task {
            var pause = Duration.milliseconds(500)
            while (try? await Task.sleep(for: pause)) != nil {
                Self.draw(share: min(1, Double(Self.residentBytes()) / Double(total)))
                pause = .milliseconds(200)
            }
        }
    }

    private static func draw(share: Double) {
        let filled = Int(share * Double(width))
        let bar = String(repeating: "=", count: filled) + String(repeating: " ", count: width - filled)
        FileHandle.standardError.write(Data("\r[\(bar)] loading the model".utf8))
    }

    /// Takes the bar away.
    func finish() async {
        guard let drawing else { return }
        drawing.cancel()
        await drawing.value
        FileHandle.standardError.write(Data("\r\u{1B}[K".utf8))
    }

    /// Bytes of the process that are in memory (proc(5), statm).
    private static func residentBytes() -> Int {
        guard let text = try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8) else { return 0 }
        let fields = text.split(separator: " ")
        return fields.count > 1 ? (Int(fields[1]) ?? 0) * sysconf(Int32(_SC_PAGESIZE)) : 0
    }
}
