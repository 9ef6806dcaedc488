/// How far one sequence has come in a grammar.
struct ConstraintCursor: Sendable {
    let constraint: TokenConstraint
    private var segment = 0
    /// Tokens of a forced segment that are done already.
    private var offset = 0
    private var number = NumberSlot.Prefix()
    private var freeTail: [UInt8] = []
    private var freeCount = 0
    /// What has been written of a choice.
    private var chosen: [Int] = []

    init(_ constraint: TokenConstraint) { self.constraint = constraint }

    /// Whether the answer is complete.
    var isFinished: Bool { segment == constraint.segments.count }

    /// Passes over all tokens that are determined from here on.
    /// - Returns: these tokens.
    mutating func takeForced() -> [Int] {
        var tokens: [Int] = []
        while segment < constraint.segments.count {
            switch constraint.segments[segment] {
            case .forced(let all):
                tokens += all[offset...]
                nextSegment()
            case .free(let text):
                if !text.isComplete(freeTail) {
                    guard freeCount >= text.maximumTokens || text.candidates(after: freeTail).isEmpty else {
                        return tokens
                    }
                    tokens += text.end
                }
                nextSegment()
            case .number(let slot):
                // A single way to go on is no choice; skip the model.
                let choices = candidates(in: slot)
                guard choices.count == 1, let only = choices.first else { return tokens }
                tokens.append(only)
                advanceNumber(by: only, in: slot)
            case .choice(let options):
                let choices = candidates(among: options)
                guard choices.count == 1, let only = choices.first else { return tokens }
                tokens.append(only)
                advanceChoice(by: only, among: options)
            }
        }
        return tokens
    }

    /// The tokens that may be drawn here, rising; call `takeForced` first.
    func candidates() -> [Int] {
        guard segment < constraint.segments.count else { return [] }
        switch constraint.segments[segment] {
        case .forced(let all): return [all[offset]]
        case .number(let slot): return candidates(in: slot)
        case .free(let text): return text.candidates(after: freeTail)
        case .choice(let options): return candidates(among: options)
        }
    }

    /// Takes a drawn token.
    mutating func take(_ token: Int) {
        guard segment < constraint.segments.count else { return }
        switch constraint.segments[segment] {
        case .forced: return
        case .number(let slot): advanceNumber(by: token, in: slot)
        case .free(let text):
            freeTail = Array((freeTail + constraint.tokenizer.bytes(of: token)).suffix(text.vocabulary.until.count))
            freeCount += 1
        case .choice(let options): advanceChoice(by: token, among: options)
        }
    }

    private mutating func nextSegment() {
        segment += 1
        offset = 0
        number = NumberSlot.Prefix()
        freeTail = []
        freeCount = 0
        chosen = []
    }

    private func candidates(among options: [[Int]]) -> [Int] {
        Set(options.lazy.filter { $0.starts(with: chosen) }.compactMap { $0.dropFirst(chosen.count).first })
            .sorted()
    }

    private mutating func advanceChoice(by token: Int, among options: [[Int]]) {
        chosen.append(token)
        if options.contains(chosen) { nextSegment() }
    }

    /// The first token of the text after a number, which ends the number.
    private var stopToken: Int? {
        guard segment + 1 < constraint.segments.count,
            case .forced(let tokens) = constraint.segments[segment + 1]
        else { return nil }
        return tokens.first
    }

    private func candidates(in slot: NumberSlot) -> [Int] {
        var ids = constraint.numbers.candidates(after: number, in: slot)
        if slot.isComplete(number), let stopToken {
            ids.insert(stopToken, at: ids.firstIndex { $0 > stopToken } ?? ids.endIndex)
        }
        return ids
    }

    private mutating func advanceNumber(by token: Int, in slot: NumberSlot) {
        if token == stopToken, slot.isComplete(number) {
            nextSegment()
            offset = 1
        } else if let next = slot.extending(number, by: constraint.tokenizer.bytes(of: token)) {
            number = next
        }
    }
}
