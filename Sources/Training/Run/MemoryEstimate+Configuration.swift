import Foundation
import VLM

extension MemoryEstimate {
    /// What a run of this configuration needs at most.
    init(_ configuration: TrainingConfiguration, model: Qwen25VL, available: Int = Self.availableBytes()) {
        let text = model.configuration.text
        let all = model.parameterCount
        let trained = Self.trainedParameters(configuration.adaptation, model)
        let float = 4
        func part(_ name: String, _ factors: [(Int, String)]) -> Part {
            Part(
                name: name, byteCount: factors.reduce(1) { $0 * $1.0 },
                arithmetic: factors.map { "\($0.0)\($0.1.isEmpty ? "" : " \($0.1)")" }.joined(separator: " x "))
        }
        var parts = [
            part("weights", [(all, "parameters"), (float, "bytes")]),
            part("trained copies", [(trained, "trained"), (4, "weights, gradients, 2 moments"), (float, "bytes")]),
            part("weights to sample from", [(all, "parameters"), (float, "bytes")]),
        ]
        let rows = configuration.microBatchTokens
        // Of each token and layer stay: normed inputs, queries, keys, values, attention's output, three products of
        // the feed-forward network, and the residual.
        let heads = (text.attentionHeads + 2 * text.keyValueHeads) * (text.hiddenSize / max(1, text.attentionHeads))
        let kept =
            configuration.adaptation.checkpointsActivations
            ? text.hiddenSize : 5 * text.hiddenSize + 2 * heads + 4 * text.intermediateSize
        parts.append(
            part("activations", [(rows, "tokens"), (text.layers, "layers"), (kept, "numbers"), (float, "bytes")]))
        parts.append(
            part("logits", [(min(rows, 512), "rows"), (text.vocabularySize, "ids"), (2 * float, "bytes")]))
        if configuration.algorithm.isReinforcement {
            let keys = 2 * text.keyValueHeads * (text.hiddenSize / max(1, text.attentionHeads))
            parts.append(
                part(
                    "keys and values",
                    [
                        (configuration.rolloutsPerStep, "answers"), (1024, "tokens"), (text.layers, "layers"),
                        (keys, "numbers"), (float, "bytes"),
                    ]))
        }
        self.init(parts: parts, available: available)
    }

    private static func trainedParameters(_ adaptation: AdaptationSettings, _ model: Qwen25VL) -> Int {
        if let lora = adaptation.lora {
            return model.weights.reduce(0) { sum, weight in
                let isTarget =
                    weight.value.shape.count == 2
                    && lora.targets.contains { weight.key.hasSuffix($0 + ".weight") }
                    && !weight.key.hasPrefix("visual.")
                return isTarget ? sum + lora.rank * weight.value.shape.reduce(0, +) : sum
            }
        }
        return model.weights.reduce(0) { sum, weight in
            let isFrozen =
                adaptation.frozen.contains(.vision) && weight.key.hasPrefix("visual.")
                || adaptation.frozen.contains(.embeddings) && weight.key.contains("embed_tokens")
            return isFrozen ? sum : sum + weight.value.count
        }
    }

    /// Memory that this process may still take: what the system says is available, or what its control group
    /// leaves of its limit, whichever is less.
    static func availableBytes() -> Int {
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
