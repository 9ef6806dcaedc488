import Imaging
import JSON
import Rendering
import Rewards
import SceneGraph
import Training
import VLM

/// Lets a model place the objects: turns of best-of-n sampling, each answer well-formed by construction.
struct ModelPlacer: Sendable {
    let model: ModelRegistry.Loaded
    let task: LayoutTask
    let jury: LayoutJury

    /// The best placement of all turns and samples by reward.
    func place(_ stopwatch: inout Stopwatch, _ report: @escaping LayoutProgress.Report) async throws -> Placed {
        let turns = TurnMaker(form: model.description.promptForm, scene: task.scene)
        let decoding = AnswerDecoding(task.sampling, model: model.description.decoding)
        let answer = try decoding.answer(task.scene, thinkTokens: task.sampling.thinkTokens)
        var previous = task.parent?.previous
        var shown = task.parent?.scene
        var best: Placed?
        var turnTotals: [Double] = []
        for turn in 0..<task.turns {
            let begin = 0.05 + 0.75 * Double(turn) / Double(task.turns)
            let message = task.turns > 1 ? "Placing objects, turn \(turn + 1)" : "Placing objects"
            report(LayoutProgress(stage: .placing, fraction: begin, message: message))
            // A model of text alone reads the same request without the picture.
            var picture: PixelImage?
            if model.engine.readsImages {
                picture = try await stopwatch.measure("picture") { [shown] in try await self.picture(of: shown) }
            }
            let request = request(
                picture: picture, text: turns.userText(previous: previous, showsPicture: picture != nil),
                system: turns.systemText, answer: answer, turn: turn)
            let response = try await stopwatch.measure("model") { try await model.engine.generate(request) }
            report(
                LayoutProgress(
                    stage: .scoring, fraction: begin + 0.7 / Double(task.turns), message: "Scoring the answers"))
            let winner = try await stopwatch.measure("score") { try await choose(response.samples.map(\.text)) }
            turnTotals.append(winner.reward.total)
            previous = TurnMaker.Previous(
                response: winner.response ?? "", total: winner.reward.total, terms: winner.reward.terms,
                in: task.scene)
            shown = task.scene.placed(at: winner.positions)
            if best.map({ winner.reward.isBetter(than: $0.reward) }) ?? true { best = winner }
        }
        guard var best else { throw Problem(.internalError, .internalServerError, title: "No turn was taken") }
        best.turnTotals = turnTotals
        return best
    }

    private func request(
        picture: PixelImage?, text: String, system: String, answer: GenerationRequest.Answer, turn: Int
    ) -> GenerationRequest {
        var request = GenerationRequest(
            messages: [
                .init(role: "system", text: system),
                .init(role: "user", parts: (picture.map { [.image($0)] } ?? []) + [.text(text)]),
            ],
            answer: answer)
        // How long a guided answer gets is known when it is written; its bound is generous.
        if case .unfolding = answer { request.fitsContext = true }
        request.samples = task.sampling.samples
        // Below this the softmax is a maximum; the engine wants that said.
        let temperature = task.sampling.temperature
        request.sampling = SamplingParameters(
            temperature: temperature < 1e-6 ? 0 : temperature, topP: task.sampling.topP)
        request.seed = UInt64(task.sampling.seed) &+ UInt64(turn)
        return request
    }

    private func picture(of scene: Scene?) async throws -> PixelImage {
        try await Offload.run(.short) { [task] in
            try ModelPicture.make(of: scene, room: task.scene.room)
        }
    }

    /// Scores all samples and takes the best, the first among equals.
    private func choose(_ responses: [String]) async throws -> Placed {
        let answers = try await Offload.run(.short) { [task] in
            try responses.map { response in
                let answer = try PlacementAnswer(response: response, scene: task.scene)
                // What is pinned stays, whatever the model says of it.
                let positions = zip(task.scene.objects, answer.positions).map { object, position in
                    object.isPinned ? object.position ?? position : position
                }
                return (positions: positions, think: answer.think)
            }
        }
        let replies = try await jury.replies(to: answers.map { task.scene.placed(at: $0.positions) })
        return try await Offload.run(.short) { [task, model] in
            let appraiser = LayoutAppraiser(scene: task.scene, profile: task.profile)
            let placed = responses.indices.map { index in
                Placed(
                    positions: answers[index].positions, think: answers[index].think, response: responses[index],
                    reward: appraiser.reward(of: answers[index].positions, judge: replies[index]),
                    model: model.description)
            }
            guard var chosen = placed.indices.first else {
                throw Problem(.internalError, .internalServerError, title: "The model gave no answer")
            }
            for index in placed.indices where placed[index].reward.isBetter(than: placed[chosen].reward) {
                chosen = index
            }
            var winner = placed[chosen]
            winner.sampleTotals = placed.map(\.reward.total)
            winner.chosenSample = chosen
            return winner
        }
    }
}
