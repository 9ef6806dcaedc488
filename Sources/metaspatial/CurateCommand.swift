import ArgumentParser
import Curation
import Foundation
import JSON
import Planning
import SceneGraph

/// Makes data sets of rooms.
struct CurateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "curate",
        abstract: "Make a data set of rooms to train and to measure on.",
        discussion: """
            Rooms are made up: every room follows from seed, part and number alone, and can be furnished. One row a \
            line, with the answer of the best of several solved layouts.

            metaspatial curate --synthetic --count 1000 --seed 1 --objects 3 --output rooms.jsonl
            """)

    @Flag(help: "Make up rooms (there is no other source yet).")
    var synthetic = false

    @Option(help: "How many rooms.")
    var count = 1000

    @Option(help: "The number of the first room.")
    var start = 0

    @Option(help: "Decides all rooms.")
    var seed: UInt64 = 0

    @Option(help: "training or held-out: the same seed has different rooms in each.")
    var part = SyntheticRooms.Part.training

    @Option(help: "Objects in a room: a number, or the fewest and the most as 1-25.")
    var objects = "1-25"

    @Option(help: "The share of rooms whose objects the designer chooses for the wish; others are grown freely.")
    var designed = SyntheticRoomSettings.standard.designedShare

    @Option(help: "rooms, conversations, easyr1 or verl.")
    var form = RowForm.rooms

    @Option(help: "The form of prompts: metaspatial, compact or ranged.")
    var prompt = PromptForm.ranged

    @Option(help: "What answers work out before each choice: stretches that are free, or ranges that relations leave.")
    var facts = GuideFacts.stretches

    @Option(help: "How answers give numbers: exact, or short with at most four decimals.")
    var answers = GuidedAnswer.Style.exact

    @Flag(help: "Leave answers out: for reinforcement learning.")
    var unanswered = false

    @Option(name: .shortAndLong, help: ArgumentHelp("Where to write the rows.", valueName: "file"))
    var output: String

    func validate() throws {
        guard synthetic else { throw ValidationError("say --synthetic: there is no other source of rooms yet") }
        guard count >= 1, count <= 100_000_000, start >= 0, start <= Int.max - count else {
            throw ValidationError("--count and --start must count rooms")
        }
        _ = try ObjectCounts(objects)
    }

    func run() throws {
        let settings = SyntheticRoomSettings(objects: try ObjectCounts(objects).range, designedShare: designed)
        let rooms = SyntheticRooms(seed: seed, part: part, settings: settings)
        let teacher = Teacher(facts: facts, style: answers, seed: seed)
        let writer = JSONWriter()
        var statistics = RoomStatistics()
        var (faultless, collisions, violations) = (0, 0.0, 0.0)
        let url = URL(fileURLWithPath: output)
        guard FileManager.default.createFile(atPath: url.path, contents: nil) else {
            throw ValidationError("\(output) cannot be written")
        }
        let file = try FileHandle(forWritingTo: url)
        let begin = ContinuousClock.now
        for index in start..<start + count {
            let room = try rooms.scene(at: index)
            statistics.add(room)
            var row = RoomRow(scene: room.scene)
            if !unanswered {
                let lesson = teacher.lesson(for: room.scene, proof: room.positions)
                row.answer = lesson.answer.text
                faultless += lesson.score.penalty == 0 ? 1 : 0
                collisions += lesson.score.collisionRatio
                violations += lesson.score.constraintRatio
            }
            let name = "synthetic-\(seed)-\(part.rawValue)-\(index)"
            let line = writer.string(try form.json(row, name: name, prompt: prompt)) + "\n"
            try file.write(contentsOf: Data(line.utf8))
            if (index - start + 1) % 1000 == 0 { say("\(index - start + 1) of \(count) rooms") }
        }
        try file.close()
        let milliseconds = (ContinuousClock.now - begin) / .milliseconds(1) / Double(count)
        say(statistics.summary)
        if !unanswered {
            let total = Double(count)
            say(
                "answers: \(faultless) without fault, collision ratio \(collisions / total), "
                    + "constraint ratio \(violations / total)")
        }
        say("\(milliseconds) ms a room")
    }

    private func say(_ text: String) { FileHandle.standardError.write(Data((text + "\n").utf8)) }
}

extension SyntheticRooms.Part: ExpressibleByArgument {}
extension RowForm: ExpressibleByArgument {}
extension PromptForm: ExpressibleByArgument {}
extension GuideFacts: ExpressibleByArgument {}
extension GuidedAnswer.Style: ExpressibleByArgument {}
