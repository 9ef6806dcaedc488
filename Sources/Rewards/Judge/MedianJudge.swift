/// Asks a judge several times and takes each aspect's median grade: a single judgement of a model may be far off.
public struct MedianJudge: Judge {
    private let judge: any Judge
    private let count: Int

    /// Asks a judge this often.
    public init(_ judge: any Judge, count: Int) {
        self.judge = judge
        self.count = max(1, count)
    }

    /// The medians of the judgements that came; of an even number the lower middle, so that each median is a grade that
    /// was given, with its comment.
    /// - Throws: the first failure, where fewer than half of them came.
    public func judgement(of request: JudgeRequest) async throws -> Judgement {
        var judgements: [Judgement] = []
        var failure: (any Error)?
        for attempt in 0..<count {
            var request = request
            request.attempt = attempt
            do {
                judgements.append(try await judge.judgement(of: request))
            } catch let error as CancellationError {
                throw error
            } catch {
                failure = failure ?? error
            }
        }
        if let failure, judgements.count * 2 < count { throw failure }
        return Self.median(of: judgements)
    }

    /// The median of some judgements, aspect by aspect; of none, the lowest grades.
    public static func median(of judgements: [Judgement]) -> Judgement {
        guard judgements.count != 1 else { return judgements[0] }
        var grades: [JudgeAspect: Judgement.Grade] = [:]
        for aspect in JudgeAspect.allCases where !judgements.isEmpty {
            let ranked = judgements.map { $0[aspect] }.sorted { $0.value < $1.value }
            grades[aspect] = ranked[(ranked.count - 1) / 2]
        }
        return Judgement(grades: grades)
    }
}
