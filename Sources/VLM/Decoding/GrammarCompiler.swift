/// Turns a grammar's segments into a program, and refuses those that cannot follow each other.
struct GrammarCompiler {
    let tokenizer: Tokenizer
    let vocabularySize: Int
    let freeTexts: FreeTextCache
    private var blocks: [[GrammarProgram.Instruction]] = []
    private var rules: [String: GrammarProgram.Block] = [:]
    /// Blocks that begin with a block, which so may come without a token in between.
    private var beginnings: [GrammarProgram.Block: Set<GrammarProgram.Block>] = [:]

    private static let maximumBlocks = 100_000

    init(tokenizer: Tokenizer, vocabularySize: Int, freeTexts: FreeTextCache) {
        self.tokenizer = tokenizer
        self.vocabularySize = vocabularySize
        self.freeTexts = freeTexts
    }

    mutating func compile(_ grammar: TokenConstraint.Grammar) throws -> GrammarProgram {
        let root = try reserve()
        for name in grammar.rules.keys.sorted() { rules[name] = try reserve() }
        guard try !fill(root, grammar.root, afterNumber: false) else {
            throw GenerationError.invalidConstraint("nothing ends the last number")
        }
        guard !blocks[root].isEmpty else { throw GenerationError.invalidConstraint("it is empty") }
        for (name, segments) in grammar.rules.sorted(by: { $0.key < $1.key }) {
            guard let block = rules[name] else { continue }
            _ = try fill(block, segments, afterNumber: false)
            guard !blocks[block].isEmpty else { throw GenerationError.invalidConstraint("'\(name)' is empty") }
        }
        try checkBeginnings()
        return GrammarProgram(blocks: blocks)
    }

    private mutating func reserve() throws -> GrammarProgram.Block {
        guard blocks.count < Self.maximumBlocks else { throw GenerationError.invalidConstraint("it is too large") }
        blocks.append([])
        return blocks.count - 1
    }

    private mutating func block(
        _ segments: [TokenConstraint.Segment], afterNumber: inout Bool
    ) throws -> GrammarProgram.Block {
        let block = try reserve()
        afterNumber = try fill(block, segments, afterNumber: afterNumber)
        return block
    }

    /// - Parameter afterNumber: whether a number may stand right before the block.
    /// - Returns: whether the block may end in a number.
    private mutating func fill(
        _ block: GrammarProgram.Block, _ segments: [TokenConstraint.Segment], afterNumber: Bool
    ) throws -> Bool {
        var afterNumber = afterNumber
        for segment in segments {
            let instructions = try instructions(for: segment, &afterNumber)
            for instruction in instructions {
                if blocks[block].isEmpty { beginnings[block] = Self.references(instruction) }
                blocks[block].append(instruction)
            }
        }
        return afterNumber
    }

    private static func references(_ instruction: GrammarProgram.Instruction) -> Set<GrammarProgram.Block> {
        switch instruction {
        case .oneOf(let blocks): Set(blocks)
        case .call(let block): [block]
        case .repeated(let first, _, _, _): [first]
        default: []
        }
    }

    /// Refuses parts that begin with themselves: they could be entered for ever without a token.
    private func checkBeginnings() throws {
        var done: Set<GrammarProgram.Block> = []
        for start in blocks.indices where !done.contains(start) {
            var path: [(block: GrammarProgram.Block, rest: [GrammarProgram.Block])] = [(start, sorted(start))]
            var open: Set = [start]
            while var top = path.popLast() {
                guard let next = top.rest.popLast() else {
                    open.remove(top.block)
                    done.insert(top.block)
                    continue
                }
                path.append(top)
                guard !open.contains(next) else {
                    throw GenerationError.invalidConstraint("a part of it begins with itself")
                }
                if done.contains(next) { continue }
                open.insert(next)
                path.append((next, sorted(next)))
            }
        }
    }

    private func sorted(_ block: GrammarProgram.Block) -> [GrammarProgram.Block] {
        beginnings[block, default: []].sorted()
    }

    private func tokens(of text: String) throws -> [Int] {
        let tokens = try tokenizer.encode(text, addedTokens: .spelledOut)
        guard tokens.allSatisfy({ $0 < vocabularySize }),
            tokens.flatMap({ Array(tokenizer.bytes(of: $0)) }) == Array(text.utf8)
        else { throw GenerationError.cannotSpell(text) }
        return tokens
    }

