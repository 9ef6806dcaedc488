import CKernels

/// How a `PackedMatrix` writes its weights, in blocks of 32 inputs of an output.
public enum PackedFormat: String, Hashable, Sendable, CaseIterable {
    /// 8-bit numbers and a scale: Q8_0.
    case q8
    /// 4-bit numbers around 0 and a scale: Q4_0.
    case q4
    /// 4-bit numbers, a scale and a minimum: Q4_1.
    case q4Affine
    /// 4-bit numbers with 6-bit scales and minima, of which eight share a factor: Q4_K.
    case q4Super
    /// 6-bit numbers and two scales: Q6_K with its scales multiplied out.
    case q6

    /// The formats that `PackedMatrix` can make of plain numbers.
    public static let quantizing: [PackedFormat] = [.q8, .q4]

    var kernelFormat: ck_packed_format {
        switch self {
        case .q8: CK_PACKED_Q8
        case .q4: CK_PACKED_Q4
        case .q4Affine: CK_PACKED_Q4_AFFINE
        case .q4Super: CK_PACKED_Q4_SUPER
        case .q6: CK_PACKED_Q6
        }
    }

    init(_ type: ck_block_type) {
        switch ck_packed_format_of(type) {
        case CK_PACKED_Q4: self = .q4
        case CK_PACKED_Q4_AFFINE: self = .q4Affine
        case CK_PACKED_Q4_SUPER: self = .q4Super
        case CK_PACKED_Q6: self = .q6
        default: self = .q8
        }
    }
}
