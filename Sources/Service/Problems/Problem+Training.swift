import HTTPTypes
import JSON
import Training

extension Problem {
    /// Why a training job cannot begin, or has failed.
    init(_ error: TrainingError) {
        let detail = error.description
        switch error {
        case .model, .contextTooLong:
            self.init(.invalidModel, .unprocessableContent, title: "The model cannot be trained", detail: detail)
        case .tooLarge(let estimate):
            self.init(
                .doesNotFit, .unprocessableContent, title: "The job does not fit into memory", detail: detail,
                extras: JSONObject(members: [("memory", estimate.json)]))
        case .unreadableRows, .dataset, .room:
            self.init(.trainingFailed, .unprocessableContent, title: "The data cannot be trained on", detail: detail)
        case .notFinite:
            self.init(
                .trainingFailed, .unprocessableContent, title: "The training went out of bounds", detail: detail)
        case .saving:
            self.init(
                .trainingFailed, .insufficientStorage, title: "A checkpoint could not be written", detail: detail)
        case .judge:
            self.init(.trainingFailed, .badGateway, title: "The judge gave no grades", detail: detail)
        case .directory, .otherConfiguration:
            self.init(
                .trainingFailed, .internalServerError, title: "The job's directory cannot be used", detail: detail)
        }
    }
}

extension HTTPResponse.Status {
    /// 507, RFC 4918.
    static let insufficientStorage = HTTPResponse.Status(code: 507, reasonPhrase: "Insufficient Storage")
}
