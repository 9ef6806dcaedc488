import VLM

/// The images of a batch, each once, however many sequences show it.
struct PackedImages {
    private(set) var unique: [ImageProcessor.Patches] = []
    /// For each sequence, the embedding of each of its placeholders.
    private var placeholders: [[Int]] = []

    /// - Parameter unit: patches an embedding.
    init(_ sequences: [TrainingSequence], unit: Int) {
        var firsts: [Int] = []
        var count = 0
        for sequence in sequences {
            var rows: [Int] = []
            for image in sequence.images {
                let place: Int
                if let known = unique.firstIndex(where: { $0 == image }) {
                    place = known
                } else {
                    place = unique.count
                    unique.append(image)
                    firsts.append(count)
                    count += image.grid.patches / unit
                }
                rows += firsts[place]..<firsts[place] + image.grid.patches / unit
            }
            placeholders.append(rows)
        }
    }

    /// The embeddings of a sequence's placeholders, in order.
    func rows(of sequence: Int) -> [Int] { placeholders[sequence] }
}
