import Foundation

/// Why a run failed, or cannot begin.
public enum TrainingError: Error, Sendable, CustomStringConvertible {
    /// The model's directory cannot be used.
    case model(directory: String, reason: String)
    /// More memory is needed than there is.
    case tooLarge(MemoryEstimate)
    /// A number that has to be finite is not.
    case notFinite(name: String, step: Int, detail: String)
    /// A room or its reward cannot be used.
    case room(step: Int, prompt: Int, reason: String)
    /// Too many rows of a data set do not parse; the first of them are named.
    case unreadableRows(count: Int, of: Int, limit: Double, first: [String])
    /// A data set that cannot be read, or has nothing in it.
    case dataset(String)
    /// A checkpoint could not be written; the one before stays whole.
    case saving(step: Int, reason: String)
    /// The run's directory cannot be used.
    case directory(String, reason: String)
    /// The run's directory belongs to a run of another configuration.
    case otherConfiguration(fields: [String])
    /// The judge gave no grades, and the run was to stop then.
    case judge(String)
    /// Prompt and answer do not fit the model's context.
    case contextTooLong(String)

    public var description: String {
        switch self {
        case .model(let directory, let reason): "the model in '\(directory)' cannot be used: \(reason)"
        case .tooLarge(let estimate): "the job does not fit: \(estimate)"
        case .notFinite(let name, let step, let detail): "\(name) is not a finite number in step \(step): \(detail)"
        case .room(let step, let prompt, let reason):
            "prompt \(prompt) of step \(step) cannot be used: \(reason)"
        case .unreadableRows(let count, let total, let limit, let first):
            "\(count) of \(total) rows do not parse, more than the \(limit * 100) % allowed: "
                + first.joined(separator: "; ")
        case .dataset(let reason): "the data set cannot be used: \(reason)"
        case .saving(let step, let reason):
            "the checkpoint of step \(step) cannot be written: \(reason); the one before stays as it is"
        case .directory(let directory, let reason): "the directory '\(directory)' cannot be used: \(reason)"
        case .otherConfiguration(let fields):
            "the directory holds a run with other settings (\(fields.joined(separator: ", "))); "
                + "take another directory or the same settings"
        case .judge(let reason): "the judge gave no grades: \(reason)"
        case .contextTooLong(let reason): reason
        }
    }
}
