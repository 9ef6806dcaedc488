import Curation
import Planning
import SceneGraph
import VLM

/// How a model's answer is decoded.
enum AnswerDecoding: Hashable, Sendable {
    /// Ids, keys and braces are forced, and coordinates are drawn anywhere in the room.
    case constrained
    /// The geometry writes before each coordinate what is open to it, and the model chooses of that.
    case guided(GuideFacts)

    /// The names by which requests and models call it.
    enum Name: String, CaseIterable, Sendable { case constrained, guided }

    var name: Name { if case .guided = self { .guided } else { .constrained } }

    /// What is told with guided decoding.
    var facts: GuideFacts? { if case .guided(let facts) = self { facts } else { nil } }

    /// What a request asks for, and where it leaves that open what the model was made for.
    init(_ sampling: SamplingRequest, model: AnswerDecoding) {
        switch sampling.decoding ?? (sampling.facts == nil ? model.name : .guided) {
        case .constrained: self = .constrained
        case .guided: self = .guided(sampling.facts ?? model.facts ?? .stretches)
        }
    }

    /// What a checkpoint says of itself: one that was trained on facts, its own or the geometry's, is told them.
    init(_ engine: LanguageModelEngine) {
        let facts = engine.facts.flatMap(GuideFacts.init)
        let isGuided = engine.decoding == Name.guided.rawValue || facts != nil
        self = isGuided ? .guided(facts ?? .stretches) : .constrained
    }

    /// What the model is asked to write.
    func answer(_ scene: Scene, thinkTokens: Int) throws -> GenerationRequest.Answer {
        switch self {
        case .constrained:
            let skeleton = AnswerSkeleton(
                ids: scene.objects.map(\.id), room: scene.room.size, thinkTokens: thinkTokens)
            return .constrained(try skeleton.segments())
        case .guided(let facts): return .unfolding(GuidedGrammar(scene, facts: facts))
        }
    }
}
