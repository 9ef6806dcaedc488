import ArgumentParser
import Curation
import Foundation
import JSON
import Planning
import Rewards
import SceneGraph
import Training

/// Measures checkpoints on given scenes, beside placements without a model.
struct EvaluateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "evaluate",
        abstract: "Measure checkpoints beside chance and the solver, or furnished scenes of anybody's.",
        discussion: """
            A row a placement: means with 95 % intervals over the scenes of a file or over made-up rooms that no \
            training sees, profile metaspatial-v1 without a judge. Models answer greedily, then as the best of --best \
            samples, then with that mended. Below a row of the second model, and of each after it, stands its gain over \
            the first: the mean of the differences scene by scene.

              metaspatial evaluate --scenes rooms.json --model untrained=DIR --model trained=DIR
              metaspatial evaluate --rooms 64 --objects 3 --model run/checkpoints/step-00000100 --decoding free

            Of a directory of furnished scenes it prints a JSON document a file, and then the means over all: the \
            metrics of SceneEval, LayoutVLM, I-Design and PhyScene.

              metaspatial evaluate --layouts results/
            """)

    @Option(
        help: ArgumentHelp(
            "Wishes {description, size} or scene graphs {size, scene_graph}: a JSON array, or one value a line.",
            valueName: "file"))
    var scenes: String?

    @Option(
        help: ArgumentHelp(
            """
            Furnished scenes: layouts of this server, scene graphs with positions, LayoutVLM's layout.json (its scene \
            beside it), Holodeck's scenes, SceneEval's scene states, GLB files with a node an object.
            """, valueName: "directory"))
    var layouts: String?

    @Option(help: ArgumentHelp("Boxes of the assets that such scenes name, as JSON.", valueName: "file"))
    var assets: String?

    @Option(
        help: "With --layouts: the reward of scenes of our own form too, metaspatial-v1 or physical, without a judge.")
    var profile: RewardProfile?

    @Option(help: "Without --scenes: how many made-up rooms.")
    var rooms = 200

    @Option(help: "Objects in a made-up room: a number, or the fewest and the most as 1-25.")
    var objects = "1-25"

    @Option(
        help: ArgumentHelp(
            "A checkpoint, as name=directory or the directory alone; may be repeated.", valueName: "model"))
    var model: [String] = []

    @Option(help: "constrained, guided or free; may be repeated.")
    var decoding: [SamplingSettings.Decoding] = [.guided]

    @Option(help: "What guided decoding tells, and free decoding was taught to think.")
    var facts = GuideFacts.stretches

    @Option(help: "Samples of which the best by reward counts; 1 leaves these rows out.")
    var best = 8

    @Flag(help: "Measure single answers drawn at temperature 1 too, as training draws them.")
    var drawn = false

    @Option(help: "Turns of an answer; the table has a row for each.")
    var turns = 1

    @Option(help: "With free decoding: where an answer is cut.")
    var maximumTokens = 4096

    @Option(help: "The most scenes of the file; all of them where nothing is said.")
    var limit: Int?

    @Flag(help: "Leave the pictures out of the prompts.")
    var withoutPictures = false

    @Flag(help: "Leave out the rows of placements without a model.")
    var modelsOnly = false

    @Flag(help: "Print a JSON document a row instead of a table.")
    var json = false

    @Option(help: "Decides the designer's choices and all draws.")
    var seed: UInt64 = 0

    func validate() throws {
        guard layouts == nil || model.isEmpty && scenes == nil else {
            throw ValidationError("--layouts are furnished already: it goes without --model and --scenes")
        }
        guard assets == nil && profile == nil || layouts != nil else {
            throw ValidationError("--assets and --profile go with --layouts")
        }
        guard (1...256).contains(best), (1...5).contains(turns), (64...32_768).contains(maximumTokens) else {
            throw ValidationError("--best must lie in 1...256, --turns in 1...5, --maximum-tokens in 64...32768")
        }
        guard (1...SceneFile.maximumItems).contains(rooms) else {
            throw ValidationError("--rooms must lie in 1...\(SceneFile.maximumItems)")
        }
        _ = try ObjectCounts(objects)
    }

    func run() async throws {
        if let layouts { return try SceneEvaluation(directory: layouts, assets: assets, profile: profile).run() }
        let measured = MeasuredScenes(file: scenes, rooms: rooms, objects: objects, seed: seed)
        let all = Array(try measured.all().prefix(limit ?? .max))
        guard !all.isEmpty else { throw ValidationError("there are no scenes to measure on") }
        if !json { print(PlacementTally.head) }
        if !modelsOnly {
            for (baseline, name) in [
                (PlacementBaseline.random, "random placement"), (.guidedRandom, "guided decoding, choices by chance"),
                (.solver, "the solver alone"),
            ] {
                show(name, PlacementTally(baseline.scores(on: all, seed: seed)))
            }
        }
        var first: (name: String, rows: [String: [PlacementScore]])?
        for entry in model {
            let parts = entry.split(separator: "=", maxSplits: 1).map(String.init)
            var rows: [String: [PlacementScore]] = [:]
            for mode in decoding {
                try await measure(parts[0], parts.last ?? entry, mode, all) { row, scores in
                    show("\(parts[0]), \(row)", PlacementTally(scores))
                    rows[row] = scores
                    guard let first, let earlier = first.rows[row] else { return }
                    if let gain = PlacementGain(scores, over: earlier) {
                        show("\(parts[0]), \(row), gain over \(first.name)", gain)
                    }
                }
            }
            if first == nil { first = (parts[0], rows) }
        }
    }

    /// Lets a model answer all scenes in each of the ways that are asked for; `found` is given what came of a row.
    private func measure(
        _ name: String, _ directory: String, _ decoding: SamplingSettings.Decoding, _ all: [Scene],
        found: (_ row: String, _ scores: [PlacementScore]) -> Void
    ) async throws {
        var sampling = SamplingSettings()
        sampling.decoding = decoding
        sampling.facts = decoding == .constrained ? nil : facts
        sampling.maximumTokens = maximumTokens
        sampling.pictureShare = withoutPictures ? 0 : 1
        var trial = ModelTrial(
            modelDirectory: URL(fileURLWithPath: directory, isDirectory: true), sampling: sampling)
        trial.turns.count = turns
        trial.seed = seed
        var rows = [(name: "greedy", samples: 1, isDrawn: false, repairs: false)]
        if drawn { rows.append(("drawn", 1, true, false)) }
        if best > 1 {
            rows += [("best of \(best)", best, true, false), ("best of \(best) + repair", best, true, true)]
        }
        for row in rows {
            let scores = try await trial.scores(
                on: all, samples: row.samples, isDrawn: row.isDrawn, repairs: row.repairs
            ) {
                done in
                tell("\r\u{1B}[K\(name), \(row.name): \(done) of \(all.count)")
            }
            tell("\r\u{1B}[K")
            for (turn, scores) in scores.enumerated() {
                let suffix = turns == 1 ? "" : ", turn \(turn + 1)"
                found("\(decoding.rawValue), \(row.name)\(suffix)", scores)
            }
        }
    }

    private func show(_ name: String, _ tally: PlacementTally) { show(name, tally.json, tally.row(named: name)) }

    private func show(_ name: String, _ gain: PlacementGain) { show(name, gain.json, gain.row(named: name)) }

    private func show(_ name: String, _ document: JSONValue, _ row: String) {
        guard json, case .object(var object) = document else {
            print(row)
            return
        }
        object["placement"] = .string(name)
        print(JSONWriter().string(.object(object)))
    }

    private func tell(_ text: String) {
        guard isatty(STDERR_FILENO) == 1 else { return }
        FileHandle.standardError.write(Data(text.utf8))
    }
}

extension SamplingSettings.Decoding: ExpressibleByArgument {}
extension RewardProfile: ExpressibleByArgument {}
