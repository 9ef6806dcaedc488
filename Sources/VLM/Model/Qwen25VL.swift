import Tensors

/// The Qwen2.5-VL model: images and text in, logits of the next token out. Its sisters Qwen2-VL and Qwen3-VL have
/// other vision towers; language models of the same architecture without one (Qwen2, Qwen2.5, Qwen3, Llama) are
/// its text-only variant.
///
/// A model never changes and holds no state of a request, so one model serves many requests at once; what a
/// request has computed is in its `KVCache`.
///
/// ```swift
/// let model = try Qwen25VL(directory: url)
/// let images = try model.encodeImages(patches: patches, grids: grids)
/// let positions = try model.positionIDs(tokens: tokens, grids: grids)
/// var cache = model.makeCache()
/// var logits = try model.prefill(
///     tokens: tokens, imageEmbeddings: images, positions: positions, cache: &cache)
/// var samples = [cache, cache]                        // two samples share the prompt
/// logits = try model.decode(tokens: [17, 42], caches: &samples)   // 2 x vocabulary
/// ```
///
/// S. Bai et al., "Qwen2.5-VL technical report", arXiv 2502.13923.
public struct Qwen25VL: Sendable {
    /// The model's sizes.
    public let configuration: Qwen25VLConfiguration
    /// All weights by the names that checkpoints have on the hub.
    package let weights: [String: StoredTensor]
    let vision: (any VisionEncoder)?
    let language: LanguageModel

    /// Rows that go through the layers at a time during prefill; bounds the memory of long prompts.
    static let prefillRows = 1024

    /// A model with the weights of a source.
    /// - Throws: `ConfigurationError` if the sizes do not fit, or what the source throws.
    package init(configuration: Qwen25VLConfiguration, weights source: some WeightSource) throws {
        try configuration.validate()
        self.configuration = configuration
        var collector = WeightCollector(source: source)
        vision = configuration.hasVision ? try collector.visionEncoder(configuration.vision) : nil
        language = try LanguageModel(configuration, &collector)
        weights = collector.weights
    }

    /// A new, untrained model, the same for the same configuration and seed; see `RandomWeights`.
    /// - Throws: `ConfigurationError` if the sizes do not fit.
    public static func random(configuration: Qwen25VLConfiguration, seed: UInt64) throws -> Qwen25VL {
        try configuration.validate()
        return try Qwen25VL(
            configuration: configuration, weights: RandomWeights(configuration: configuration, seed: seed))
    }

    /// Numbers of all weights.
    public var parameterCount: Int { weights.values.reduce(0) { $0 + $1.count } }

    /// An empty cache for a new sequence.
    public func makeCache() -> KVCache { language.makeCache() }

    /// Embeds images.
    /// - Parameters:
    ///   - patches: what the image processor gives, patches x (channels x frames x side x side), flat.
    ///   - grids: one an image.
    /// - Returns: merged patches of all images x `VisionConfiguration.featureWidth`.
    public func encodeImages(patches: [Float], grids: [ImageGrid]) throws(ModelError) -> Tensor {
        guard let tower = self.vision else { throw .imagesUnsupported }
        guard !grids.isEmpty else { throw .emptyInput }
        let vision = configuration.vision
        var count = 0
        for grid in grids {
            try grid.validate(mergeSize: vision.spatialMergeSize)
            count += grid.patches
            guard count <= ImageGrid.maximumPatches else {
                throw .invalidGrid(
                    grid, detail: "brings the images to more than \(ImageGrid.maximumPatches) patches")
            }
        }
        guard patches.count == count * vision.patchWidth else {
            throw .patchCountMismatch(expected: count * vision.patchWidth, found: patches.count)
        }
        return tower(Tensor(shape: [count, vision.patchWidth], values: patches), grids: grids)
    }

    /// Positions of a prompt's tokens, 3 x length.
    public func positionIDs(tokens: [Int], grids: [ImageGrid]) throws(ModelError) -> PositionIDs {
        guard configuration.hasVision else {
            guard grids.isEmpty else { throw .imagesUnsupported }
            return PositionIDs(text: tokens.count)
        }
        return try PositionIDs(tokens: tokens, grids: grids, configuration: configuration)
    }

