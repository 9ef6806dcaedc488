/// A conversation as the tokens that the model reads.
public struct ChatPrompt: Hashable, Sendable {
    /// Token ids, with one image placeholder token for each merged patch.
    public let tokens: [Int]

    /// The control tokens of Qwen's chat form.
    package enum ControlToken {
        static let start = "<|im_start|>"
        static let end = "<|im_end|>"
        static let visionStart = "<|vision_start|>"
        static let image = "<|image_pad|>"
        static let visionEnd = "<|vision_end|>"
    }

    /// Puts a conversation into the model's form.
    /// - Parameters:
    ///   - imageTokenCounts: how many merged patches each image has, in the order of the image parts.
    ///   - addsGenerationPrompt: whether the assistant's turn is opened at the end.
    ///   - policy: whether control tokens written in texts become control tokens. `.recognized` is what
    ///     transformers does; `.spelledOut` keeps people's texts from opening turns of their own.
    /// - Throws: `ChatError`, `TokenizerError`.
    public init(
        _ messages: [ChatMessage], template: ChatTemplate = .qwen25VL, imageTokenCounts: [Int] = [],
        addsGenerationPrompt: Bool = true, policy: Tokenizer.AddedTokenPolicy, tokenizer: Tokenizer
    ) throws {
        guard let first = messages.first else { throw ChatError.noMessages }
        let places = messages.reduce(0) { $0 + $1.parts.count { $0 == .image } }
        guard places == imageTokenCounts.count else {
            throw ChatError.imageCount(places: places, images: imageTokenCounts.count)
        }
        var builder = Builder(tokenizer: tokenizer, policy: policy)
        if let system = template.defaultSystemMessage, first.role != "system" {
            try builder.open(role: "system")
            try builder.text(system)
            try builder.close()
        }
        for message in messages {
            try builder.open(role: message.role)
            for part in message.parts {
                switch part {
                case .text(let text): try builder.text(text)
                case .image:
                    try builder.control(ControlToken.visionStart)
                    try builder.control(ControlToken.image)
                    try builder.control(ControlToken.visionEnd)
                }
            }
            try builder.close()
        }
        if addsGenerationPrompt { try builder.open(role: "assistant") }
        try builder.flush()
        tokens = try Self.expandingImages(
            in: builder.tokens, counts: imageTokenCounts, hasPlaces: places > 0, tokenizer: tokenizer)
    }

    /// Repeats each image placeholder as often as its image has merged patches.
    private static func expandingImages(
        in tokens: [Int], counts: [Int], hasPlaces: Bool, tokenizer: Tokenizer
    ) throws -> [Int] {
        guard let image = try? tokenizer.id(of: ControlToken.image) else { return tokens }
        guard tokens.count(where: { $0 == image }) == counts.count else { throw ChatError.strayImageToken }
        var expanded: [Int] = []
        expanded.reserveCapacity(tokens.count + counts.reduce(0, +))
        var index = 0
        for token in tokens {
            guard token == image else {
                expanded.append(token)
                continue
            }
            expanded.append(contentsOf: repeatElement(image, count: counts[index]))
            index += 1
        }
        return expanded
    }

    /// Collects text between control tokens, so that it is cut into words as one piece.
    private struct Builder {
        let tokenizer: Tokenizer
        let policy: Tokenizer.AddedTokenPolicy
        var tokens: [Int] = []
        var pending = ""

        mutating func flush() throws {
            tokens += try tokenizer.encode(pending, addedTokens: policy)
            pending = ""
        }

        mutating func text(_ text: String) throws { pending += text }

        mutating func control(_ token: String) throws {
            switch policy {
            case .recognized: pending += token
            case .spelledOut:
                try flush()
                tokens.append(try tokenizer.id(of: token))
            }
        }

        mutating func open(role: String) throws {
            let isPlain = role.utf8.allSatisfy {
                (0x61...0x7A).contains($0) || (0x41...0x5A).contains($0) || (0x30...0x39).contains($0)
                    || $0 == 0x5F || $0 == 0x2D
            }
            guard isPlain, !role.isEmpty else { throw ChatError.invalidRole(role) }
            try control(ControlToken.start)
            try text(role + "\n")
        }

        mutating func close() throws {
            try control(ControlToken.end)
            try text("\n")
        }
    }
}
