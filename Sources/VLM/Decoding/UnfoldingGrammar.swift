/// A grammar whose later parts depend on what was written before: it is asked for the next segments whenever those
/// it gave are done.
///
/// It must be a value, or as good as one: each sample of an answer has a copy of its own, and the same writings get
/// the same segments. What it gives goes through the model in the same jump-forward pass as other forced text.
///
/// ```swift
/// struct Countdown: UnfoldingGrammar {
///     let maximumTokens = 100
///     var left = 3
///     mutating func segments(after written: WrittenStretch) throws -> [TokenConstraint.Segment] {
///         guard left > 0 else { return [] }
///         left -= 1
///         return [.forced("after \(written.numbers.first ?? "nothing"): "), .number(slot), .forced("\n")]
///     }
/// }
/// ```
public protocol UnfoldingGrammar: Sendable {
    /// An upper bound of the answer's tokens; an answer that grows beyond it is cut.
    var maximumTokens: Int { get }

    /// The next segments, by the rules of static grammars: a number is followed by a text among them. None when the
    /// answer is complete.
    /// - Parameter written: what came of the segments given last; nothing at the start.
    /// - Throws: what makes the answer fail.
    mutating func segments(after written: WrittenStretch) throws -> [TokenConstraint.Segment]
}

/// What was written of some segments of a grammar.
public struct WrittenStretch: Hashable, Sendable {
    /// All of the text.
    public var text = ""
    /// What stands in the number segments, in order.
    public var numbers: [String] = []

    /// Nothing.
    public init() {}
}
