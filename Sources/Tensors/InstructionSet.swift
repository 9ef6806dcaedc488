import CKernels

/// The vector instructions that the kernels use.
public enum InstructionSet: String, Hashable, Sendable, CaseIterable {
    /// What every 64-bit processor has.
    case portable
    /// AVX2 with FMA and F16C.
    case avx2
    /// AVX-512 F, BW, VL and DQ.
    case avx512
    /// AVX-512 with VNNI, dot products of 8-bit numbers.
    case avx512VNNI
    /// AVX-512 with VNNI and BF16, dot products of bfloat16 numbers.
    case avx512BF16

    /// Whether this processor runs the set.
    public var isSupported: Bool { ck_supports(kernelSet) }

    /// The widest set that this processor runs.
    public static let best: InstructionSet = allCases.last { $0.isSupported } ?? .portable

    /// The sets that this processor runs.
    public static var supported: [InstructionSet] { allCases.filter(\.isSupported) }

    package var kernelSet: ck_instruction_set {
        switch self {
        case .portable: CK_PORTABLE
        case .avx2: CK_AVX2
        case .avx512: CK_AVX512
        case .avx512VNNI: CK_AVX512_VNNI
        case .avx512BF16: CK_AVX512_BF16
        }
    }
}
