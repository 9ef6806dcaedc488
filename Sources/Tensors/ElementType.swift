import CKernels

/// How the elements of stored weights are written: number by number, or in blocks that share a scale.
///
/// The block types are GGUF's (ggml-common.h of github.com/ggml-org/ggml).
public enum ElementType: String, Hashable, Sendable, CaseIterable {
    /// IEEE 754 binary32.
    case float32 = "F32"
    /// IEEE 754 binary16.
    case float16 = "F16"
    /// The upper half of a binary32.
    case bfloat16 = "BF16"
    /// Blocks of 32: a scale and 8-bit numbers.
    case q8_0 = "Q8_0"
    /// Blocks of 32: a scale and 4-bit numbers around 0.
    case q4_0 = "Q4_0"
    /// Blocks of 32: a scale, a minimum and 4-bit numbers.
    case q4_1 = "Q4_1"
    /// Blocks of 256: 4-bit numbers, a 6-bit scale and minimum for each 32.
    case q4_K = "Q4_K"
    /// Blocks of 256: 6-bit numbers, an 8-bit scale for each 16.
    case q6_K = "Q6_K"

    /// The types of single numbers.
    public static let floatingPoint: [ElementType] = [.float32, .float16, .bfloat16]

    /// Elements of a block; 1 for single numbers.
    public var blockLength: Int { blockType.map { ck_block_length($0) } ?? 1 }

    /// Bytes of a block.
    public var blockByteCount: Int { blockType.map { ck_block_bytes($0) } ?? (self == .float32 ? 4 : 2) }

    /// Bytes of this many elements; nil if they are not whole blocks, or too many to count.
    public func byteCount(of elements: Int) -> Int? {
        let (blocks, rest) = elements.quotientAndRemainder(dividingBy: blockLength)
        guard elements >= 0, rest == 0 else { return nil }
        let (bytes, overflow) = blocks.multipliedReportingOverflow(by: blockByteCount)
        return overflow ? nil : bytes
    }

    /// What addresses of the type must be multiples of: blocks are read byte by byte.
    var alignment: Int { blockType == nil ? blockByteCount : 1 }

    var blockType: ck_block_type? {
        switch self {
        case .float32, .float16, .bfloat16: nil
        case .q8_0: CK_BLOCK_Q8_0
        case .q4_0: CK_BLOCK_Q4_0
        case .q4_1: CK_BLOCK_Q4_1
        case .q4_K: CK_BLOCK_Q4_K
        case .q6_K: CK_BLOCK_Q6_K
        }
    }

    /// The kernels' name of a type of single numbers.
    var kernelType: ck_element_type? {
        switch self {
        case .float32: CK_F32
        case .float16: CK_F16
        case .bfloat16: CK_BF16
        case .q8_0, .q4_0, .q4_1, .q4_K, .q6_K: nil
        }
    }
}
