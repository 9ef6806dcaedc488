import Tensors

/// What the vision tower hands to the layers of the language model after the first ones (DeepStack): for each of
/// the first layers, a row to add to each picture token's hidden state after that layer.
///
/// L. Meng et al., "DeepStack", arXiv 2406.04334.
struct DeepFeatures: Sendable {
    /// The rows of the hidden states that are picture tokens.
    let places: [Int]
    /// places x (layers x width).
    let features: Tensor
    let width: Int

    /// The part of the picture tokens in a range of rows, which count from the range's start.
    func slice(_ range: Range<Int>) -> DeepFeatures? {
        let own = places.indices.filter { range.contains(places[$0]) }
        guard !own.isEmpty else { return nil }
        return DeepFeatures(
            places: own.map { places[$0] - range.lowerBound }, features: features.gatheringRows(own), width: width)
    }

    func add(to hidden: inout Tensor, afterLayer layer: Int) {
        guard (layer + 1) * width <= features.columns else { return }
        var rows = hidden.gatheringRows(places)
        rows.add(features.columns(layer * width..<(layer + 1) * width))
        hidden.replaceRows(places, with: rows)
    }
}
