import CKernels

/// How the elements of stored weights are written.
public enum ElementType: String, Hashable, Sendable, CaseIterable {
    /// IEEE 754 binary32.
    case float32 = "F32"
    /// IEEE 754 binary16.
    case float16 = "F16"
    /// The upper half of a binary32.
    case bfloat16 = "BF16"

    /// Bytes of one element, which is also its alignment.
    public var byteCount: Int { self == .float32 ? 4 : 2 }

    var kernelType: ck_element_type {
        switch self {
        case .float32: CK_F32
        case .float16: CK_F16
        case .bfloat16: CK_BF16
        }
    }
}
