/// The model card of the default model.
enum DefaultModelCard {
    static func text(parameters: Int, seed: UInt64, command: String) -> String {
        """
        # MetaSpatial default model

        **This model is untrained. Its weights are random numbers.** Where it places furniture is chance. It is
        here so that the server has a model of the right architecture to start with, and so that training has
        a place to start from. Answers are well-formed because decoding follows the answer's grammar, not
        because the model has learnt it.

        | | |
        |---|---|
        | architecture | Qwen2.5-VL (`Qwen2_5_VLForConditionalGeneration`), \(parameters) parameters, BF16 |
        | weights | random: normal with deviation 0.05 (vision 0.02), biases 0, norms 1; seed \(seed). The first two layers \
        have heads that find where the text has gone on before, as trained models have (`CopyingWeights`) |
        | vocabulary | byte-level BPE, learnt from word lists in the program |
        | prompt form | `ranged` |
        | made by | `\(command)` |

        The same command gives the same files. No data of other people went into it.

        """
    }
}
