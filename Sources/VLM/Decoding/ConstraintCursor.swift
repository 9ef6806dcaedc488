/// How far one sequence has come in a grammar.
///
/// Where alternatives begin alike, it stands at several places at once, until a token leaves one of them.
struct ConstraintCursor: Sendable {
    let constraint: TokenConstraint
    private var program: GrammarProgram
    /// Tells what comes after the program; nil when nothing does.
    private var grammar: (any UnfoldingGrammar)?
    /// What was written since the grammar was asked, kept for it.
    private var written = WrittenTokens()
    /// Why the answer cannot go on.
    private(set) var failure: (any Error)?
    /// Places at which a token is taken, or the end.
    private var positions: [GrammarPosition] = []

    /// The most places at once; what lies beyond is not followed, which leaves out alternatives but never all.
    private static let maximumPositions = 4096

    init(_ constraint: TokenConstraint) {
        self.constraint = constraint
        program = constraint.program
        grammar = constraint.grammar
        settle(GrammarPosition([.init(block: GrammarProgram.root)]), into: &positions)
    }

    /// Whether the answer is complete, or cannot go on.
    var isFinished: Bool { failure != nil || isAtEnd && grammar == nil }

    /// Whether all that is known of the answer is written.
    private var isAtEnd: Bool { positions.allSatisfy(\.isFinished) }

    /// Passes over all tokens that are determined from here on.
    /// - Returns: these tokens.
    mutating func takeForced() -> [Int] {
        var tokens: [Int] = []
        while !isFinished {
            if isAtEnd {
                unfold(after: tokens.count)
                continue
            }
            if positions.count == 1, let rest = givenTokens(positions[0]) {
                tokens += rest
                for token in rest { note(token, isNumber: false) }
                var after: [GrammarPosition] = []
                settle(positions[0].next, into: &after)
                positions = after
                continue
            }
            // A single way to go on is no choice; skip the model.
            guard !positions.contains(where: isDrawn) else { return tokens }
            let choices = candidates()
            guard choices.count == 1, let only = choices.first else { return tokens }
            tokens.append(only)
            take(only)
        }
        return tokens
    }

    /// Asks the grammar for what comes next.
    /// - Parameter count: tokens that were forced since the model was last asked.
    private mutating func unfold(after count: Int) {
        guard var grammar else { return }
        do {
            guard count <= constraint.maximumTokens else {
                throw GenerationError.invalidConstraint("it unfolds without end")
            }
            let next = try grammar.segments(after: written.take())
            program =
                next.isEmpty
                ? GrammarProgram(blocks: [constraint.vocabulary.ending])
                : try constraint.vocabulary.compile(TokenConstraint.Grammar(root: next))
            self.grammar = next.isEmpty ? nil : grammar
            positions = []
            settle(GrammarPosition([.init(block: GrammarProgram.root)]), into: &positions)
        } catch {
            failure = error
        }
    }

    /// Remembers a token, for a grammar that wants to know.
    private mutating func note(_ token: Int, isNumber: Bool) {
        guard grammar != nil else { return }
        written.append(constraint.tokenizer.bytes(of: token), isNumber: isNumber)
    }

    /// Tokens that are given from a place on, up to the end of the instruction.
    private func givenTokens(_ position: GrammarPosition) -> [Int]? {
        switch (position.instruction(in: program), position.progress) {
        case (.tokens(let all), .begun): all
        case (.tokens(let all), .tokens(let count)): Array(all[count...])
        case (.free(let text), .tokens(let count)): Array(text.end[count...])
        default: nil
        }
    }

    /// Whether a token is drawn here even if only one could come: in free text.
    private func isDrawn(_ position: GrammarPosition) -> Bool {
        switch (position.instruction(in: program), position.progress) {
        case (.free, .tokens): false
        case (.free, _): true
        case (.string(let text), .string(_, let count)): count < text.maximumTokens
        case (.string(let text), _): text.maximumTokens > 0
        default: false
        }
    }

    /// The tokens that may be drawn here, rising; call `takeForced` first.
    func candidates() -> [Int] {
        var all: [Int] = []
        for position in positions {
            let own = candidates(position)
            all = all.isEmpty ? own : own.isEmpty ? all : Array(Set(all).union(own)).sorted()
        }
        return all
    }

    private func candidates(_ position: GrammarPosition) -> [Int] {
        switch (position.instruction(in: program), position.progress) {
        case (.tokens(let all), .tokens(let count)): [all[count]]
        case (.tokens(let all), _): [all[0]]
        case (.number(let slot), .number(let prefix)): constraint.numbers.candidates(after: prefix, in: slot)
        case (.number(let slot), _): constraint.numbers.candidates(after: .init(), in: slot)
        case (.free(let text), .tokens(let count)): [text.end[count]]
        case (.free(let text), .free(let tail, _)): text.candidates(after: tail)
        case (.free(let text), _): text.candidates(after: [])
        case (.string(let text), .string(let state, let count)): text.candidates(after: state, count: count)
        case (.string(let text), _): text.candidates(after: .init(), count: 0)
        case (.choice(let options), .chosen(let chosen)): Self.candidates(among: options, after: chosen)
        case (.choice(let options), _): Self.candidates(among: options, after: [])
        default: []
        }
    }

