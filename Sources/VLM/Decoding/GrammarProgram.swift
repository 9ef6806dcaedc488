/// A grammar in the form that decoding walks through: blocks of instructions that refer to one another.
struct GrammarProgram: Sendable {
    /// The index of a block.
    typealias Block = Int

    enum Instruction: Sendable {
        /// Exactly these tokens, at least one.
        case tokens([Int])
        case number(NumberSlot)
        case free(FreeText)
        case string(StringText)
        /// Each text as the tokens that the tokenizer gives it.
        case choice([[Int]])
        case oneOf([Block])
        /// One block for the first time and another, which begins with the separator, for each further time.
        case repeated(first: Block, next: Block, minimum: Int, maximum: Int)
        case call(Block)
    }

    /// The first is the whole answer.
    var blocks: [[Instruction]]

    static let root: Block = 0

    /// An upper bound of the tokens of an answer; `Int.max` when there is none.
    var maximumTokens: Int {
        var known: [Block: Int] = [:]
        return bound(Self.root, &known)
    }

    private func bound(_ block: Block, _ known: inout [Block: Int]) -> Int {
        if let bound = known[block] { return bound }
        // A block that contains itself has no bound.
        known[block] = .max
        let sum = blocks[block].reduce(0) { Self.sum($0, bound($1, &known)) }
        known[block] = sum
        return sum
    }

    private func bound(_ instruction: Instruction, _ known: inout [Block: Int]) -> Int {
        switch instruction {
        case .tokens(let tokens): return tokens.count
        case .number(let slot): return slot.maximumLength
        case .free(let text): return text.maximumTokens + text.end.count
        case .string(let text): return text.maximumTokens + 4
        case .choice(let options): return options.map(\.count).max() ?? 0
        case .oneOf(let blocks): return blocks.map { bound($0, &known) }.max() ?? 0
        case .call(let block): return bound(block, &known)
        case .repeated(let first, let next, _, let maximum):
            guard maximum > 0 else { return 0 }
            let (rest, overflow) = bound(next, &known).multipliedReportingOverflow(by: maximum - 1)
            return Self.sum(bound(first, &known), overflow ? .max : rest)
        }
    }

    private static func sum(_ a: Int, _ b: Int) -> Int {
        let (sum, overflow) = a.addingReportingOverflow(b)
        return overflow ? .max : sum
    }
}
