import CKernels

/// Which of its forms the renderer draws in.
package enum RenderingForm: Sendable, Hashable, CaseIterable {
    /// Pixel by pixel, as the comments tell it.
    case plain
    /// Sixteen spots at a time, with what every processor has.
    case portable
    /// The same with AVX2.
    case avx2
    /// The same with AVX-512.
    case avx512

    /// The kernels' instruction set; nil for the plain form.
    var kernelSet: ck_instruction_set? {
        switch self {
        case .plain: nil
        case .portable: CK_PORTABLE
        case .avx2: CK_AVX2
        case .avx512: CK_AVX512
        }
    }

    /// Whether this processor runs it.
    package var isSupported: Bool { kernelSet.map { ck_supports($0) } ?? true }

    /// The quickest form that this processor runs.
    package static let best: RenderingForm = allCases.last { $0.isSupported } ?? .plain
}
