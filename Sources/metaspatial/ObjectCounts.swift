import ArgumentParser

/// How many objects rooms have, as it is written on a command line: `3` or `1-25`.
struct ObjectCounts {
    let range: ClosedRange<Int>

    init(_ text: String) throws {
        let ends = text.split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false).map { Int($0) }
        guard let low = ends.first ?? nil, let high = ends.last ?? nil, low >= 1, low <= high else {
            throw ValidationError("--objects must be a number or a range such as 1-25, not '\(text)'")
        }
        range = low...high
    }
}
