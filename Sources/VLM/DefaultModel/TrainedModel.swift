import Foundation

/// The default model as it was trained: `metaspatial train --recipe default` gives it from `DefaultModel`.
public enum TrainedModel {
    /// The checkpoint that lies beside the program; nil where only the program was copied.
    ///
    /// Looked for without `Bundle.module`, which ends the process where the bundle is missing.
    public static var directory: URL? {
        let bundle = Bundle.main.bundleURL.appendingPathComponent("metaspatial_VLM.resources", isDirectory: true)
        let directory = bundle.appendingPathComponent("Trained", isDirectory: true)
        let weights = directory.appendingPathComponent("model.safetensors")
        return FileManager.default.fileExists(atPath: weights.path) ? directory : nil
    }
}