    /// Runs a prompt, or the next part of one, through the model.
    /// - Parameters:
    ///   - tokens: with one image placeholder for each row of `imageEmbeddings`.
    ///   - positions: of these tokens; nil for text that follows what is in the cache.
    ///   - cache: takes the tokens.
    /// - Returns: logits of the selected tokens x vocabulary.
    public func prefill(
        tokens: [Int], imageEmbeddings: Tensor? = nil, positions: PositionIDs? = nil,
        cache: inout KVCache, logitsAt selection: LogitSelection = .last
    ) throws(ModelError) -> Tensor {
        guard !tokens.isEmpty else { throw .emptyInput }
        guard cache.fits(configuration.text) else { throw .cacheMismatch }
        let positions = positions ?? PositionIDs(text: tokens.count, from: cache.nextPosition)
        guard positions.count == tokens.count else {
            throw .lengthMismatch(what: "positions", expected: tokens.count, found: positions.count)
        }
        let wanted = try selection.rows(of: tokens.count)
        let (hidden, deepFeatures) = try embed(tokens, imageEmbeddings)
        let nextPosition = max(cache.nextPosition, positions.greatest + 1)
        var logits = [Float](repeating: 0, count: wanted.count * configuration.text.vocabularySize)
        var caches = [cache]
        // While `caches` works on the pages, nothing else may refer to them, or they would be copied.
        cache = makeCache()
        for start in stride(from: 0, to: tokens.count, by: Self.prefillRows) {
            let range = start..<min(start + Self.prefillRows, tokens.count)
            let places = wanted.indices.filter { range.contains(wanted[$0]) }
            let part = language.forward(
                hidden.gatheringRows(range), positions: positions.slice(range), counts: [range.count],
                caches: &caches, logitsOf: places.map { wanted[$0] - start },
                deepFeatures: deepFeatures?.slice(range))
            let vocabulary = configuration.text.vocabularySize
            for (row, place) in places.enumerated() {
                logits.replaceSubrange(
                    place * vocabulary..<(place + 1) * vocabulary,
                    with: part.values[row * vocabulary..<(row + 1) * vocabulary])
            }
        }
        cache = caches[0]
        cache.positionDelta = nextPosition - cache.length
        return Tensor(shape: [wanted.count, configuration.text.vocabularySize], values: logits)
    }

    /// One more text token for each of several sequences, in one pass.
    /// - Parameters:
    ///   - tokens: one a sequence.
    ///   - caches: one a sequence, in the same order.
    /// - Returns: logits, sequences x vocabulary.
    public func decode(tokens: [Int], caches: inout [KVCache]) throws(ModelError) -> Tensor {
        try decode(steps: tokens.map { [$0] }, caches: &caches, logitsAt: .last)
    }

    /// Some more text tokens for each of several sequences, in one pass.
    /// - Parameters:
    ///   - steps: the tokens of each sequence, at least one each.
    ///   - caches: one a sequence, in the same order.
    ///   - selection: of which of a sequence's tokens logits are wanted; the same for each sequence.
    /// - Returns: logits, one sequence's rows after another's.
    public func decode(
        steps: [[Int]], caches: inout [KVCache], logitsAt selection: LogitSelection = .last
    ) throws(ModelError) -> Tensor {
        guard !steps.isEmpty, steps.allSatisfy({ !$0.isEmpty }) else { throw .emptyInput }
        guard steps.count == caches.count else {
            throw .lengthMismatch(what: "caches", expected: steps.count, found: caches.count)
        }
        guard caches.allSatisfy({ $0.fits(configuration.text) }) else { throw .cacheMismatch }
        var positions = PositionIDs(text: 0)
        var rows: [Int] = []
        for (step, cache) in zip(steps, caches) {
            rows += try selection.rows(of: step.count).map { $0 + positions.count }
            positions.append(PositionIDs(text: step.count, from: cache.nextPosition))
        }
        let (hidden, _) = try embed(steps.flatMap { $0 }, nil)
        return language.forward(
            hidden, positions: positions, counts: steps.map(\.count), caches: &caches, logitsOf: rows)
    }

    private func embed(
        _ tokens: [Int], _ images: Tensor?
    ) throws(ModelError) -> (hidden: Tensor, deepFeatures: DeepFeatures?) {
        let size = configuration.text.vocabularySize
        var placeholders: [Int] = []
        for (position, token) in tokens.enumerated() {
            guard (0..<size).contains(token) else {
                throw .tokenOutOfRange(token: token, position: position, vocabularySize: size)
            }
            guard token != configuration.videoToken || images == nil || vision == nil else {
                throw .videoUnsupported(position: position)
            }
            if token == configuration.imageToken { placeholders.append(position) }
        }
        var hidden = language.embedding(tokens)
        guard let images else { return (hidden, nil) }
        guard vision != nil else { throw .imagesUnsupported }
        guard images.rows == placeholders.count else {
            throw .imageTokenMismatch(placeholders: placeholders.count, embeddings: images.rows)
        }
        let (width, whole) = (hidden.columns, configuration.vision.featureWidth)
        guard images.columns == whole else {
            throw .lengthMismatch(what: "image embedding width", expected: whole, found: images.columns)
        }
        hidden.replaceRows(placeholders, with: images.columns(0..<width))
        guard whole > width else { return (hidden, nil) }
        return (
            hidden, DeepFeatures(places: placeholders, features: images.columns(width..<whole), width: width)
        )
    }
}
