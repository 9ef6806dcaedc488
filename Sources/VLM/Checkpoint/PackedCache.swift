import Foundation

/// The place beside a checkpoint where its quantised weights are kept.
struct PackedCache {
    let file: URL
    /// The files that the weights were made of.
    let sources: [URL]
    let quantization: Quantization

    /// What quantised weights depend on: the form of the file, the quantisation, and name, size and time of
    /// change of each file of weights.
    var key: [String] {
        [quantization.rawValue]
            + sources.map { source in
                var status = stat()
                guard stat(source.path, &status) == 0 else { return source.lastPathComponent }
                let changed = "\(status.st_mtim.tv_sec).\(status.st_mtim.tv_nsec)"
                return "\(source.lastPathComponent) \(status.st_size) \(changed)"
            }
    }

    /// The files of a Hugging Face directory that hold weights.
    static func weightFiles(of directory: URL) -> [URL] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: directory.path)) ?? []
        return names.filter { $0.hasSuffix(".safetensors") || $0.hasSuffix(".safetensors.index.json") }.sorted()
            .map { directory.appendingPathComponent($0) }
    }
}

extension Qwen25VL {
    /// A model whose linear maps are quantised, taken from the cache if it is there and fits, else made and kept.
    init(quantizing checkpoint: any WeightSource, configuration: Qwen25VLConfiguration, _ cache: PackedCache) throws {
        let (key, quantization) = (cache.key, cache.quantization)
        if let packed = try? PackedFile(cache.file, key: key) {
            let source = PackedSource(checkpoint: checkpoint, packed: packed, quantization: quantization)
            try self.init(configuration: configuration, weights: source)
            return
        }
        let source = QuantizingSource(checkpoint: checkpoint, quantization: quantization)
        try self.init(configuration: configuration, weights: source)
        do {
            try PackedFile.write(source.matrices, key: key, to: cache.file)
        } catch {
            return  // The weights made in memory do as well, but are made again the next time.
        }
        // From the file the weights are mapped, and the memory of those just made is free again.
        if let packed = try? PackedFile(cache.file, key: key) {
            let mapped = PackedSource(checkpoint: checkpoint, packed: packed, quantization: quantization)
            try self.init(configuration: configuration, weights: mapped)
        }
    }
}
