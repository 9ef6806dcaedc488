import Tensors

/// A request in the model's form, checked and ready to be computed.
package struct PreparedRequest: Sendable {
    /// A picture with the places of its tokens.
    package struct Image: Sendable {
        package let patches: ImageProcessor.Patches
        let identity: ImageIdentity
        /// The places of its tokens in the prompt.
        package let tokens: Range<Int>
    }

    package let tokens: [Int]
    package let positions: PositionIDs
    package let images: [Image]
    let plan: SampledSequence.Plan
    let samples: Int
    let stopTexts: [String]

    var imageTokenCount: Int { images.reduce(0) { $0 + $1.tokens.count } }
}

/// What makes two pictures the same for the prefix cache: every byte that the model is shown.
///
/// A digest could only make it probable that two pictures are equal; the bytes themselves are at hand and shared
/// with the request.
package struct ImageIdentity: Hashable, Sendable {
    private let grid: ImageGrid
    private let values: [Float]
    private let digest: Int

    init(_ patches: ImageProcessor.Patches) {
        grid = patches.grid
        values = patches.values
        var hasher = Hasher()
        hasher.combine(grid)
        values.withUnsafeBytes { hasher.combine(bytes: $0) }
        digest = hasher.finalize()
    }

    var byteCount: Int { values.count * MemoryLayout<Float>.size }

    package static func == (left: Self, right: Self) -> Bool {
        left.digest == right.digest && left.grid == right.grid && left.values == right.values
    }

    package func hash(into hasher: inout Hasher) { hasher.combine(digest) }
}
