/// A place in a grammar: the blocks that were entered and not left, and how far the instruction there has come.
struct GrammarPosition: Hashable, Sendable {
    /// A block that was entered.
    struct Frame: Hashable, Sendable {
        let block: GrammarProgram.Block
        /// The instruction in work, or the next one.
        var index = 0
        /// How often a repetition in work was begun.
        var rounds = 0
    }

    /// How far an instruction has come.
    enum Progress: Hashable, Sendable {
        case begun
        /// Of tokens that are given, or the end of a text that is forced.
        case tokens(Int)
        case number(NumberSlot.Prefix)
        /// The last bytes of a free text, and how many tokens it has.
        case free(tail: [UInt8], count: Int)
        case string(StringText.State, count: Int)
        /// What has been written of a choice.
        case chosen([Int])
    }

    /// Outermost first; none when the answer is complete.
    var frames: [Frame]
    var progress = Progress.begun

    init(_ frames: [Frame]) { self.frames = frames }

    var isFinished: Bool { frames.isEmpty }

    /// The instruction in work.
    func instruction(in program: GrammarProgram) -> GrammarProgram.Instruction? {
        guard let frame = frames.last, frame.index < program.blocks[frame.block].count else { return nil }
        return program.blocks[frame.block][frame.index]
    }

    /// The place after the instruction in work.
    var next: GrammarPosition {
        var next = self
        next.progress = .begun
        next.frames[next.frames.count - 1].index += 1
        next.frames[next.frames.count - 1].rounds = 0
        return next
    }

    /// The place at the start of a block that the instruction in work enters.
    func entering(_ block: GrammarProgram.Block) -> GrammarPosition {
        var inner = self
        inner.progress = .begun
        inner.frames.append(Frame(block: block))
        return inner
    }

    func with(_ progress: Progress) -> GrammarPosition {
        var copy = self
        copy.progress = progress
        return copy
    }
}
