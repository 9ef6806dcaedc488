import Foundation
import JSON
import Tensors
import VLM

/// Adapters on the disk as peft writes and reads them: `adapter_config.json` and `adapter_model.safetensors`.
enum AdapterFiles {
    static let configurationName = "adapter_config.json"
    static let weightsName = "adapter_model.safetensors"
    private static let prefix = "base_model.model."

    /// The name of a parameter in the file: the module's path in transformers.
    static func fileName(_ name: String, hasVision: Bool) -> String {
        guard hasVision else { return prefix + name }
        if name.hasPrefix("visual.") { return prefix + "model." + name }
        return prefix + "model.language_model." + name.dropFirst("model.".count)
    }

    /// The model's name of a parameter in a file, of today's transformers or earlier.
    static func parameterName(_ name: String) -> String {
        Checkpoint.hubName(name.hasPrefix(prefix) ? String(name.dropFirst(prefix.count)) : name)
    }

    /// The settings as peft writes them.
    static func json(_ configuration: LoRAConfiguration, freezesVision: Bool, hasVision: Bool) -> JSONValue {
        let names = configuration.targets.sorted()
        // A list of names would also find the vision tower's maps of these names.
        let targets: JSONValue =
            hasVision && freezesVision
            ? .string(#".*\.language_model\..*\.(?:"# + names.joined(separator: "|") + ")")
            : .array(names.map { .string($0) })
        return [
            "alpha_pattern": .object(JSONObject()), "auto_mapping": .null, "base_model_name_or_path": .null,
            "bias": "none", "fan_in_fan_out": false, "inference_mode": true, "init_lora_weights": true,
            "layers_pattern": .null, "layers_to_transform": .null, "lora_alpha": .number(configuration.alpha),
            "lora_dropout": 0, "modules_to_save": .null, "peft_type": "LORA",
            "r": .integer(configuration.rank), "rank_pattern": .object(JSONObject()), "revision": .null,
            "target_modules": targets, "task_type": .null, "use_dora": false, "use_rslora": false,
        ]
    }

    /// Reads settings; what these adapters cannot do is refused.
    /// - Throws: `TrainableModelError`, `JSONError` or `JSONFieldError`.
    static func configuration(_ json: JSONValue) throws -> (LoRAConfiguration, freezesVision: Bool) {
        let fields = JSONCursor(json)
        func refuse(_ field: String, _ detail: String) -> TrainableModelError {
            .setting("\(configurationName): \(field)", detail: detail)
        }
        guard fields["peft_type"].value?.stringValue == "LORA" else { throw refuse("peft_type", "must be LORA") }
        for flag in ["use_rslora", "use_dora", "fan_in_fan_out", "lora_bias", "use_qalora"]
        where try fields[flag].ifPresent?.bool() ?? false {
            throw refuse(flag, "is not supported")
        }
        for pattern in ["rank_pattern", "alpha_pattern"] where fields[pattern].value?.objectValue?.isEmpty == false {
            throw refuse(pattern, "is not supported: all adapters have one rank")
        }
        for field in ["modules_to_save", "layers_to_transform", "exclude_modules"]
        where fields[field].ifPresent != nil {
            throw refuse(field, "is not supported")
        }
        if let bias = try fields["bias"].ifPresent?.string(), bias != "none" { throw refuse("bias", "must be none") }
        var result = LoRAConfiguration()
        result.rank = try fields["r"].integer(in: 1...4096)
        result.alpha = try fields["lora_alpha"].finiteDouble()
        guard let pattern = fields["target_modules"].value?.stringValue else {
            result.targets = Set(try fields["target_modules"].array(maximumCount: 64).map { try $0.string() })
            return (result, false)
        }
        let words = Set(pattern.split { !($0.isLetter || $0.isNumber || $0 == "_") }.map(String.init))
        result.targets = words.intersection(LoRAConfiguration.knownTargets)
        return (result, words.contains("language_model"))
    }
}
