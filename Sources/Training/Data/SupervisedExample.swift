import Curation
import Imaging
import JSON
import Planning
import Rendering
import SceneGraph
import VLM

/// A prompt, a picture and the answer that is to be learnt.
package struct SupervisedExample: Sendable {
    /// What is asked and answered.
    package enum Content: Sendable {
        /// A room, with text and picture as in the first turn, and where its objects go.
        case room(Scene, positions: [Vector3], think: String)
        /// Text, perhaps with a picture before it.
        case text(system: String?, prompt: String, image: PixelImage?, answer: String)
    }

    package let content: Content
    /// What went before, where a room's answer is that of a second turn.
    package let attempt: PreviousAttempt?
    /// Whether a room is shown with it.
    package let showsPicture: Bool

    package init(content: Content, attempt: PreviousAttempt? = nil, showsPicture: Bool = true) {
        self.content = content
        self.attempt = attempt
        self.showsPicture = showsPicture
    }

    /// The room, where there is one.
    package var scene: Scene? {
        if case .room(let scene, _, _) = content { return scene }
        return nil
    }

    /// The example as training takes it.
    ///
    /// A room's answer is spelled as decoding writes it: constrained, only the tokens that are a choice are scored,
    /// among the ids that the grammar allows there; free, all are. Where facts are told, the thinking is made of them.
    package func sequence(
        _ checkpoint: LoadedCheckpoint, form: PromptForm, sampling: SamplingSettings
    ) throws -> TrainingSequence {
        switch content {
        case .room(let scene, let positions, let think):
            let maker = TurnMaker(form: form, scene: scene)
            let isSeen = showsPicture && sampling.pictureShare > 0
            let picture = isSeen ? try ModelPicture.make(of: attempt?.scene, room: scene.room) : nil
            let prompt = try PromptEncoder.prompt(
                [
                    .init(role: "system", text: maker.systemText),
                    .init(
                        role: "user",
                        parts: (picture.map { [.image($0)] } ?? [])
                            + [.text(maker.userText(previous: attempt?.told, showsPicture: picture != nil))]),
                ], checkpoint)
            if let facts = sampling.toldFacts, sampling.decoding == .guided || think.isEmpty {
                return try worked(prompt, scene, positions, facts, isGuided: sampling.decoding == .guided, checkpoint)
            }
            let isConstrained = sampling.decoding != .free
            let skeleton = AnswerSkeleton(
                ids: scene.objects.map(\.id), room: scene.room.size,
                thinkTokens: isConstrained ? sampling.thinkTokens : Int(Int16.max))
            guard let answer = skeleton.text(positions: positions, think: think) else {
                throw TrainingError.dataset("an example does not place every object")
            }
            guard isConstrained else { return try free(prompt, answer, checkpoint) }
            let constraint = try TokenConstraint(skeleton.segments(), vocabulary: vocabulary(checkpoint))
            return try constrained(prompt, constraint, answer, checkpoint)
        case .text(let system, let text, let image, let answer):
            var messages: [GenerationRequest.Message] = system.map { [.init(role: "system", text: $0)] } ?? []
            messages.append(.init(role: "user", parts: (image.map { [.image($0)] } ?? []) + [.text(text)]))
            return try free(PromptEncoder.prompt(messages, checkpoint), answer, checkpoint)
        }
    }

    /// An answer with what can be worked out before each choice, near these places: only the choices are scored
    /// where decoding is guided, else all of it.
    private func worked(
        _ prompt: LoadedCheckpoint.Prompt, _ scene: Scene, _ positions: [Vector3], _ facts: GuideFacts,
        isGuided: Bool, _ checkpoint: LoadedCheckpoint
    ) throws -> TrainingSequence {
        let answer = WorkedAnswer(scene, facts: facts, style: isGuided ? .exact : .short) { object, axis, _ in
            [positions[object].x, positions[object].y, positions[object].z][axis]
        }
        guard isGuided else { return try free(prompt, answer.text, checkpoint) }
        let constraint = try TokenConstraint(
            unfolding: GuidedGrammar(scene, facts: facts), vocabulary: vocabulary(checkpoint))
        return try constrained(prompt, constraint, answer.text, checkpoint)
    }

    private func vocabulary(_ checkpoint: LoadedCheckpoint) throws -> GrammarVocabulary {
        let size = checkpoint.model.configuration.text.vocabularySize
        return GrammarVocabulary(
            tokenizer: checkpoint.tokenizer,
            numbers: try NumberVocabulary(tokenizer: checkpoint.tokenizer, vocabularySize: size),
            endToken: checkpoint.endOfTurn, size: size)
    }

    private func constrained(
        _ prompt: LoadedCheckpoint.Prompt, _ constraint: TokenConstraint, _ answer: String,
        _ checkpoint: LoadedCheckpoint
    ) throws -> TrainingSequence {
        let spelled = try constraint.tokens(spelling: answer)
        let scored = spelled.enumerated().compactMap { offset, token in
            token.allowed.map { allowed in
                TrainingSequence.ScoredToken(
                    index: prompt.tokens.count + offset, allowed: allowed.map(Int32.init(truncatingIfNeeded:)))
            }
        }
        return try sequence(prompt, spelled.map(\.id), scored, checkpoint)
    }

    private func free(
        _ prompt: LoadedCheckpoint.Prompt, _ answer: String, _ checkpoint: LoadedCheckpoint
    ) throws -> TrainingSequence {
        let tokens =
            try checkpoint.tokenizer.encode(answer, addedTokens: .spelledOut)
            + (checkpoint.endOfTurn.map { [$0] } ?? [])
        let scored = tokens.indices.map { TrainingSequence.ScoredToken(index: prompt.tokens.count + $0) }
        return try sequence(prompt, tokens, scored, checkpoint)
    }

    private func sequence(
        _ prompt: LoadedCheckpoint.Prompt, _ answer: [Int], _ scored: [TrainingSequence.ScoredToken],
        _ checkpoint: LoadedCheckpoint
    ) throws -> TrainingSequence {
        let count = prompt.tokens.count + answer.count
        let limit = checkpoint.model.configuration.text.maximumPositions
        guard count <= limit else {
            throw TrainingError.contextTooLong(
                "an example of \(count) tokens exceeds the model's context of \(limit)")
        }
        return TrainingSequence(prompt: prompt, answer: answer, scored: scored)
    }
}