    private mutating func instructions(
        for segment: TokenConstraint.Segment, _ afterNumber: inout Bool
    ) throws -> [GrammarProgram.Instruction] {
        switch segment {
        case .forced(let text):
            guard let first = text.utf8.first else { return [] }
            if afterNumber, Array("0123456789.-+eE".utf8).contains(first) {
                throw GenerationError.invalidConstraint("'\(text.prefix(20))' continues the number before it")
            }
            afterNumber = false
            return [.tokens(try tokens(of: text))]
        case .number(let slot):
            guard !afterNumber else { throw GenerationError.invalidConstraint("two numbers touch") }
            afterNumber = true
            return [.number(slot)]
        case .free(let until, let limit):
            guard !afterNumber else { throw GenerationError.invalidConstraint("free text after a number") }
            guard !until.isEmpty, limit >= 0, limit <= 1_000_000 else {
                throw GenerationError.invalidConstraint("free text needs an end and a limit")
            }
            let vocabulary = freeTexts.vocabulary(
                until: Array(until.utf8), tokenizer: tokenizer, vocabularySize: vocabularySize)
            return [.free(FreeText(vocabulary: vocabulary, end: try tokens(of: until), maximumTokens: limit))]
        case .string(let limit, let length):
            guard !afterNumber, limit >= 0, limit <= 1_000_000 else {
                throw GenerationError.invalidConstraint("a string after a number, or without a limit")
            }
            let vocabulary = try freeTexts.strings(tokenizer: tokenizer, vocabularySize: vocabularySize)
            return [
                .string(
                    StringText(vocabulary: vocabulary, maximumTokens: max(limit, length.lowerBound), length: length))
            ]
        case .choice(let texts): return [try choice(texts, afterNumber)]
        case .oneOf(let parts):
            guard !parts.isEmpty else { throw GenerationError.invalidConstraint("alternatives without any") }
            var ends = false
            var options: [GrammarProgram.Block] = []
            for part in parts {
                var end = afterNumber
                options.append(try block(part, afterNumber: &end))
                guard let last = options.last, !blocks[last].isEmpty else {
                    throw GenerationError.invalidConstraint("an alternative is empty")
                }
                ends = ends || end
            }
            afterNumber = ends
            return [.oneOf(options)]
        case .repeated(let part, let separator, let minimum, let maximum):
            return [try repeated(part, separator, minimum, maximum ?? .max, &afterNumber)]
        case .rule(let name):
            guard let block = rules[name] else { throw GenerationError.invalidConstraint("there is no '\(name)'") }
            guard !afterNumber else { throw GenerationError.invalidConstraint("'\(name)' after a number") }
            // A rule may end in a number, as far as is known here.
            afterNumber = true
            return [.call(block)]
        }
    }

    private func choice(_ texts: [String], _ afterNumber: Bool) throws -> GrammarProgram.Instruction {
        guard !afterNumber, !texts.isEmpty, texts.count <= 10_000 else {
            throw GenerationError.invalidConstraint("a choice needs texts, and none of them after a number")
        }
        let sorted = texts.map { Array($0.utf8) }.sorted { $0.lexicographicallyPrecedes($1) }
        guard sorted.allSatisfy({ !$0.isEmpty }),
            zip(sorted, sorted.dropFirst()).allSatisfy({ !$1.starts(with: $0) })
        else { throw GenerationError.invalidConstraint("a text of a choice begins with another") }
        return .choice(try texts.map(tokens))
    }

    private mutating func repeated(
        _ part: [TokenConstraint.Segment], _ separator: String, _ minimum: Int, _ maximum: Int,
        _ afterNumber: inout Bool
    ) throws -> GrammarProgram.Instruction {
        guard 0 <= minimum, minimum <= maximum, !separator.isEmpty else {
            throw GenerationError.invalidConstraint("a repetition needs a separator and bounds that hold")
        }
        let before = afterNumber
        let first = try block(part, afterNumber: &afterNumber)
        guard !blocks[first].isEmpty else { throw GenerationError.invalidConstraint("what is repeated is empty") }
        let next = try block([.forced(separator)] + part, afterNumber: &afterNumber)
        afterNumber = afterNumber || minimum == 0 && before
        return .repeated(first: first, next: next, minimum: minimum, maximum: maximum)
    }
}
