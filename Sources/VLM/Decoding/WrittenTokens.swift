/// What is being written of a stretch of segments, for a grammar that unfolds.
struct WrittenTokens: Sendable {
    private var text: [UInt8] = []
    private var numbers: [[UInt8]] = []
    private var isInNumber = false

    /// - Parameter isNumber: whether the bytes belong to a number segment.
    mutating func append(_ bytes: some Collection<UInt8>, isNumber: Bool) {
        text += bytes
        if isNumber, isInNumber {
            numbers[numbers.count - 1] += bytes
        } else if isNumber {
            numbers.append(Array(bytes))
        }
        isInNumber = isNumber
    }

    /// All of it; the next stretch starts with nothing.
    mutating func take() -> WrittenStretch {
        var stretch = WrittenStretch()
        stretch.text = String(decoding: text, as: UTF8.self)
        stretch.numbers = numbers.map { String(decoding: $0, as: UTF8.self) }
        self = WrittenTokens()
        return stretch
    }
}
