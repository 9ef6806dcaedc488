import HTTPClient
import JSON
import Synchronization

/// An encoder behind an OpenAI-compatible `/embeddings`. Texts are sent many at a time, and what is known is not asked
/// for again.
public final class EndpointEncoder: TextEncoder {
    private struct Memory {
        var vectors: [String: [Float]] = [:]
        /// Texts by age, the oldest first.
        var ages: [String] = []
    }

    public let fingerprint: String
    private let client: OpenAIClient
    private let memory = Mutex(Memory())

    /// Texts of a call.
    private static let batch = 64
    /// Bytes of an answer: that many vectors of the greatest width, written out.
    private static let maximumBytes = 32 << 20
    /// Characters of a text; what is longer is cut off.
    private static let maximumText = 2000

    /// An encoder with a budget and a memory of its own.
    public init(_ endpoint: OpenAIEndpoint) {
        client = OpenAIClient(endpoint, maximumBytes: Self.maximumBytes)
        fingerprint = "endpoint-\(endpoint.address)-\(endpoint.model)"
    }

    /// The encoder that environment variables name, with the prefix `METASPATIAL_EMBEDDINGS`; see
    /// `OpenAIEndpoint.init(environment:prefix:)`. A layout waits for it, so it gets less time than a judge: 10
    /// seconds and two attempts unless told otherwise.
    /// - Returns: nil where `METASPATIAL_EMBEDDINGS_MODEL` is not set.
    /// - Throws: `EmbeddingError.notSetUp`.
    public convenience init?(environment: [String: String]) throws(EmbeddingError) {
        let prefix = "METASPATIAL_EMBEDDINGS"
        guard environment[prefix + "_MODEL"]?.isEmpty == false else { return nil }
        do throws(OpenAIEndpoint.Fault) {
            var endpoint = try OpenAIEndpoint(environment: environment, prefix: prefix)
            if environment[prefix + "_TIMEOUT"] == nil { endpoint.timeout = 10 }
            endpoint.retries.attempts = 2
            endpoint.retries.maximumDelay = 2
            self.init(endpoint)
        } catch { throw .notSetUp(error.description) }
    }

    /// Calls made and tokens spent so far, as the server counts them.
    public var spent: (calls: Int, tokens: Int) {
        get async { await client.spent }
    }

    public func encode(_ texts: [String]) async throws -> [[Float]] {
        let texts = texts.map { String($0.prefix(Self.maximumText)) }
        var found = memory.withLock { memory in
            Dictionary(texts.compactMap { text in memory.vectors[text].map { (text, $0) } }) { first, _ in first }
        }
        var missing: [String] = []
        for text in texts where found[text] == nil {
            found[text] = []
            missing.append(text)
        }
        for start in stride(from: 0, to: missing.count, by: Self.batch) {
            let part = Array(missing[start..<min(start + Self.batch, missing.count)])
            for (text, vector) in zip(part, try await ask(part)) {
                found[text] = vector
                remember(vector, of: text)
            }
        }
        let vectors = texts.map { found[$0] ?? [] }
        guard let width = vectors.first?.count, vectors.allSatisfy({ $0.count == width }) else {
            guard vectors.isEmpty else { throw EmbeddingError.unreadable("its vectors have different lengths") }
            return []
        }
        return vectors
    }

    private func remember(_ vector: [Float], of text: String) {
        let limit = client.endpoint.cacheLimit
        memory.withLock { memory in
            guard limit > 0, memory.vectors.updateValue(vector, forKey: text) == nil else { return }
            memory.ages.append(text)
            guard memory.ages.count > limit else { return }
            // A tenth at once, so that a full memory is not moved at each step.
            let old = memory.ages.prefix(max(1, limit / 10))
            for text in old { memory.vectors[text] = nil }
            memory.ages.removeFirst(old.count)
        }
    }

    private func ask(_ texts: [String]) async throws -> [[Float]] {
        do {
            return try await client.post(
                "/embeddings",
                body: {
                    [
                        "model": .string(client.endpoint.model), "input": .array(texts.map { .string($0) }),
                        "encoding_format": "float",
                    ]
                },
                read: { answer, body in
                    guard let answer else {
                        throw EmbeddingError.unreadable(
                            body.isEmpty ? "it is empty" : "it is no JSON of numbers that have a size")
                    }
                    return try Self.read(answer, count: texts.count)
                })
        } catch let failure as OpenAIClient.Failure { throw EmbeddingError(failure) }
    }

    /// The vectors of an answer, by the index that each names, at norm 1.
    static func read(_ answer: JSONValue, count: Int) throws(EmbeddingError) -> [[Float]] {
        guard let items = answer["data"]?.arrayValue else { throw .unreadable("it has no list 'data'") }
        guard items.count == count else {
            throw .unreadable("it has \(items.count) vectors for \(count) texts")
        }
        var result = [[Float]](repeating: [], count: count)
        for (place, item) in items.enumerated() {
            let index = item["index"]?.integerValue ?? place
            guard result.indices.contains(index), result[index].isEmpty else {
                throw .unreadable("the index \(index) is there twice, or beyond the texts")
            }
            let numbers = item["embedding"]?.arrayValue ?? []
            let values = numbers.compactMap { $0.doubleValue.map { Float($0) } }
            guard values.count == numbers.count, (1...Vectors.maximumWidth).contains(values.count) else {
                throw .unreadable("a vector is no list of 1 to \(Vectors.maximumWidth) numbers")
            }
            guard let unit = Vectors.normalized(values) else {
                throw .unreadable("a vector has no direction, or a number that is not finite")
            }
            result[index] = unit
        }
        guard Set(result.map(\.count)).count <= 1 else { throw .unreadable("its vectors have different lengths") }
        return result
    }
}
