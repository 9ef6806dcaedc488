import Rewards
import SceneGraph
import Testing

import Training

@Suite("Rewards of answers")
struct AnswerScorerTests {
    private let scene: Scene

    init() throws {
        scene = try Scene(
            room: Room(size: Vector3(x: 4, y: 4, z: 3)),
            objects: ["a_1", "b_1"].map { id in
                SceneObject(
                    id: id, size: BoxSize(length: 1, width: 1, height: 1), isOnTheFloor: true, facing: "north_wall",
                    relations: [Relation(.on, .middle)])
            })
    }

    private func scorer(
        _ weights: RewardWeights = RewardWeights(), _ profile: RewardProfile = .metaSpatialV1
    ) -> AnswerScorer {
        AnswerScorer(scene: scene, profile: profile, weights: weights)
    }

    private func answer(_ a: (Double, Double), _ b: (Double, Double)) -> String {
        """
        <think></think><answer>[{"new_object_id":"a_1","x":\(a.0),"y":\(a.1),"z":0.5}, \
        {"new_object_id":"b_1","x":\(b.0),"y":\(b.1),"z":0.5}]</answer>
        """
    }

    @Test("With all weights 1 the total is the profile's, and the terms add up to it")
    func profile() {
        for text in [
            answer((1, 1), (3, 3)), answer((1, 1), (1.2, 1)), "nonsense", "<think></think><answer>[]</answer>",
        ] {
            let own = scorer().score(text)
            let somewhere = scene.placed(at: [Vector3(x: 0, y: 0, z: 0), Vector3(x: 0, y: 0, z: 0)])
            let item = RewardItem(scene: StoredScene(somewhere), room: scene.room.size, answer: .response(text))
            #expect(own.total == RewardProfile.metaSpatialV1.score(item).total)
            #expect(abs(own.contributions.reduce(0) { $0 + $1.value } - own.total) < 1e-12)
        }
    }

    @Test("The judge's grades enter as the profile has them; without its weight it is not asked")
    func judge() async throws {
        let text = answer((1, 1), (3, 3))
        let reply = try await scorer().reply(of: InstantJudge(), to: text)
        let judgement = try #require(reply.judgement)
        let scored = scorer().score(text, judge: reply)
        let term = try #require(scored.contributions.first { $0.name == "judge" }?.value)
        #expect(term == (try JudgeGrades(judgement).sum()) / 50)
        #expect(abs(scored.total - 0.5 - term) < 1e-12)
        let fine = AnswerScorer(scene: scene, profile: .metaSpatialV1, weights: RewardWeights(), grading: .fine)
            .score(text, judge: reply)
        #expect(abs(fine.total - 0.5 - (5 + 45 * judgement.score) / 50) < 1e-12)
        #expect(abs(fine.contributions.reduce(0) { $0 + $1.value } - fine.total) < 1e-12)
        #expect(try await scorer(RewardWeights(judge: 0)).reply(of: InstantJudge(), to: text) == .absent)
        #expect(try await scorer().reply(of: nil, to: text) == .absent)
        #expect(try await scorer().reply(of: InstantJudge(), to: "nonsense") == .lowest)
    }

    @Test("In profile physical too the terms add up to the total, the judge's among them where there is one")
    func judgedPhysics() async throws {
        for text in [answer((1, 1), (3, 3)), answer((1, 1), (1.2, 1)), answer((1, 1), (9, 9)), "nonsense"] {
            let scorer = scorer(RewardWeights(), .physical)
            for reply in [try await scorer.reply(of: InstantJudge(), to: text), .absent, .unavailable("away")] {
                let scored = scorer.score(text, judge: reply)
                #expect(abs(scored.contributions.reduce(0) { $0 + $1.value } - scored.total) < 1e-12)
                #expect(scored.contributions.contains { $0.name == "judge" } == (reply.judgement != nil))
                #expect(Set(scored.terms.map(\.name)).count == scored.terms.count)
            }
            #expect(scorer.score(text, judge: .unavailable("away")).total == scorer.score(text).total)
        }
    }

    @Test("Profile physical adds up, and its weights leave terms out, too")
    func physical() {
        func score(_ text: String, _ weights: RewardWeights = RewardWeights()) -> ScoredAnswer {
            scorer(weights, .physical).score(text)
        }
        for text in [answer((1, 1), (3, 3)), answer((1, 1), (1.2, 1)), answer((9, 1), (1, 1)), "nonsense"] {
            let own = score(text)
            #expect(abs(own.contributions.reduce(0) { $0 + $1.value } - own.total) < 1e-12)
        }
        #expect(abs(score(answer((1, 1), (3, 3))).total - 1) < 1e-12)
        #expect(score("nonsense").total == 0)
        let colliding = answer((1, 1), (1.2, 1))
        let without = score(colliding, RewardWeights(collision: 0))
        #expect(without.contributions.first { $0.name == "collision" }?.value == 0)
        #expect(without.total < score(colliding).total)
        #expect(score(colliding).terms.map(\.name).contains("support"))
    }

    @Test("A weight of 0 leaves a term out")
    func weights() {
        #expect(scorer().score(answer((1, 1), (3, 3))).total == 0.5)
        let colliding = answer((1, 1), (1.2, 1))
        #expect(scorer().score(colliding).total < 0.5)
        #expect(scorer(RewardWeights(collision: 0, constraint: 0)).score(colliding).total == 0.5)
    }

    @Test("Who collides is at fault; who stands well is not")
    func faults() {
        let bad = scorer().score(answer((1, 1), (1.2, 1)))
        let faults = scorer().faults(of: bad)
        #expect((faults["a_1"] ?? 0) > 0)
        #expect(faults["a_1"] == faults["b_1"])
        #expect(scorer().faults(of: scorer().score("nonsense")).isEmpty)
        let careless = scorer(RewardWeights(collision: 0, constraint: 0))
        #expect(careless.faults(of: bad).values.allSatisfy { $0 == 0 })
    }

    @Test("An answer on which the original stops is worth nothing")
    func stops() {
        let scored = scorer().score("<think></think><answer>5</answer>")
        #expect(scored.total == 0)
        #expect(!scored.isPlaced)
    }
}
