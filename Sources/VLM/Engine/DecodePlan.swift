/// Which rows go through the model in one pass.
///
/// A sequence's logits must not depend on who else is in the pass, or near-ties would be drawn differently in company
/// than alone. The model computes each row by itself as long as a pass has few rows: attention is always by
/// sequence, and up to `maximumRows` rows the matrix products take each row by itself. With more rows they would
/// go through a matrix library whose sums depend on how many rows there are. So no pass has more: a longer step is
/// cut into whole passes of its own and a rest, and the rests share passes.
enum DecodePlan {
    /// The most rows up to which `Tensors.Linear` computes a row independently of the others.
    static let maximumRows = 32

    /// The passes that a step of some tokens needs for itself, as ranges of its tokens, and the rest.
    static func pieces(_ length: Int) -> (whole: [Range<Int>], rest: Range<Int>) {
        var start = 0
        var whole: [Range<Int>] = []
        while length - start > maximumRows {
            whole.append(start..<start + maximumRows)
            start += maximumRows
        }
        return (whole, start..<length)
    }

    /// Groups of sequences, each a pass.
    /// - Parameter lengths: tokens of each sequence's rest.
    static func passes(_ lengths: [Int]) -> [[Int]] {
        var passes: [(rows: Int, members: [Int])] = []
        for (index, length) in lengths.enumerated() {
            if let place = passes.firstIndex(where: { $0.rows + length <= maximumRows }) {
                passes[place].rows += length
                passes[place].members.append(index)
            } else {
                passes.append((length, [index]))
            }
        }
        return passes.map(\.members)
    }
}
