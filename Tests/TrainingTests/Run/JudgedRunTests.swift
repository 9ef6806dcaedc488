import Foundation
import Rewards
import Synchronization
import Testing
import Training

@Suite("Training with a judge")
struct JudgedRunTests {
    /// Grades the first pictures that it is asked about, and is down from then on.
    private final class FailingJudge: Judge, JudgeProvider {
        private let left: Mutex<Int>

        init(after count: Int) { left = Mutex(count) }

        func judge(_ kind: JudgeKind) throws(JudgeError) -> (any Judge)? { kind == .none ? nil : self }

        func judgement(of request: JudgeRequest) async throws -> Judgement {
            let isUp = left.withLock { left in
                left -= 1
                return left >= 0
            }
            guard isUp else { throw JudgeError.unreachable("gone fishing") }
            return EmbeddedJudge.judge(request.scene)
        }
    }

    private let model: URL
    private let directory: TemporaryDirectory

    init() throws {
        model = try TinyModel.shared.get()["model"]
        directory = try TemporaryDirectory()
    }

    private func configuration(_ judge: JudgeSettings) -> TrainingConfiguration {
        var configuration = TrainingConfiguration(algorithm: .grpo)
        configuration.steps = 2
        configuration.groupSize = 3
        configuration.promptsPerStep = 2
        configuration.evaluation.rooms = 0
        configuration.checkpoints.interval = 2
        configuration.optimizer.learningRate = 0.05
        configuration.reward.judge = judge
        return configuration
    }

    private func run(
        _ settings: JudgeSettings, _ judges: any JudgeProvider = BuiltInJudges()
    ) async throws -> RecordingObserver {
        let observer = RecordingObserver()
        let run = TrainingRun(
            configuration: configuration(settings), modelDirectory: model, directory: directory["run"], judges: judges)
        _ = try await run.run(observer: observer, control: TrainingControl()) { try ToyPolicy($0.model) }
        return observer
    }

    @Test("The judge's term enters the reward and is told by itself")
    func judged() async throws {
        let rows = try await run(JudgeSettings(.embedded)).records.rows
        // The lowest grades make 5/50.
        for row in rows { #expect(row["rewards/judge"] ?? 0 >= 0.1) }
        #expect(rows.count == 2)
    }

    @Test("When the judge is down, a step goes without its term throughout, and says so")
    func goesOn() async throws {
        // Two prompts of three answers a step: the judge is gone within the second step.
        let records = try await run(JudgeSettings(.openAI), FailingJudge(after: 8)).records
        #expect(records.rows.map { $0["rewards/judge"] != nil } == [true, false])
        #expect(records.lines.contains { $0.step == 2 && $0.message.contains("gone fishing") })
    }

    @Test("A job that asked for it stops, with the reason")
    func stops() async throws {
        let error = await #expect(throws: TrainingError.self) {
            _ = try await run(JudgeSettings(.openAI, onFailure: .stop), FailingJudge(after: 8))
        }
        #expect(error?.description.contains("gone fishing") == true)
    }

    @Test("A judge that is not set up ends a run before it begins")
    func notSetUp() async throws {
        await #expect(throws: TrainingError.self) { _ = try await run(JudgeSettings(.openAI)) }
    }
}
