import ArgumentParser
import Curation
import Foundation
import JSON
import SceneGraph

/// Measures placements without a model.
struct BaselineCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "baseline",
        abstract: "Measure placements without a model: chance, the solver, and guided decoding by chance.",
        discussion: """
            Prints a JSON document a baseline. A model that is worth its name must beat them; what it gains over \
            guided-random with the same facts is its own.

              metaspatial baseline --scenes rooms.json
              metaspatial baseline --rooms 500 --objects 1-25 --tries 8
            """)

    @Option(
        help: ArgumentHelp(
            "Wishes {description, size} or scene graphs {size, scene_graph}; without it, made-up held-out rooms.",
            valueName: "file"))
    var scenes: String?

    @Option(help: "How many made-up rooms.")
    var rooms = 200

    @Option(help: "Objects in a made-up room: a number, or the fewest and the most as 1-25.")
    var objects = "1-25"

    @Option(help: "Placements a room, of which the best by reward counts.")
    var tries = 1

    @Option(help: "Decides rooms and chance.")
    var seed: UInt64 = 0

    @Argument(help: "random, solver, guided-random, ranged-random or guided-middle; all of them where none is named.")
    var baselines: [PlacementBaseline] = []

    func validate() throws {
        guard rooms >= 1, rooms <= SceneFile.maximumItems, (1...1000).contains(tries) else {
            throw ValidationError("--rooms and --tries must be at least 1, and --tries at most 1000")
        }
        _ = try ObjectCounts(objects)
    }

    func run() throws {
        let all = try MeasuredScenes(file: scenes, rooms: rooms, objects: objects, seed: seed).all()
        guard !all.isEmpty else { throw ValidationError("there are no scenes to measure on") }
        for baseline in baselines.isEmpty ? PlacementBaseline.allCases : baselines {
            var document = PlacementTally(baseline.scores(on: all, tries: tries, seed: seed)).json
            if case .object(var object) = document {
                object["baseline"] = .string(baseline.rawValue)
                document = .object(object)
            }
            print(JSONWriter().string(document))
        }
    }
}

extension PlacementBaseline: ExpressibleByArgument {}
