import Foundation
import SceneGraph

/// Gives examples by number: rows that are given, or made-up rooms with their sound arrangements.
struct SupervisedFeed: Sendable {
    private let examples: [SupervisedExample]
    private let rooms: RoomFeed
    private let seed: UInt64
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
        var rows: DatasetReader.Rows
        switch configuration.source {
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
    func example(at number: Int) throws -> SupervisedExample {
        if let room = try rooms.labelled(at: number) {
            return SupervisedExample(content: .room(room.scene, positions: room.positions, think: ""))
        }
        return examples[Permutation.place(of: number, in: examples.count, seed: seed)]
    }
}
