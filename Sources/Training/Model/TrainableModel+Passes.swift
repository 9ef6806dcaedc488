import Tensors
import VLM

/// Forward and backward passes through the whole model.
extension TrainableModel {
    /// What a backward pass needs of a forward pass.
    struct Tape {
        let place: BlockPlace
        var vision: TrainableVisionTower.Tape?
        var layers: [TrainableBlock.Tape]
        /// How many embeddings the images have.
        let imageEmbeddings: Int
    }

    var pass: Pass {
        Pass(weights: weights, gradients: gradients, pool: pool, precision: options.precision)
    }

    func packed(_ batch: [TrainingSequence], _ temperature: Float) throws -> PackedBatch {
        guard temperature.isFinite, temperature > 0 else {
            throw TrainableModelError.setting("the temperature", detail: "must be greater than 0, not \(temperature)")
        }
        return try PackedBatch(batch, configuration: configuration)
    }

    func scores(of batch: [TrainingSequence], temperature: Float, _ pass: Pass) throws -> [TokenScores] {
        let packed = try packed(batch, temperature)
        let (hidden, _) = forward(packed, keepsTape: false, pass)
        return unpacked(
            layers.head.forward(hidden.matrix, packed.items, temperature: temperature, pass), batch)
    }

    func forward(
        _ batch: PackedBatch, keepsTape: Bool, _ pass: Pass
    ) -> (hidden: MatrixPool.Buffer, tape: Tape) {
        var images: (embeddings: MatrixPool.Buffer, tape: TrainableVisionTower.Tape?)?
        if let vision = layers.vision, !batch.images.isEmpty {
            images = vision.forward(
                batch.images, keepsTape: keepsTape && vision.isTrained,
                recomputes: options.recomputesActivations, pass)
        }
        let place = layers.language.place(batch)
        let (hidden, tapes) = layers.language.forward(
            batch, place, images: images?.embeddings.matrix, keepsTape: keepsTape,
            recomputes: options.recomputesActivations, pass)
        return (
            hidden,
            Tape(
                place: place, vision: images?.tape, layers: tapes,
                imageEmbeddings: images?.embeddings.matrix.rows ?? 0)
        )
    }

    func backward(_ d: Matrix, _ batch: PackedBatch, _ tape: inout Tape, _ pass: Pass) {
        guard tape.vision != nil else {
            layers.language.backward(d, batch, tape.place, tapes: &tape.layers, dImages: nil, pass)
            return
        }
        let dImages = pool.matrix(tape.imageEmbeddings, d.columns)
        layers.language.backward(d, batch, tape.place, tapes: &tape.layers, dImages: dImages.matrix, pass)
        guard var vision = tape.vision else { return }
        tape.vision = nil
        layers.vision?.backward(dImages.matrix, &vision, pass)
    }

    /// The scores of each sequence.
    func unpacked(_ tape: TrainableHead.Tape, _ batch: [TrainingSequence]) -> [TokenScores] {
        var start = 0
        return batch.map { sequence in
            let range = start..<start + sequence.scored.count
            start = range.upperBound
            return TokenScores(
                logProbabilities: Array(tape.logProbabilities[range]),
                entropies: tape.normalizers[range].map(\.entropy),
                values: tape.values.isEmpty ? [] : Array(tape.values[range]))
        }
    }

    /// The derivatives of all sequences' scores, one after another.
    func flattened(
        _ gradients: [TokenGradients], _ batch: [TrainingSequence]
    ) throws(TrainableModelError) -> TrainableHead.Coefficients {
        guard gradients.count == batch.count else {
            throw .gradients(sequence: gradients.count, detail: "are missing: the batch has \(batch.count) sequences")
        }
        var result = TrainableHead.Coefficients(logProbabilities: [], entropies: [], values: [])
        for (index, (gradient, sequence)) in zip(gradients, batch).enumerated() {
            let count = sequence.scored.count
            func padded(_ values: [Float], _ name: String) throws(TrainableModelError) -> [Float] {
                guard values.isEmpty || values.count == count else {
                    throw .gradients(
                        sequence: index, detail: "by \(name) are \(values.count) for \(count) scored tokens")
                }
                return values.isEmpty ? [Float](repeating: 0, count: count) : values
            }
            result.logProbabilities += try padded(gradient.logProbabilities, "log-probabilities")
            result.entropies += try padded(gradient.entropies, "entropies")
            result.values += try padded(gradient.values, "values")
        }
        return result
    }
}
