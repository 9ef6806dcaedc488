import Assets
import Imaging
import Planning
import Rendering
import Training
import VLM

extension ErrorRendering {
    /// Problems of the modules below: what the caller's files, sizes and settings cannot do.
    static func moduleProblem(_ error: any Error) -> Problem {
        switch error {
        case let error as CheckpointError: invalidModel(error.description)
        case let error as TokenizerError: invalidModel(error.description)
        case let error as ConfigurationError: invalidModel(error.description)
        case let error as ChatError: unreadable(error.description)
        case let error as ImageProcessorError: problem(error)
        case let error as GenerationError: problem(error)
        case let error as ModelError: unreadable(error.description)
        case let error as TrainingError: Problem(error)
        case let error as QueueFull:
            Problem(
                .busy, .serviceUnavailable, title: "The model has too much to do",
                detail: error.description, fields: [.retryAfter: String(error.retryAfterSeconds)])
        case let error as DesignError:
            Problem(
                .noPlacement, .unprocessableContent, title: "No room can be designed",
                detail: error.description)
        case let error as ModelFileError: problem(error)
        case let error as RenderError:
            Problem(
                .invalidScene, .unprocessableContent, title: "The scene cannot be drawn",
                detail: error.description)
        default:
            Problem(.internalError, .internalServerError, title: "Something went wrong here")
        }
    }

    private static func invalidModel(_ detail: String) -> Problem {
        Problem(.invalidModel, .unprocessableContent, title: "The checkpoint cannot be used", detail: detail)
    }

    private static func unreadable(_ detail: String) -> Problem {
        Problem(.invalidField, .unprocessableContent, title: "The model cannot read the request", detail: detail)
    }

    private static func problem(_ error: ModelFileError) -> Problem {
        // A file of this machine that cannot be read is nobody's fault who asks for it, and its path not theirs to know.
        if case .unreadable = error.reason {
            return Problem(.notFound, .notFound, title: "The model is not there any more")
        }
        return Problem(
            .invalidAsset, .unprocessableContent, title: "The model cannot be used",
            detail: error.place.isEmpty ? error.detail : "\(error.place): \(error.detail)")
    }

    private static func problem(_ error: ImageProcessorError) -> Problem {
        switch error {
        case .aspectRatio, .empty: unreadable(error.description)
        case .malformed, .unsupported: invalidModel(error.description)
        }
    }

    private static func problem(_ error: GenerationError) -> Problem {
        switch error {
        case .contextTooLong:
            Problem(
                .contextTooLong, .unprocessableContent, title: "The request is too long for the model",
                detail: error.description)
        case .unusableModel, .cannotSpell: invalidModel(error.description)
        default:
            Problem(
                .invalidField, .unprocessableContent, title: "The request cannot be generated for",
                detail: error.description)
        }
    }
}
