import Foundation
import VLM

extension MemoryEstimate {
    /// What a run of this configuration needs at most, unless a single sequence exceeds `micro_batch_tokens`.
    package init(_ configuration: TrainingConfiguration, model: Qwen25VL, available: Int = Self.availableBytes()) {
        let request = PolicyRequest(model: model, configuration: configuration)
        let text = model.configuration.text
        let rows = configuration.microBatchTokens
        // Pictures of a few hundred patches, one a prompt.
        let pictures = min(configuration.promptsPerStep, max(1, rows / 256))
        let memory = TrainingMemory(
            configuration: model.configuration, options: request.options, lengths: [rows],
            patches: pictures * Self.patchesAPicture, keepsReference: request.needsReference)
        let (all, trained) = (memory.weights / 4, memory.gradients / 4)
        var parts = [
            Part(name: "weights", byteCount: memory.weights, arithmetic: "\(all) x 4 bytes"),
            Part(name: "gradients", byteCount: memory.gradients, arithmetic: "\(trained) trained x 4 bytes"),
            Part(name: "moments", byteCount: memory.moments, arithmetic: "\(trained) trained x 2 x 4 bytes"),
        ]
        if memory.reference > 0 {
            parts.append(Part(name: "reference", byteCount: memory.reference, arithmetic: "\(all) x 4 bytes"))
        }
        parts.append(
            Part(
                name: "activations", byteCount: memory.activations,
                arithmetic: "\(rows) tokens through \(text.layers) layers"))
        parts.append(
            Part(
                name: "weights to sample from", byteCount: 4 * model.parameterCount,
                arithmetic: "\(model.parameterCount) x 4 bytes"))
        if configuration.algorithm.isReinforcement {
            let numbers = 2 * text.keyValueHeads * (text.hiddenSize / max(1, text.attentionHeads))
            let answers = configuration.rolloutsPerStep
            parts.append(
                Part(
                    name: "keys and values", byteCount: answers * Self.tokensAnAnswer * text.layers * numbers * 4,
                    arithmetic: "\(answers) answers x \(Self.tokensAnAnswer) tokens x \(text.layers) layers x "
                        + "\(numbers) x 4 bytes"))
        }
        self.init(parts: parts, available: available)
    }

    private static let patchesAPicture = 1024
    private static let tokensAnAnswer = 1024

    /// Memory that this process may still take: what the system says is available, or what its control group
    /// leaves of its limit, whichever is less.
    package static func availableBytes() -> Int {
        var available = Int(ProcessInfo.processInfo.physicalMemory)
        if let text = try? String(contentsOfFile: "/proc/meminfo", encoding: .utf8) {
            for line in text.split(separator: "\n") where line.hasPrefix("MemAvailable:") {
                if let kilobytes = line.split(separator: " ").dropFirst().first.flatMap({ Int($0) }) {
                    available = kilobytes << 10
                }
            }
        }
        func number(_ file: String) -> Int? {
            (try? String(contentsOfFile: "/sys/fs/cgroup/" + file, encoding: .utf8)).flatMap {
                Int($0.trimmingCharacters(in: .whitespacesAndNewlines))
            }
        }
        if let limit = number("memory.max"), let used = number("memory.current") {
            available = min(available, max(0, limit - used))
        }
        return available
    }
}
