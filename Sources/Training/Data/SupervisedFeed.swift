import Foundation
import Curation
import Planning
import SceneGraph

/// Gives examples by number: rows that are given, or made-up rooms with their sound arrangements.
struct SupervisedFeed: Sendable {
    private let examples: [SupervisedExample]
    private let rooms: RoomFeed
    private let drill: (any Drill)?
    private let seed: UInt64
    private let sampling: SamplingSettings
    /// How many examples are second turns.
    private let secondTurnShare: Double
    /// Examples that are never trained on; none for made-up rooms, whose scenes are held out.
    let heldOut: [SupervisedExample]
    /// Rooms to evaluate on.
    let heldOutScenes: [Scene]
    /// What people should know of the rows.
    let warnings: [String]

    /// The feed of a run; nil where its algorithm samples its answers.
    /// - Throws: `TrainingError`.
    init?(_ run: TrainingRun, feed: RoomFeed) throws {
        let configuration = run.configuration
        guard configuration.algorithm == .sft else { return nil }
        rooms = feed
        seed = UInt64(configuration.seed)
        sampling = configuration.sampling
        secondTurnShare = configuration.turns.count > 1 ? configuration.turns.share : 0
        var rows: DatasetReader.Rows
        if case .drill(let kind, let number) = configuration.source {
            let drill = kind.drill(seed: UInt64(number))
            self.drill = drill
            (examples, warnings, heldOutScenes) = ([], [], [])
            // Numbers below zero are never trained on.
            heldOut = (0..<configuration.evaluation.rooms).map { Self.example(drill.lesson(at: -1 - $0)) }
            return
        }
        drill = nil
        switch configuration.source {
        case .drill: return nil
        case .synthetic:
            (examples, heldOut, warnings) = ([], [], [])
            do {
                heldOutScenes = try feed.heldOut()
            } catch {
                throw TrainingError.dataset("\(error)")
            }
            return
        case .rooms(let scenes): rows = DatasetReader.rows(scenes.map(TrainingSource.json))
        case .rows(let values): rows = DatasetReader.rows(values)
        case .dataset(let name):
            guard let file = run.dataset else { throw TrainingError.dataset("there is none named '\(name)'") }
            do {
                rows = try DatasetReader.rows(of: file)
            } catch let error as TrainingError {
                throw error
            } catch {
                throw TrainingError.dataset(SystemError.reason(of: error))
            }
        }
        let (bad, total) = (rows.complaints.count, rows.total)
        let named = rows.complaints.filter { !$0.isEmpty }
        guard total > 0 else { throw TrainingError.dataset("it has no rows") }
        guard Double(bad) <= configuration.maximumUnreadableRows * Double(total), !rows.examples.isEmpty else {
            throw TrainingError.unreadableRows(
                count: bad, of: total, limit: configuration.maximumUnreadableRows, first: named)
        }
        warnings =
            bad == 0
            ? [] : ["\(bad) of \(total) rows do not parse and are left out: \(named.joined(separator: "; "))"]
        let held = min(configuration.evaluation.rooms, rows.examples.count / 5)
        heldOut = Array(rows.examples.suffix(held))
        examples = Array(rows.examples.dropLast(held))
        heldOutScenes = heldOut.compactMap(\.scene)
    }

    /// The example of a number.
    ///
    /// A second turn's answer keeps every object as near to the attempt before as what is open allows.
    func example(at number: Int) throws -> SupervisedExample {
        if let drill { return Self.example(drill.lesson(at: number)) }
        guard let room = try rooms.labelled(at: number) else {
            return examples[Permutation.place(of: number, in: examples.count, seed: seed)]
        }
        let showsPicture = sampling.showsPicture(at: number)
        var generator = SeededGenerator(seed: Seeds.mix(seed, number))
        if generator.unit() < secondTurnShare,
            let attempt = PreviousAttempt(at: room.scene, sound: room.positions, seed: generator.next())
        {
            return SupervisedExample(
                content: .room(room.scene, positions: attempt.positions, think: ""), attempt: attempt,
                showsPicture: showsPicture)
        }
        return SupervisedExample(
            content: .room(room.scene, positions: room.positions, think: ""), showsPicture: showsPicture)
    }

    private static func example(_ lesson: DrillLesson) -> SupervisedExample {
        SupervisedExample(
            content: .text(
                system: PromptForm.ranged.systemText, prompt: lesson.prompt, image: nil, answer: lesson.answer))
    }
}
