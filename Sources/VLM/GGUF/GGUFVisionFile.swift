import Tensors

/// The vision tower of Qwen2-VL, Qwen2.5-VL or Qwen3-VL in a GGUF file of its own, as llama.cpp's converter writes it
/// (`--mmproj`): architecture `clip`, sizes under `clip.vision.`, tensors `v.…` and `mm.…`.
package struct GGUFVisionFile: Sendable {
    package let file: GGUFFile
    package let configuration: VisionConfiguration
    package let processing: ImageProcessorConfiguration

    private static let projectors: [String: VisionConfiguration.Architecture] = [
        "qwen2vl_merger": .qwen2VL, "qwen2.5vl_merger": .qwen25VL, "qwen3vl_merger": .qwen3VL,
    ]

    /// Whether a language model of this architecture takes the tower.
    package func fits(_ architecture: String) -> Bool {
        architecture == (configuration.architecture == .qwen3VL ? "qwen3vl" : "qwen2vl")
    }

    /// - Throws: `CheckpointError` naming the key.
    package init(_ file: GGUFFile) throws(CheckpointError) {
        self.file = file
        let general = GGUFMetadataReader(file: file, prefix: "general.")
        let architecture = try general.string("architecture")
        guard architecture == "clip" else {
            throw general.unsupported(
                "architecture", "'\(architecture.prefix(60))' is not that of vision towers, 'clip'")
        }
        let clip = GGUFMetadataReader(file: file, prefix: "clip.")
        let key = clip.has("projector_type") ? "projector_type" : "vision.projector_type"
        let projector = try clip.string(key)
        guard let tower = Self.projectors[projector] else {
            let known = Self.projectors.keys.sorted().joined(separator: ", ")
            throw clip.unsupported(key, "'\(projector.prefix(60))' is not supported; \(known) are")
        }
        let metadata = GGUFMetadataReader(file: file, prefix: "clip.vision.")
        var vision = VisionConfiguration(tower)
        vision.hiddenSize = try metadata.integer("embedding_length")
        vision.intermediateSize = try metadata.integer("feed_forward_length")
        vision.depth = try metadata.integer("block_count")
        vision.heads = try metadata.integer("attention.head_count")
        vision.patchSize = try metadata.integer("patch_size")
        vision.outputSize = try metadata.integer("projection_dim")
        vision.spatialMergeSize = try metadata.integerIfPresent("spatial_merge_size") ?? vision.spatialMergeSize
        vision.windowSize = try metadata.integerIfPresent("window_size") ?? vision.windowSize
        vision.normEpsilon = try metadata.number("attention.layer_norm_epsilon") ?? vision.normEpsilon
        guard (0.0...1).contains(vision.normEpsilon), (1...1024).contains(vision.depth) else {
            throw metadata.fault("block_count", "or attention.layer_norm_epsilon is out of range")
        }
        if tower == .qwen25VL {
            let pattern = try metadata.integer("n_wa_pattern")
            vision.fullAttentionBlocks = Set(
                pattern == 0 ? Array(0..<vision.depth) : (0..<vision.depth).filter { ($0 + 1) % pattern == 0 })
        }
        if tower == .qwen3VL {
            vision.learnedPositions = file.entries["v.position_embd.weight"]?.shape.first ?? 0
            let marks = file.metadata["clip.vision.is_deepstack_layers"]?.integersValue ?? []
            vision.deepstackBlocks = marks.indices.filter { marks[$0] != 0 }
        }
        configuration = vision
        processing = try Self.processing(vision, metadata)
    }

    private static func processing(
        _ vision: VisionConfiguration, _ metadata: GGUFMetadataReader
    ) throws(CheckpointError) -> ImageProcessorConfiguration {
        var processing = ImageProcessorConfiguration()
        (processing.patchSize, processing.mergeSize) = (vision.patchSize, vision.spatialMergeSize)
        processing.temporalPatchSize = vision.temporalPatchSize
        let (least, most) = (processing.minimumPixels, processing.maximumPixels)
        processing.minimumPixels = try metadata.integerIfPresent("image_min_pixels") ?? least
        processing.maximumPixels = try metadata.integerIfPresent("image_max_pixels") ?? most
        guard 1...1_000_000_000 ~= processing.minimumPixels,
            processing.minimumPixels...max(processing.minimumPixels, 1_000_000_000) ~= processing.maximumPixels
        else { throw metadata.fault("image_max_pixels", "or image_min_pixels is out of range") }
        func channels(_ key: String, _ range: ClosedRange<Double>) throws(CheckpointError) -> [Double]? {
            guard let value = metadata.file.metadata["clip.vision." + key] else { return nil }
            guard let numbers = value.numbersValue, numbers.count == 3, numbers.allSatisfy(range.contains) else {
                throw metadata.fault(key, "must be three numbers in range, one a channel")
            }
            return numbers
        }
        var statistics = ImageProcessorConfiguration.Normalization()
        statistics.mean = try channels("image_mean", -1e6...1e6) ?? statistics.mean
        statistics.deviation = try channels("image_std", 1e-12...1e12) ?? statistics.deviation
        processing.normalization = statistics
        return processing
    }

    /// Weights by the name that they have on the hub.
    package func weights(_ name: String, shape: [Int]) throws -> StoredTensor {
        if name == "visual.patch_embed.proj.weight" { return try patchKernel(shape) }
        let stored = storedName(name)
        guard stored.contains("attn_qkv"), file.entries[stored] == nil else {
            return try file.tensor(stored, shape: shape)
        }
        let third = [shape[0] / 3] + shape.dropFirst()
        let parts = try ["attn_q.", "attn_k.", "attn_v."].map {
            try file.tensor(stored.replacing("attn_qkv.", with: $0), shape: third)
        }
        guard let joined = StoredTensor(joining: parts) else {
            throw CheckpointError(file: file.name, tensor: stored, .invalidEntry("its thirds differ in type"))
        }
        parts.forEach { $0.forget() }
        return joined
    }

    /// The kernel of the two frames that a patch spans, which lie apart: outputs x channels x frames x side x side.
    private func patchKernel(_ shape: [Int]) throws -> StoredTensor {
        guard shape.count == 5, shape[2] == 2 else {
            throw CheckpointError(file: file.name, tensor: "v.patch_embd.weight", .missingTensor)
        }
        let plane = [shape[0], shape[1], shape[3], shape[4]]
        let frames = [
            try file.tensor("v.patch_embd.weight", shape: plane).floats(),
            try file.tensor("v.patch_embd.weight.1", shape: plane).floats(),
        ]
        let area = shape[3] * shape[4]
        return StoredTensor(shape: shape) { target in
            for index in 0..<shape[0] * shape[1] {
                for (frame, values) in frames.enumerated() {
                    let place = (2 * index + frame) * area
                    for pixel in 0..<area { target[place + pixel] = values[index * area + pixel] }
                }
            }
        }
    }

    /// GGUF's name of a tensor by its name on the hub.
    private func storedName(_ name: String) -> String {
        let parts = name.split(separator: ".").map(String.init)
        guard parts.count >= 3, let suffix = parts.last else { return name }
        if parts[1] == "deepstack_merger_list", parts.count == 5, let place = Int(parts[2]),
            configuration.deepstackBlocks.indices.contains(place)
        {
            let part = parts[3].replacing("linear_", with: "")
            return "v.deepstack.\(configuration.deepstackBlocks[place]).\(part).\(suffix)"
        }
        switch parts[1...parts.count - 2].joined(separator: ".") {
        case "patch_embed.proj": return "v.patch_embd." + suffix
        case "pos_embed": return "v.position_embd." + suffix
        case "merger.ln_q", "merger.norm": return "v.post_ln." + suffix
        case "merger.mlp.0", "merger.linear_fc1": return "mm.0." + suffix
        case "merger.mlp.2", "merger.linear_fc2": return "mm.2." + suffix
        default: break
        }
        guard parts.count >= 5 else { return name }
        let part =
            switch parts[3...].dropLast().joined(separator: ".") {
            case "norm1": "ln1"
            case "norm2": "ln2"
            case "attn.qkv": "attn_qkv"
            case "attn.proj": "attn_out"
            case "mlp.gate_proj": "ffn_gate"
            case "mlp.up_proj", "mlp.fc1", "mlp.linear_fc1": "ffn_up"
            case "mlp.down_proj", "mlp.fc2", "mlp.linear_fc2": "ffn_down"
            case let other: other
            }
        return "v.blk.\(parts[2]).\(part).\(suffix)"
    }
}