    private static func candidates(among options: [[Int]], after chosen: [Int]) -> [Int] {
        Set(options.lazy.filter { $0.starts(with: chosen) }.compactMap { $0.dropFirst(chosen.count).first })
            .sorted()
    }

    /// Takes a drawn token.
    mutating func take(_ token: Int) {
        var after: [GrammarPosition] = []
        var isNumber = false
        for position in positions {
            guard let next = self.position(position, after: token) else { continue }
            if case .number = next.progress { isNumber = true }
            settle(next, into: &after)
        }
        // A token that no place takes was no candidate; then the cursor stays.
        guard !after.isEmpty else { return }
        positions = after
        note(token, isNumber: isNumber)
    }

    /// The place after a token; nil where the token cannot come.
    private func position(_ position: GrammarPosition, after token: Int) -> GrammarPosition? {
        func given(_ all: [Int], _ count: Int) -> GrammarPosition? {
            guard all[count] == token else { return nil }
            return count + 1 == all.count ? position.next : position.with(.tokens(count + 1))
        }
        let bytes = constraint.tokenizer.bytes(of: token)
        switch (position.instruction(in: program), position.progress) {
        case (.tokens(let all), .tokens(let count)): return given(all, count)
        case (.tokens(let all), _): return given(all, 0)
        case (.number(let slot), let progress):
            var prefix = NumberSlot.Prefix()
            if case .number(let written) = progress { prefix = written }
            return slot.extending(prefix, by: bytes).map { position.with(.number($0)) }
        case (.free(let text), .tokens(let count)): return given(text.end, count)
        case (.free(let text), let progress):
            var (tail, count): ([UInt8], Int) = ([], 0)
            if case .free(let written, let number) = progress { (tail, count) = (written, number) }
            guard !constraint.tokenizer.isAdded(token), !bytes.isEmpty else { return nil }
            tail = Array((tail + bytes).suffix(text.vocabulary.until.count))
            return text.isComplete(tail) ? position.next : position.with(.free(tail: tail, count: count + 1))
        case (.string(let text), let progress):
            var (state, count) = (StringText.State(), 0)
            if case .string(let written, let number) = progress { (state, count) = (written, number) }
            guard !constraint.tokenizer.isAdded(token) else { return nil }
            // Only where a vocabulary lacks bytes the quote cuts a character.
            guard let next = text.state(state, after: bytes) else {
                return text.vocabulary.endings(state.expectation).contains(token) ? position.next : nil
            }
            return next.isClosed ? position.next : position.with(.string(next, count: count + 1))
        case (.choice(let options), let progress):
            var chosen: [Int] = []
            if case .chosen(let written) = progress { chosen = written }
            chosen.append(token)
            guard options.contains(where: { $0.starts(with: chosen) }) else { return nil }
            return options.contains(chosen) ? position.next : position.with(.chosen(chosen))
        default: return nil
        }
    }

    /// Follows what takes no token, to all places that take one.
    private func settle(_ position: GrammarPosition, into all: inout [GrammarPosition]) {
        guard all.count < Self.maximumPositions else { return }
        guard let instruction = position.instruction(in: program) else { return leave(position, into: &all) }
        switch instruction {
        case .oneOf(let blocks): for block in blocks { settle(position.entering(block), into: &all) }
        case .call(let block): settle(position.entering(block), into: &all)
        case .repeated(let first, _, let minimum, let maximum):
            // Entered for the first time: `leave` sees to the others.
            if maximum > 0 {
                var begun = position
                begun.frames[begun.frames.count - 1].rounds = 1
                settle(begun.entering(first), into: &all)
            }
            if minimum == 0 { settle(position.next, into: &all) }
        case .number(let slot):
            add(position, to: &all)
            if case .number(let prefix) = position.progress, slot.isComplete(prefix) {
                settle(position.next, into: &all)
            }
        case .free(let text): add(closing(position, text), to: &all)
        case .tokens, .string, .choice: add(position, to: &all)
        }
    }

    /// Goes on after a block is done.
    private func leave(_ position: GrammarPosition, into all: inout [GrammarPosition]) {
        var outer = position
        outer.frames.removeLast()
        outer.progress = .begun
        guard let frame = outer.frames.last else { return add(outer, to: &all) }
        guard case .repeated(_, let next, let minimum, let maximum) = outer.instruction(in: program) else {
            return settle(outer.next, into: &all)
        }
        if frame.rounds < maximum {
            var again = outer
            // Beyond what the bounds ask, the count no longer matters; so equal places stay equal.
            let counts = maximum == .max ? min(frame.rounds + 1, max(1, minimum)) : frame.rounds + 1
            again.frames[again.frames.count - 1].rounds = counts
            settle(again.entering(next), into: &all)
        }
        if frame.rounds >= minimum { settle(outer.next, into: &all) }
    }

    private func add(_ position: GrammarPosition, to all: inout [GrammarPosition]) {
        if all.isEmpty || !all.contains(position) { all.append(position) }
    }

    /// The place itself, or the forced end of a free text that is long enough or cannot go on.
    private func closing(_ position: GrammarPosition, _ text: FreeText) -> GrammarPosition {
        if case .tokens = position.progress { return position }
        var (tail, count): ([UInt8], Int) = ([], 0)
        if case .free(let written, let number) = position.progress { (tail, count) = (written, number) }
        guard count >= text.maximumTokens || text.candidates(after: tail).isEmpty else { return position }
        return position.with(.tokens(0))
    }
}
