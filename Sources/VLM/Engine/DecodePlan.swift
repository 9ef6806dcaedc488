/// Which sequences go through the model in one pass.
///
/// A sequence's logits must not depend on who else is in the pass, or near-ties would be drawn differently in company
/// than alone. The model computes each row by itself as long as a pass has few rows: attention is always by
/// sequence, and up to `maximumSharedRows` rows the matrix products take each row by itself. With more rows they
/// go through a matrix library whose sums depend on how many rows there are; so a longer step goes alone, with
/// the same rows in company as by itself.
enum DecodePlan {
    /// The most rows up to which `Tensors.Linear` computes a row independently of the others.
    static let maximumSharedRows = 12

    /// Groups of sequences, each a pass.
    /// - Parameter lengths: tokens of each sequence's step.
    static func passes(_ lengths: [Int]) -> [[Int]] {
        var passes: [[Int]] = []
        var shared: [(rows: Int, members: [Int])] = []
        for (index, length) in lengths.enumerated() {
            if length > maximumSharedRows {
                passes.append([index])
            } else if let place = shared.firstIndex(where: { $0.rows + length <= maximumSharedRows }) {
                shared[place].rows += length
                shared[place].members.append(index)
            } else {
                shared.append((length, [index]))
            }
        }
        return shared.map(\.members) + passes
    }
}
