import Foundation
import Imaging
import JSON
import Tensors

/// Everything that a checkpoint holds, checked against each other.
package struct LoadedCheckpoint: Sendable {
    package let tokenizer: Tokenizer
    package let template: ChatTemplate
    package let imageProcessor: ImageProcessor
    package private(set) var model: Qwen25VL
    package let defaults: GenerationDefaults
    package let hints: ModelHints
    /// Where the vision tower was taken from, if that is a file of its own.
    package let visionFile: URL?

    /// Reads a checkpoint.
    /// - Parameter quantization: how linear maps are rounded while loading; nil leaves them as they are.
    /// - Throws: `TokenizerError`, `ImageProcessorError`, `CheckpointError`, `GenerationError`.
    package init(_ files: CheckpointFiles, quantization: Quantization? = nil) throws {
        switch files.form {
        case .directory: try self.init(directory: files.url, quantization: quantization)
        case .gguf: self.init(try GGUFModel(files, quantization: quantization))
        }
    }

    private init(_ gguf: GGUFModel) {
        (tokenizer, template, model, hints) = (gguf.tokenizer, gguf.template, gguf.model, gguf.hints)
        visionFile = gguf.visionFile
        imageProcessor = ImageProcessor(configuration: gguf.processing ?? ImageProcessorConfiguration())
        defaults = GenerationDefaults(endTokens: gguf.endTokens)
    }

    /// Reads a Hugging Face directory.
    /// - Throws: as `init(_:quantization:)`.
    package init(directory: URL, quantization: Quantization? = nil) throws {
        visionFile = nil
        tokenizer = try Tokenizer(directory: directory)
        model = try Qwen25VL(directory: directory, quantization: quantization)
        template = try ChatTemplate(directory: directory, readsImages: model.configuration.hasVision)
        // Without a file of its own the processor cuts patches as the model wants them.
        let vision = model.configuration.vision
        var processing = ImageProcessorConfiguration()
        processing.patchSize = vision.patchSize
        processing.mergeSize = vision.spatialMergeSize
        processing.temporalPatchSize = vision.temporalPatchSize
        imageProcessor = ImageProcessor(
            configuration: try ImageProcessorConfiguration(directory: directory) ?? processing)
        defaults = try GenerationDefaults(directory: directory, configuration: model.configuration)
        let configuration = try Data(contentsOf: directory.appendingPathComponent(Checkpoint.configurationName))
        let json = try JSONParser.parse([UInt8](configuration))["metaspatial"]
        hints = ModelHints(
            isTrained: json?["trained"]?.boolValue, promptForm: json?["prompt_form"]?.stringValue,
            decoding: json?["decoding"]?.stringValue, facts: json?["facts"]?.stringValue)
    }

    /// The same checkpoint with other weights of the same configuration.
    package func replacingModel(_ model: Qwen25VL) -> LoadedCheckpoint {
        var copy = self
        copy.model = model
        return copy
    }

    /// The token that ends a turn of the chat form; nil where the tokenizer has none.
    package var endOfTurn: Int? { try? tokenizer.id(of: ChatPrompt.ControlToken.end) }

    /// A conversation as the model's input.
    package struct Prompt: Sendable {
        package let tokens: [Int]
        package let images: [ImageProcessor.Patches]
        package let positions: PositionIDs

        package var grids: [ImageGrid] { images.map(\.grid) }
        /// The patches of all images, one's after another's.
        package var patches: [Float] { images.flatMap(\.values) }
    }

    /// Puts a conversation with its images, in the order of their places, into the model's form.
    /// - Throws: `ChatError`, `ImageProcessorError`, `TokenizerError`, `ModelError`, `GenerationError`.
    package func prompt(
        _ messages: [ChatMessage], images: [PixelImage], policy: Tokenizer.AddedTokenPolicy
    ) throws -> Prompt {
        if !images.isEmpty {
            guard model.configuration.hasVision else { throw ModelError.imagesUnsupported }
            let placeholder = try tokenizer.id(of: ChatPrompt.ControlToken.image)
            guard placeholder == model.configuration.imageToken else {
                throw GenerationError.unusableModel(
                    "config.json's image_token_id is \(model.configuration.imageToken), "
                        + "the tokenizer's image placeholder is \(placeholder)")
            }
            let (processing, vision) = (imageProcessor.configuration, model.configuration.vision)
            guard processing.patchSize == vision.patchSize, processing.mergeSize == vision.spatialMergeSize,
                processing.temporalPatchSize == vision.temporalPatchSize
            else {
                throw GenerationError.unusableModel(
                    "its image processor's configuration and config.json disagree about the size of patches")
            }
        }
        let processed = try images.map { try imageProcessor.process($0) }
        let prompt = try ChatPrompt(
            messages, template: template,
            imageTokenCounts: processed.map { imageProcessor.tokenCount(of: $0.grid) }, policy: policy,
            tokenizer: tokenizer)
        let grids = processed.map(\.grid)
        return Prompt(
            tokens: prompt.tokens, images: processed,
            positions: try model.positionIDs(tokens: prompt.tokens, grids: grids))
    }
}
