/// The text of an answer as its bytes arrive, up to the first of some stop texts.
///
/// Text that could be the beginning of a stop text is held back until it is known not to be.
struct AnswerText: Sendable {
    private let stops: [[UInt8]]
    private var decoder = StreamingDecoder()
    /// Text that is complete but not given out.
    private var held: [UInt8] = []
    /// All that was given out.
    private(set) var text = ""
    /// Whether a stop text has come.
    private(set) var isStopped = false

    init(stops: [String] = []) {
        self.stops = stops.map { Array($0.utf8) }.filter { !$0.isEmpty }
    }

    /// The text that these bytes complete; may be empty.
    mutating func append(_ bytes: some Sequence<UInt8>) -> String {
        guard !isStopped else { return "" }
        return release(decoder.append(bytes), isLast: false)
    }

    /// What is left at the end.
    mutating func finish() -> String {
        guard !isStopped else { return "" }
        return release(decoder.finish(), isLast: true)
    }

    private mutating func release(_ new: String, isLast: Bool) -> String {
        guard !stops.isEmpty else {
            text += new
            return new
        }
        held += Array(new.utf8)
        var count = held.count
        if let stop = held.indices.first(where: { start in stops.contains { held[start...].starts(with: $0) } }) {
            count = stop
            isStopped = true
        } else if !isLast {
            // The earliest place from which on all that is there begins a stop text.
            count = held.indices.first { start in stops.contains { $0.starts(with: held[start...]) } } ?? count
        }
        let piece = String(decoding: held[..<count], as: UTF8.self)
        held.removeFirst(count)
        text += piece
        return piece
    }
}
