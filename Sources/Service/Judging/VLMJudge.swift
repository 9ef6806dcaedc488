import Imaging
import JSON
import Judging
import Rewards
import VLM

/// The model that is served as judge: it sees the picture and answers in a form that decoding cannot leave.
struct VLMJudge: Judge {
    let models: ModelRegistry

    /// What a further judgement of the same room is drawn at; the first is the most probable one.
    private static let temperature = 0.8
    /// Characters of a comment.
    private static let commentLength = 160

    func judgement(of request: JudgeRequest) async throws -> Judgement {
        let engine: LanguageModelEngine
        do {
            engine = try await models.engine(nil).engine
        } catch let problem as Problem {
            throw JudgeError.unreachable(problem.detail.isEmpty ? problem.title : problem.detail)
        }
        guard engine.readsImages else { throw JudgeError.notSetUp("the model that is served reads no pictures") }
        let png: [UInt8]
        let image: PixelImage
        do {
            png = try await request.picture()
            image = try PixelImage(decoding: png)
        } catch let error as CancellationError {
            throw error
        } catch { throw JudgeError.noPicture("\(error)") }
        var schema = SchemaGrammar(root: JSONCursor(JudgePrompt.schema(maximumCommentLength: Self.commentLength)))
        var generation = GenerationRequest(
            messages: [
                .init(role: "system", text: JudgePrompt.system),
                .init(
                    role: "user",
                    parts: [.image(image), .text(JudgePrompt.request(wish: request.scene.room.description))]),
            ],
            answer: .grammar(try schema.grammar()))
        generation.sampling = SamplingParameters(temperature: request.attempt == 0 ? 0 : Self.temperature)
        generation.seed = UInt64(request.attempt)
        do {
            let response = try await engine.generate(generation)
            return try JudgeAnswer.read(response.samples.first?.text ?? "")
        } catch let error as GenerationError {
            throw JudgeError.unreachable("\(error)")
        } catch let error as QueueFull { throw JudgeError.unreachable("\(error)") }
    }
}
