import Tensors

/// How a checkpoint's linear maps are rounded when it is loaded. Embeddings, norms and biases stay as they are.
public enum Quantization: String, Hashable, Sendable, CaseIterable {
    /// 8 bits a weight and an F16 scale for each 32.
    case q8
    /// 4 bits a weight and an F16 scale for each 32; 8 bits in the vision tower and the output projection,
    /// where the rounding of 4 bits costs most and saves least.
    case q4

    /// The format of a linear map by its name.
    func format(of name: String) -> PackedFormat {
        switch self {
        case .q8: .q8
        case .q4: name.hasPrefix("visual.") || name == "lm_head.weight" ? .q8 : .q4
        }
    }
}
