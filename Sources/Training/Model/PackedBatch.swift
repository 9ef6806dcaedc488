import Tensors
import VLM

/// The sequences of a batch as rows, one sequence's after another's, without padding.
///
/// Neighbouring sequences that start alike (the rollouts of one prompt) share the rows of that start: causal
/// attention computes the same numbers for them in each.
struct PackedBatch {
    /// A scored token.
    struct Item {
        /// The row whose logits score it.
        let row: Int
        let token: Int
        let allowed: [Int32]?
    }

    private(set) var tokens: [Int] = []
    private(set) var positions = PositionIDs(text: 0)
    private(set) var groups: [[AttentionSegment]] = []
    /// The scored tokens of all sequences, in order.
    private(set) var items: [Item] = []
    /// The images, each once.
    private(set) var images: [ImageProcessor.Patches] = []
    /// The rows that hold an image's embedding, and which.
    private(set) var imageRows: [(row: Int, embedding: Int)] = []

    /// How long a shared start is at least.
    static let minimumSharedTokens = 32

    /// Packs sequences.
    /// - Throws: `TrainableModelError` or `ModelError` where one does not fit the model.
    init(_ sequences: [TrainingSequence], configuration: Qwen25VLConfiguration) throws {
        for (index, sequence) in sequences.enumerated() {
            try Self.check(sequence, index, configuration)
        }
        let embeddings = PackedImages(sequences, unit: configuration.vision.mergeUnit)
        images = embeddings.unique
        for group in Self.group(sequences) {
            let shared = group.shared
            var segments: [AttentionSegment] = []
            let first = tokens.count
            if shared > 0 {
                append(
                    sequences[group.members.lowerBound], 0..<shared,
                    embeddings.rows(of: group.members.lowerBound), configuration)
                segments.append(
                    AttentionSegment(rows: first..<first + shared, keys: [first..<first + shared], isCausal: true))
            }
            for index in group.members {
                let sequence = sequences[index]
                let start = tokens.count
                append(sequence, shared..<sequence.tokens.count, embeddings.rows(of: index), configuration)
                let rows = start..<tokens.count
                segments.append(
                    AttentionSegment(
                        rows: rows, keys: (shared > 0 ? [first..<first + shared] : []) + [rows], isCausal: true))
                for scored in sequence.scored {
                    let place = scored.index - 1
                    items.append(
                        Item(
                            row: place < shared ? first + place : start + place - shared,
                            token: sequence.tokens[scored.index], allowed: scored.allowed))
                }
            }
            groups.append(segments)
        }
    }

    private mutating func append(
        _ sequence: TrainingSequence, _ range: Range<Int>, _ embeddings: [Int], _ c: Qwen25VLConfiguration
    ) {
        var image = sequence.tokens[..<range.lowerBound].count { $0 == c.imageToken }
        for index in range {
            // An answer may draw the placeholder too: it is a token like others there.
            if image < embeddings.count, sequence.tokens[index] == c.imageToken {
                imageRows.append((tokens.count, embeddings[image]))
                image += 1
            }
            tokens.append(sequence.tokens[index])
        }
        positions.append(sequence.positions.slice(range))
    }

    /// Neighbours that start alike.
    private static func group(_ sequences: [TrainingSequence]) -> [(members: Range<Int>, shared: Int)] {
        var groups: [(members: Range<Int>, shared: Int)] = []
        for index in sequences.indices {
            guard let last = groups.last else {
                groups.append((0..<1, 0))
                continue
            }
            let first = sequences[last.members.lowerBound]
            let common = commonStart(first, sequences[index])
            let shared = last.members.count == 1 ? common : min(common, last.shared)
            // A newcomer that shares much less would take from the others what they share.
            if shared >= minimumSharedTokens, last.members.count == 1 || shared * 4 >= last.shared * 3 {
                groups[groups.count - 1] = (last.members.lowerBound..<index + 1, shared)
            } else {
                groups.append((index..<index + 1, 0))
            }
        }
        return groups
    }

    /// How many tokens two sequences start with alike; at least one token of each is left over.
    private static func commonStart(_ a: TrainingSequence, _ b: TrainingSequence) -> Int {
        guard a.images == b.images else { return 0 }
        let limit = min(a.tokens.count, b.tokens.count) - 1
        var count = 0
        while count < limit, a.tokens[count] == b.tokens[count],
            a.positions.temporal[count] == b.positions.temporal[count],
            a.positions.height[count] == b.positions.height[count], a.positions.width[count] == b.positions.width[count]
        { count += 1 }
        return count
    }

    private static func check(_ s: TrainingSequence, _ index: Int, _ c: Qwen25VLConfiguration) throws {
        func fault(_ detail: String) -> TrainableModelError { .sequence(index, detail: detail) }
        let size = c.text.vocabularySize
        guard !s.tokens.isEmpty else { throw fault("has no tokens") }
        guard s.positions.count == s.tokens.count else {
            throw fault("has \(s.tokens.count) tokens and \(s.positions.count) positions")
        }
        for (place, token) in s.tokens.enumerated() where !(0..<size).contains(token) {
            throw ModelError.tokenOutOfRange(token: token, position: place, vocabularySize: size)
        }
        var last = 0
        for scored in s.scored {
            guard scored.index > last, scored.index < s.tokens.count else {
                throw fault("scores token \(scored.index), which is out of order or outside 1..<\(s.tokens.count)")
            }
            last = scored.index
            guard let allowed = scored.allowed else { continue }
            guard zip(allowed, allowed.dropFirst()).allSatisfy({ $0 < $1 }), (allowed.first ?? 0) >= 0,
                Int(allowed.last ?? 0) < size, allowed.contains(Int32(s.tokens[scored.index]))
            else { throw fault("allows ids at token \(scored.index) that do not rise, or not the token itself") }
        }
        guard !s.images.isEmpty else { return }
        guard c.hasVision else { throw ModelError.imagesUnsupported }
        for image in s.images {
            try image.grid.validate(mergeSize: c.vision.spatialMergeSize)
            guard image.values.count == image.grid.patches * c.vision.patchWidth else {
                throw ModelError.patchCountMismatch(
                    expected: image.grid.patches * c.vision.patchWidth, found: image.values.count)
            }
        }
        let embeddings = s.images.reduce(0) { $0 + $1.grid.patches / c.vision.mergeUnit }
        let placeholders = s.tokens[..<(s.scored.first?.index ?? s.tokens.count)].count { $0 == c.imageToken }
        guard placeholders == embeddings else {
            throw ModelError.imageTokenMismatch(placeholders: placeholders, embeddings: embeddings)
        }
    }
}
