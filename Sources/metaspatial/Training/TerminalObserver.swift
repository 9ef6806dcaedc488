import Foundation
import Synchronization
import Training

/// Shows a run at the terminal and keeps its journal.
///
/// On a terminal a bar stands on the last line; elsewhere there is a line a step.
final class TerminalObserver: TrainingObserver {
    private struct Shown {
        var reward: Double?
        var loss: Double?
        var stepTimes: [Double] = []
        var evaluations: [EvaluationRecord] = []
        var lastBar = ContinuousClock.now
        var hasBar = false
    }

    private let journal: RunJournal
    private let isTerminal = isatty(STDERR_FILENO) == 1
    private let shown = Mutex(Shown())
    private static let width = 24

    init(journal: RunJournal) { self.journal = journal }

    func started(_ start: TrainingStart) async throws {
        try journal.rewind(to: start.resumedStep)
        say(
            start.resumedStep == 0
                ? "training \(start.trainedParameters) of \(start.parameters) parameters, \(start.totalSteps) steps, "
                    + "learning rate \(start.learningRate)"
                : "going on after step \(start.resumedStep) of \(start.totalSteps)")
        say("memory: \(start.memory)")
    }

    func record(_ row: MetricRow) async throws {
        try journal.append([row.json], to: .metrics)
        shown.withLock { shown in
            shown.reward = row["reward"]
            shown.loss = row["loss"]
            shown.stepTimes.append(row["step_time"] ?? 0)
        }
        guard !isTerminal else { return }
        let parts = ["reward", "reward_std", "loss", "kl", "grad_norm", "completions/mean_length"].compactMap { name in
            row[name].map { "\(name) \(Self.number($0))" }
        }
        say("step \(row.step)  \(parts.joined(separator: "  "))  \(Self.number(row["step_time"] ?? 0)) s")
    }

    func record(_ rollouts: [RolloutRecord]) async throws {
        try journal.append(rollouts.map(\.json), to: .rollouts)
    }

    func record(_ evaluation: EvaluationRecord) async throws {
        try journal.append([evaluation.json], to: .evaluations)
        shown.withLock { $0.evaluations.append(evaluation) }
        let parts = ["reward", "layout/collision_ratio", "layout/constraint_ratio", "loss"].compactMap { name in
            evaluation[name].map { "\(name) \(Self.number($0))" }
        }
        say("held out, after step \(evaluation.step), \(evaluation.mode.rawValue): \(parts.joined(separator: "  "))")
    }

    func record(_ checkpoint: CheckpointRecord) async throws {
        say("checkpoint \(checkpoint.directory.path)\(checkpoint.isBest ? " (the best)" : "")")
    }

    func log(_ line: TrainingLogLine) async throws {
        say(line.level == .warning ? "warning: \(line.message)" : line.message)
    }

    func progress(_ progress: TrainingProgress) async {
        guard isTerminal else { return }
        let text: String? = shown.withLock { shown in
            guard !shown.hasBar || .now - shown.lastBar > .milliseconds(100) else { return nil }
            shown.lastBar = .now
            shown.hasBar = true
            return Self.bar(progress, shown)
        }
        if let text { write("\r\u{1B}[K\(text)") }
    }

    /// Says how the run ended, and draws its curve.
    func finish(_ outcome: TrainingOutcome) async {
        let curve = RewardCurve(journal: journal)
        let place = journal.curveFile
        if let svg = curve.svg { try? Data(svg.utf8).write(to: place, options: .atomic) }
        switch outcome {
        case .succeeded(let steps): say("done: \(steps) steps")
        case .cancelled(let steps):
            say("stopped after step \(steps); the same command goes on from the last checkpoint")
        }
    }

    private static func bar(_ progress: TrainingProgress, _ shown: Shown) -> String {
        let share = (Double(progress.step) + progress.fraction * 0.5) / Double(max(1, progress.totalSteps))
        let filled = min(width, Int(share * Double(width)))
        var text = "[" + String(repeating: "=", count: filled) + String(repeating: " ", count: width - filled) + "] "
        text += "step \(progress.step)/\(progress.totalSteps) \(progress.phase.rawValue)"
        if let reward = shown.reward {
            text += "  reward \(number(reward))"
        } else if let loss = shown.loss {
            text += "  loss \(number(loss))"
        }
        if !shown.stepTimes.isEmpty {
            let recent = shown.stepTimes.suffix(20)
            let left = recent.reduce(0, +) / Double(recent.count) * Double(progress.totalSteps - progress.step)
            text += "  \(number(recent.reduce(0, +) / Double(recent.count))) s/step, \(time(left)) left"
        }
        return text
    }

    private func say(_ text: String) {
        let hadBar = shown.withLock { shown in
            defer { shown.hasBar = false }
            return shown.hasBar
        }
        write((hadBar ? "\r\u{1B}[K" : "") + text + "\n")
    }

    private func write(_ text: String) { FileHandle.standardError.write(Data(text.utf8)) }

    private static func number(_ value: Double) -> String {
        abs(value) >= 0.001 && abs(value) < 10_000 || value == 0
            ? String(format: "%.4g", value) : String(format: "%.2e", value)
    }

    private static func time(_ seconds: Double) -> String {
        let whole = Int(seconds.rounded())
        return whole >= 3600
            ? String(format: "%d:%02d:%02d", whole / 3600, whole / 60 % 60, whole % 60)
            : String(format: "%d:%02d", whole / 60, whole % 60)
    }
}
