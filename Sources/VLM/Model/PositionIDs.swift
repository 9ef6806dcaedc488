/// Where each token of a prompt stands in time, height and width, for the multimodal rotary embedding.
///
/// Text tokens count on in all three axes at once. The tokens of an image that starts at position p are at
/// (p + frame, p + row, p + column), in merged patches; the text after it goes on at p plus the greater of
/// the image's height and width. (P. Wang et al., "Qwen2-VL", arXiv 2409.12191, section 2.1.)
public struct PositionIDs: Hashable, Sendable {
    /// Positions in time, one a token.
    public internal(set) var temporal: [Int] = []
    /// Positions in height, one a token.
    public internal(set) var height: [Int] = []
    /// Positions in width, one a token.
    public internal(set) var width: [Int] = []

    /// Tokens.
    public var count: Int { temporal.count }

    /// What to add to a token's index to get its position when decoding goes on after these tokens
    /// (`rope_delta`): the greatest position + 1 - the number of tokens.
    public var delta: Int { greatest + 1 - count }

    /// The greatest position of any axis, -1 when there are no tokens.
    var greatest: Int { max(temporal.max() ?? -1, height.max() ?? -1, width.max() ?? -1) }

    /// Text positions from `start` on.
    public init(text count: Int, from start: Int = 0) {
        temporal = Array(start..<start + count)
        height = temporal
        width = temporal
    }

    /// Positions of a prompt with images.
    /// - Parameters:
    ///   - grids: one an image, in the order of their placeholders.
    /// - Throws: `ModelError` if the placeholders do not fit the grids, or there is a video.
    public init(tokens: [Int], grids: [ImageGrid], configuration: Qwen25VLConfiguration) throws(ModelError) {
        let merge = configuration.vision.spatialMergeSize
        var next = 0
        var grid = 0
        var index = 0
        while index < tokens.count {
            let token = tokens[index]
            guard token != configuration.videoToken else { throw .videoUnsupported(position: index) }
            guard token == configuration.imageToken else {
                append(next, next, next)
                next += 1
                index += 1
                continue
            }
            guard grid < grids.count else {
                throw Self.mismatch(tokens: tokens, grids: grids, configuration: configuration)
            }
            try grids[grid].validate(mergeSize: merge)
            let (frames, rows, columns) = (
                grids[grid].temporal, grids[grid].height / merge, grids[grid].width / merge
            )
            let end = index + frames * rows * columns
            guard end <= tokens.count,
                tokens[index..<end].allSatisfy({ $0 == configuration.imageToken })
            else { throw Self.mismatch(tokens: tokens, grids: grids, configuration: configuration) }
            for frame in 0..<frames {
                for row in 0..<rows {
                    for column in 0..<columns { append(next + frame, next + row, next + column) }
                }
            }
            next += max(rows, columns)
            index = end
            grid += 1
        }
        guard grid == grids.count else {
            throw Self.mismatch(tokens: tokens, grids: grids, configuration: configuration)
        }
    }

    private static func mismatch(
        tokens: [Int], grids: [ImageGrid], configuration: Qwen25VLConfiguration
    ) -> ModelError {
        let placeholders = tokens.count { $0 == configuration.imageToken }
        let unit = configuration.vision.mergeUnit
        let wanted = grids.reduce(0) { sum, grid in
            let (patches, overflow) = grid.height.multipliedReportingOverflow(by: grid.width)
            return overflow ? sum : sum &+ patches &* grid.temporal / unit
        }
        return .imageTokenMismatch(placeholders: placeholders, embeddings: wanted)
    }

    private mutating func append(_ t: Int, _ h: Int, _ w: Int) {
        temporal.append(t)
        height.append(h)
        width.append(w)
    }

    /// The positions of some of the tokens.
    package func slice(_ range: Range<Int>) -> PositionIDs {
        var result = PositionIDs(text: 0)
        result.temporal = Array(temporal[range])
        result.height = Array(height[range])
        result.width = Array(width[range])
        return result
    }

    package mutating func append(_ other: PositionIDs) {
        temporal += other.temporal
        height += other.height
        width += other.width
    }
}
