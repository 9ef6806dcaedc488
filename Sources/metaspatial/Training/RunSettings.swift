import ArgumentParser
import JSON
import Training

/// Settings of a training job from a file, from options, or both; options win.
struct RunSettings: ParsableArguments {
    @Option(help: ArgumentHelp("Settings as JSON; '-' reads standard input.", valueName: "file"))
    var config: String?

    @Option(help: "Objects of a made-up room, such as 3 or 3-6.")
    var objects: String?

    @Option(help: "Turns of an answer.")
    var turns: Int?

    @Option(help: "Who judges the picture: none, embedded or openai.")
    var judge: String?

    @Option(help: "Decides rooms, draws and new weights.")
    var seed: Int?

    @Option(
        name: .customLong("set"), parsing: .singleValue,
        help: ArgumentHelp("Any other setting, its value in JSON; may be repeated.", valueName: "name.name=value"))
    var settings: [String] = []

    /// Whether nothing is said.
    var isEmpty: Bool {
        settings.isEmpty && [config, objects, judge].allSatisfy { $0 == nil } && turns == nil && seed == nil
    }

    /// The settings of file and options together.
    /// - Parameter change: sets what further options say.
    func configuration(_ change: (inout JSONValue) -> Void) throws -> TrainingConfiguration {
        var root = JSONValue.object(JSONObject())
        if let config {
            do {
                root = try JSONValue.parse(InputFile.read(config))
            } catch let error as JSONError {
                throw ValidationError("the settings in '\(config)' are no JSON: \(error)")
            }
        }
        guard root.objectValue != nil else { throw ValidationError("the settings must be a JSON object") }
        change(&root)
        if let turns { root.set(["turns", "count"], .integer(turns)) }
        if let judge { root.set(["reward", "judge"], .string(judge)) }
        if let seed { root.set(["seed"], .integer(seed)) }
        if let objects {
            let ends = objects.split(separator: "-").map { Int($0).map(JSONValue.integer) ?? .string(String($0)) }
            root.set(["rooms", "synthetic", "objects"], ends.count == 1 ? ends[0] : .array(ends))
        }
        for setting in settings {
            guard let equals = setting.firstIndex(of: "=") else {
                throw ValidationError("--set needs name=value, not '\(setting)'")
            }
            let text = String(setting[setting.index(after: equals)...])
            let path = setting[..<equals].split(separator: ".").map(String.init)
            root.set(path, (try? JSONValue.parse(text)) ?? .string(text))
        }
        do {
            return try TrainingConfiguration(json: JSONCursor(root))
        } catch let error as JSONFormError {
            let list = error.faults.map(\.description).joined(separator: "\n  ")
            throw ValidationError("the settings have faults:\n  \(list)")
        } catch let error as JSONFieldError {
            throw ValidationError("the settings have a fault: \(error)")
        }
    }
}

extension JSONValue {
    /// Sets a member of nested objects, which are made if need be.
    mutating func set(_ path: [String], _ value: JSONValue) {
        guard let key = path.first else {
            self = value
            return
        }
        var object = objectValue ?? JSONObject()
        var member = object[key] ?? .object(JSONObject())
        member.set(Array(path.dropFirst()), value)
        object[key] = member
        self = .object(object)
    }
}
