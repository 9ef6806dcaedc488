/// How far one sequence has come in a grammar.
struct ConstraintCursor: Sendable {
    let constraint: TokenConstraint
    /// What is known of the answer from here on and a little before.
    private var segments: [TokenConstraint.Compiled]
    /// Tells what comes after the segments; nil when nothing does.
    private var grammar: (any UnfoldingGrammar)?
    /// What was written since the grammar was asked, kept for it.
    private var written: [UInt8] = []
    private var writtenNumbers: [[UInt8]] = []
    /// Why the answer cannot go on.
    private(set) var failure: (any Error)?
    private var segment = 0
    /// Tokens of a forced segment that are done already.
    private var offset = 0
    private var number = NumberSlot.Prefix()
    private var numberBytes: [UInt8] = []
    private var freeTail: [UInt8] = []
    private var freeCount = 0
    /// What has been written of a choice.
    private var chosen: [Int] = []

    init(_ constraint: TokenConstraint) {
        self.constraint = constraint
        segments = constraint.segments
        grammar = constraint.grammar
    }

    /// Whether the answer is complete, or cannot go on.
    var isFinished: Bool { failure != nil || segment == segments.count && grammar == nil }

    /// Passes over all tokens that are determined from here on.
    /// - Returns: these tokens.
    mutating func takeForced() -> [Int] {
        var tokens: [Int] = []
        while true {
            guard segment < segments.count else {
                guard unfold(after: tokens.count) else { return tokens }
                continue
            }
            switch segments[segment] {
            case .forced(let all):
                tokens += all[offset...]
                note(all[offset...])
                nextSegment()
            case .free(let text):
                if !text.isComplete(freeTail) {
                    guard freeCount >= text.maximumTokens || text.candidates(after: freeTail).isEmpty else {
                        return tokens
                    }
                    tokens += text.end
                    note(text.end[...])
                }
                nextSegment()
            case .number(let slot):
                // A single way to go on is no choice; skip the model.
                let choices = candidates(in: slot)
                guard choices.count == 1, let only = choices.first else { return tokens }
                tokens.append(only)
                note([only])
                advanceNumber(by: only, in: slot)
            case .choice(let options):
                let choices = candidates(among: options)
                guard choices.count == 1, let only = choices.first else { return tokens }
                tokens.append(only)
                note([only])
                advanceChoice(by: only, among: options)
            }
        }
    }

    /// Asks the grammar for what comes next.
    /// - Parameter count: tokens that were forced since the model was last asked.
    /// - Returns: whether there is more.
    private mutating func unfold(after count: Int) -> Bool {
        guard failure == nil, var grammar else { return false }
        do {
            guard count <= constraint.maximumTokens else {
                throw GenerationError.invalidConstraint("it unfolds without end")
            }
            var stretch = WrittenStretch()
            stretch.text = String(decoding: written, as: UTF8.self)
            stretch.numbers = writtenNumbers.map { String(decoding: $0, as: UTF8.self) }
            (written, writtenNumbers) = ([], [])
            let next = try grammar.segments(after: stretch)
            segments = next.isEmpty ? constraint.compiler.ending : try constraint.compiler.compile(next).segments
            self.grammar = next.isEmpty ? nil : grammar
            segment = 0
            return !segments.isEmpty
        } catch {
            failure = error
            return false
        }
    }

    /// Remembers what is written, for a grammar that wants to know.
    private mutating func note(_ tokens: ArraySlice<Int>) {
        guard grammar != nil else { return }
        for token in tokens { written += constraint.tokenizer.bytes(of: token) }
    }

    /// The tokens that may be drawn here, rising; call `takeForced` first.
    func candidates() -> [Int] {
        guard segment < segments.count else { return [] }
        switch segments[segment] {
        case .forced(let all): return [all[offset]]
        case .number(let slot): return candidates(in: slot)
        case .free(let text): return text.candidates(after: freeTail)
        case .choice(let options): return candidates(among: options)
        }
    }

    /// Takes a drawn token.
    mutating func take(_ token: Int) {
        guard segment < segments.count else { return }
        note([token])
        switch segments[segment] {
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
        numberBytes = []
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
        guard segment + 1 < segments.count, case .forced(let tokens) = segments[segment + 1]
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
        let bytes = constraint.tokenizer.bytes(of: token)
        if token == stopToken, slot.isComplete(number) {
            if grammar != nil { writtenNumbers.append(numberBytes) }
            nextSegment()
            offset = 1
        } else if let next = slot.extending(number, by: bytes) {
            number = next
            if grammar != nil { numberBytes += bytes }
        }
    }
}
