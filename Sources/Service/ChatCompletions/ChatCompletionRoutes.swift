import HTTPServer
import HTTPTypes
import JSON
import Persistence
import VLM

/// `/v1/chat/completions` and `/v1/models`: the engine for clients of OpenAI's interface.
struct ChatCompletionRoutes: Sendable {
    let store: Store
    let models: ModelRegistry
    let errors: ErrorRendering
    let courtesy: CourtesyGate

    /// The largest request, in bytes: some pictures in Base64.
    private static let maximumBytes = 32 << 20

    func register(in router: inout Router) throws {
        try router.post("/v1/chat/completions") { try await complete($0) }
        try router.get("/v1/models") { _ in
            let created = try await creationTimes()
            let items = try await models.all().map { Self.document($0, created) }
            return .json(["object": "list", "data": .array(items)])
        }
        try router.get("/v1/models/{id}") { request in
            let description = try await model(request.parameter("id")).description
            return .json(Self.document(description, try await creationTimes()))
        }
    }

    private func model(_ id: String?) async throws -> ModelRegistry.Loaded {
        do {
            return try await models.engine(id)
        } catch var problem as Problem where problem.kind == .notFound {
            problem.extras["code"] = "model_not_found"
            throw problem
        }
    }

    private func creationTimes() async throws -> [String: Int] {
        try await store.models().reduce(into: [:]) { $0[$1.id] = Int($1.createdAt.timeIntervalSince1970) }
    }

    private static func document(_ model: ModelDescription, _ created: [String: Int]) -> JSONValue {
        [
            "id": .string(model.id), "object": "model", "created": .integer(created[model.id] ?? 0),
            "owned_by": "metaspatial",
        ]
    }

    private func complete(_ request: ServerRequest) async throws -> ServerResponse {
        let cursor = try await request.json(upTo: Self.maximumBytes)
        // Pictures are decoded on the way, which may take a while.
        let form = try await Offload.run(.short) { try ChatCompletionRequest(json: cursor) }
        let document = ChatCompletionDocument(model: try await model(form.modelID), request: form)
        if form.isStreamed { return try await stream(document) }
        let response = try await courtesy.interactive { try await document.model.engine.generate(form.generation) }
        return .json(document.whole(response))
    }

    // MARK: Streaming

    private enum Piece: Sendable {
        case progress(GenerationProgress)
        case response(GenerationResponse)
    }

    /// Answers with events once the first piece is there, so that a request that cannot be answered still gets
    /// its status.
    private func stream(_ document: ChatCompletionDocument) async throws -> ServerResponse {
        let (pieces, continuation) = AsyncThrowingStream<Piece, any Error>.makeStream()
        let work = Task {
            do {
                let response = try await courtesy.interactive {
                    try await document.model.engine.generate(document.request.generation) {
                        (progress: GenerationProgress) in
                        continuation.yield(.progress(progress))
                    }
                }
                continuation.yield(.response(response))
                continuation.finish()
            } catch {
                continuation.finish(throwing: error)
            }
        }
        continuation.onTermination = { _ in work.cancel() }
        let first = try await withTaskCancellationHandler {
            var iterator = pieces.makeAsyncIterator()
            return try await iterator.next()
        } onCancel: {
            work.cancel()
        }
        return .events { sink in
            try await withTaskCancellationHandler {
                defer { work.cancel() }
                do {
                    var started: Set<Int> = []
                    if let first { try await send(first, document, &started, to: sink) }
                    for try await piece in pieces { try await send(piece, document, &started, to: sink) }
                    try await sink.send(data: "[DONE]")
                } catch let error as ResponseWriterError {
                    throw error
                } catch {
                    try await send(OpenAIError(problem: errors.problem(error)).json, to: sink)
                }
            } onCancel: {
                work.cancel()
            }
        }
    }

    private func send(
        _ piece: Piece, _ document: ChatCompletionDocument, _ started: inout Set<Int>, to sink: EventSink
    ) async throws {
        switch piece {
        case .progress(let progress):
            if started.insert(progress.sample).inserted {
                try await send(document.opening(progress.sample), to: sink)
            }
            if let piece = document.piece(progress) { try await send(piece, to: sink) }
            if let reason = progress.finishReason {
                try await send(document.ending(progress.sample, reason), to: sink)
            }
        case .response(let response):
            if document.request.includesUsage {
                try await send(document.usagePiece(response.usage), to: sink)
            }
        }
    }

    private func send(_ value: JSONValue, to sink: EventSink) async throws {
        try await sink.send(data: JSONWriter().string(value))
    }
}
