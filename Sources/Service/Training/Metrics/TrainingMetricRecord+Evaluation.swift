import Persistence
import Training

extension TrainingMetricRecord.Position {
    init(_ evaluation: EvaluationRecord) {
        let kind: TrainingMetricRecord.Kind =
            switch evaluation.mode {
            case .greedy: .greedy
            case .sampled: .sampled
            case .given: .given
            }
        self.init(step: evaluation.step, kind: kind)
    }
}
