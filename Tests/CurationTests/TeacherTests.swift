import Curation
import Planning
import Rewards
import SceneGraph
import Testing

@Suite struct TeacherTests {
    @Test func answersAreWellFormedAndSound() throws {
        let rooms = SyntheticRooms(seed: 4, settings: SyntheticRoomSettings(objects: 1...12))
        for index in 0..<60 {
            let room = try rooms.scene(at: index)
            let lesson = Teacher().lesson(for: room.scene, proof: room.positions)
            #expect(lesson.score.penalty < 0.2 / Double(room.scene.objects.count) + 1e-9, "room \(index)")
            let answer = try PlacementAnswer(response: lesson.answer.text, scene: room.scene)
            #expect(answer.positions == lesson.answer.positions)
            let result = RewardProfile.metaSpatialV1.score(
                RewardItem(
                    scene: StoredScene(room.furnished), room: room.scene.room.size,
                    answer: .response(lesson.answer.text)))
            #expect(result.terms.format == 1)
            #expect(result.collisions?.count == lesson.score.collisions.count)
            #expect(result.violations?.count == lesson.score.violations.count)
        }
    }

    @Test func roomsOfThreeObjectsAreTaughtWithoutAFault() throws {
        let rooms = SyntheticRooms(seed: 9, settings: .stage(objects: 3))
        let lessons = try (0..<150).map { index in
            let room = try rooms.scene(at: index)
            return Teacher().lesson(for: room.scene, proof: room.positions)
        }
        #expect(lessons.allSatisfy { $0.score.penalty == 0 })
    }

    @Test func whatIsToldChangesTheFactsAndHardlyThePlaces() throws {
        let rooms = SyntheticRooms(seed: 4, settings: SyntheticRoomSettings(objects: 3...8, looseShare: 0))
        var agreeing = 0
        for index in 0..<40 {
            let room = try rooms.scene(at: index)
            let free = Teacher().lesson(for: room.scene, proof: room.positions)
            let related = Teacher(facts: .ranges).lesson(for: room.scene, proof: room.positions)
            // Fewer facts mean coarser steps here and there.
            let moves = zip(free.answer.positions, related.answer.positions).map { $0.distance(to: $1) }
            if moves.allSatisfy({ $0 < 0.02 }) { agreeing += 1 }
            #expect(related.score.violations.isEmpty)
        }
        #expect(agreeing >= 36)
    }

    @Test func shortAnswersHaveFourDecimalsAtMost() throws {
        for index in 0..<20 {
            let room = try SyntheticRooms(seed: 5).scene(at: index)
            let text = Teacher(style: .short).lesson(for: room.scene, proof: room.positions).answer.text
            let answer = text[(try #require(text.range(of: "<answer>"))).upperBound...]
            for number in answer.split(whereSeparator: { !$0.isNumber && $0 != "." }) where number.contains(".") {
                #expect(number.split(separator: ".").last.map { $0.count <= 4 } == true, "\(number)")
            }
        }
    }

    @Test func thePiecesMakeTheTextAndChoicesAreWhatIsNotGiven() throws {
        let room = try SyntheticRooms(seed: 6, settings: .stage(objects: 3)).scene(at: 0)
        let answer = Teacher().lesson(for: room.scene).answer
        #expect(answer.pieces.map(\.text).joined() == answer.text)
        var replay = GuidedAnswer(PlacementGuide(room.scene))
        var parts = replay.next(after: nil)
        var facts: [String] = []
        var choices = answer.pieces.compactMap { piece -> Double? in
            if case .choice(let text) = piece { Double(text) } else { nil }
        }[...]
        while !parts.isEmpty {
            var asks = false
            for part in parts {
                if case .text(let text) = part { facts.append(text) } else { asks = true }
            }
            parts = replay.next(after: asks ? choices.popFirst() : nil)
        }
        #expect(choices.isEmpty)
        #expect(
            facts
                == answer.pieces.compactMap { piece in if case .fact(let text) = piece { text } else { nil } })
    }
}
