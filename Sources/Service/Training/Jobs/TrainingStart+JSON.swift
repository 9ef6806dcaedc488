import JSON
import Training

extension TrainingStart {
    /// What is worked out when a job starts, as the API shows it.
    var json: JSONValue {
        [
            "memory": memory.json, "learning_rate": .number(learningRate),
            "trained_parameters": .integer(trainedParameters), "parameters": .integer(parameters),
        ]
    }
}

extension MemoryEstimate {
    /// `{bytes, available, parts}`.
    var json: JSONValue {
        [
            "bytes": .integer(byteCount), "available": .integer(available),
            "parts": .array(
                parts.map {
                    [
                        "name": .string($0.name), "bytes": .integer($0.byteCount),
                        "arithmetic": .string($0.arithmetic),
                    ]
                }),
        ]
    }
}
