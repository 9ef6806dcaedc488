import Foundation
import JSON

/// Runs that follow each other, each from the last checkpoint of the one before: how a model was made.
public struct TrainingRecipe: Hashable, Sendable {
    /// One run.
    public struct Stage: Hashable, Sendable {
        /// The name of its directory.
        public let name: String
        public let configuration: TrainingConfiguration
    }

    public let name: String
    public let stages: [Stage]

    /// Reads the stages' settings.
    /// - Throws: `JSONFormError` if some make no sense.
    init(name: String, _ stages: [(name: String, settings: JSONValue)]) throws {
        self.name = name
        self.stages = try stages.map {
            Stage(name: $0.name, configuration: try TrainingConfiguration(json: JSONCursor($0.settings)))
        }
    }

    /// The recipe of a name.
    /// - Throws: `UnknownRecipe`.
    public init(named name: String) throws {
        guard name == "default" else { throw UnknownRecipe(name: name) }
        self = try Self.standard()
    }

    /// There is no such recipe.
    public struct UnknownRecipe: Error, Hashable, Sendable, CustomStringConvertible {
        public let name: String
        public var description: String { "there is no recipe '\(name)'; there is 'default'" }
    }

    /// A stage's place below a directory, in the order of the stages.
    public func directory(ofStage number: Int, in output: URL) -> URL {
        output.appendingPathComponent("\(number)-\(stages[number].name)", isDirectory: true)
    }

    /// The last checkpoint of a stage's directory; nil where the stage has not come to its end.
    public func result(ofStage number: Int, in output: URL) throws -> URL? {
        let store = try CheckpointStore(
            directory: directory(ofStage: number, in: output).appendingPathComponent("checkpoints"))
        guard let last = store.all().whole.last else { return nil }
        let state = try TrainerState(json: JSONCursor(last.state))
        return state.isDone(stages[number].configuration) ? last.directory : nil
    }

    /// Writes what the last stage gave into `trained` below the output, its weights rounded to BF16, to be served guided:
    /// then the geometry sees to what the model still miscalculates.
    /// - Returns: where it is.
    public func finish(_ result: URL, in output: URL) throws -> URL {
        let directory = output.appendingPathComponent("trained", isDirectory: true)
        try ModelFiles.round(result, to: directory, decoding: .guided)
        return directory
    }
}
