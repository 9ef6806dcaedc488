import Imaging

/// Brings requests into the model's form: text, pictures and grammar. Does not use the weights.
package struct RequestPreparer: Sendable {
    let checkpoint: LoadedCheckpoint
    let numbers: NumberVocabulary?
    let endTokens: Set<Int>
    let contextLength: Int
    private let freeTexts = FreeTextCache()

    package init(checkpoint: LoadedCheckpoint) {
        self.checkpoint = checkpoint
        contextLength = checkpoint.model.configuration.text.maximumPositions
        numbers = try? NumberVocabulary(
            tokenizer: checkpoint.tokenizer,
            vocabularySize: checkpoint.model.configuration.text.vocabularySize)
        let endOfTurn = try? checkpoint.tokenizer.id(of: ChatPrompt.ControlToken.end)
        endTokens = checkpoint.defaults.endTokens.union(endOfTurn.map { [$0] } ?? [])
    }

    /// - Throws: `GenerationError`, `ChatError`, `ImageProcessorError`, `TokenizerError`, `ModelError`.
    package func prepare(_ request: GenerationRequest) throws -> PreparedRequest {
        try request.sampling.validate()
        guard (1...1024).contains(request.samples) else {
            throw GenerationError.invalidParameter(
                name: "samples", detail: "must lie between 1 and 1024, not \(request.samples)")
        }
        guard (0...64).contains(request.alternatives) else {
            throw GenerationError.invalidParameter(
                name: "alternatives", detail: "must lie between 0 and 64, not \(request.alternatives)")
        }
        let (ending, answerTokens) = try ending(of: request.answer)
        let prompt = try prompt(of: request)
        var limit = request.maximumTokens ?? answerTokens
        guard limit >= 0 else {
            throw GenerationError.invalidParameter(name: "max_tokens", detail: "must not be negative")
        }
        let room = contextLength - prompt.tokens.count
        if request.fitsContext { limit = min(limit, max(1, room)) }
        guard min(limit, answerTokens) <= room else {
            throw GenerationError.contextTooLong(
                promptTokens: prompt.tokens.count, answerTokens: min(limit, answerTokens), limit: contextLength)
        }
        var plan = SampledSequence.Plan(ending: ending, sampling: request.sampling, seed: request.seed)
        plan.scoresForcedTokens = request.scoresForcedTokens
        plan.alternatives = request.alternatives
        plan.recordsAllowed = request.recordsAllowed
        if limit < answerTokens || unfolds(request.answer) { plan.maximumTokens = limit }
        return PreparedRequest(
            tokens: prompt.tokens, positions: prompt.positions, images: images(of: prompt), plan: plan,
            samples: request.samples, stopTexts: request.stopTexts)
    }

    private func ending(
        of answer: GenerationRequest.Answer
    ) throws -> (ending: SampledSequence.Ending, maximumTokens: Int) {
        switch answer {
        case .free(let limit):
            guard limit >= 0 else {
                throw GenerationError.invalidParameter(name: "max_tokens", detail: "must not be negative")
            }
            return (.tokens(endTokens, maximumTokens: limit), limit)
        case .constrained(let segments): return try ending(of: .grammar(.init(root: segments)))
        case .grammar(let grammar):
            let constraint = try TokenConstraint(grammar, vocabulary: vocabulary())
            return (.constraint(constraint), constraint.maximumTokens)
        case .unfolding(let grammar):
            let constraint = try TokenConstraint(unfolding: grammar, vocabulary: vocabulary())
            return (.constraint(constraint), constraint.maximumTokens)
        }
    }

    private func vocabulary() throws -> GrammarVocabulary {
        guard let numbers else { throw GenerationError.cannotSpell("0123456789.-") }
        return GrammarVocabulary(
            tokenizer: checkpoint.tokenizer, numbers: numbers, endToken: checkpoint.endOfTurn,
            size: checkpoint.model.configuration.text.vocabularySize, freeTexts: freeTexts)
    }

    /// Whether only writing an answer tells how long it is.
    private func unfolds(_ answer: GenerationRequest.Answer) -> Bool {
        if case .unfolding = answer { true } else { false }
    }

    private func prompt(of request: GenerationRequest) throws -> LoadedCheckpoint.Prompt {
        var images: [PixelImage] = []
        let messages = request.messages.map { message in
            ChatMessage(
                role: message.role,
                parts: message.parts.map { part in
                    switch part {
                    case .text(let text): return .text(text)
                    case .image(let image):
                        images.append(image)
                        return .image
                    }
                })
        }
        return try checkpoint.prompt(
            messages, images: images, policy: request.allowsSpecialTokens ? .recognized : .spelledOut)
    }

    /// Each picture with the places of its tokens: the prompt has one run of placeholders a picture, of known length.
    private func images(of prompt: LoadedCheckpoint.Prompt) -> [PreparedRequest.Image] {
        let placeholder = checkpoint.model.configuration.imageToken
        var index = 0
        return prompt.images.map { patches in
            while index < prompt.tokens.count, prompt.tokens[index] != placeholder { index += 1 }
            let start = index
            index += checkpoint.imageProcessor.tokenCount(of: patches.grid)
            return .init(patches: patches, identity: ImageIdentity(patches), tokens: start..<index)
        }
    }
}
