import Dispatch
import JSON
import Rewards

/// Scores items as they come: reads, asks the judge, scores, and makes each result's document.
struct RewardScoring: Sendable {
    let profile: RewardProfile
    let jury: RewardJury

    /// The results of a batch's items as JSON, in its order, over all cores.
    /// - Throws: `JSONError` for an item that is no JSON; `CancellationError`.
    func results(_ items: RewardBatch.Items) async throws -> [[UInt8]] {
        guard jury.judge != nil else {
            // Reading, scoring and writing are one piece of work: what lies between them is made and freed by one thread.
            return try await Offload.run(.short) {
                try Self.parallel(items.count) { index in
                    let form = try items.form(index)
                    return JSONWriter().bytes(document(form, Result { try RewardForm.item(form) }))
                }
            }
        }
        let forms = try await items.forms()
        return try await documents(forms).map { JSONWriter().bytes($0) }
    }

    /// The documents of a batch, in its order, over all cores.
    /// - Throws: `CancellationError`.
    func documents(_ forms: [JSONCursor]) async throws -> [JSONValue] {
        let given = try await Offload.run(.short) {
            try Self.parallel(forms.count) { index in Result { try RewardForm.item(forms[index]) } }
        }
        let read = try await jury.judged(given, forms)
        return try await Offload.run(.short) {
            try Self.parallel(forms.count) { document(forms[$0], read[$0]) }
        }
    }

    /// The results of a few lines of JSON, a line each, on the thread that asks unless there is a judge.
    /// - Throws: `CancellationError`.
    func lines(_ lines: [ArraySlice<UInt8>]) async throws -> [UInt8] {
        guard jury.judge != nil else {
            return try await Offload.run(.short) {
                lines.reduce(into: []) { output, line in
                    let form = Self.parse(line)
                    let document = document(form, Result { try RewardForm.item(try form.get()) })
                    Self.append(document, to: &output)
                }
            }
        }
        let forms = try await Offload.run(.short) { lines.map(Self.parse) }
        let given = forms.map { form in Result { try RewardForm.item(try form.get()) } }
        let read = try await jury.judged(given, forms.map { (try? $0.get()) ?? JSONCursor(.null) })
        return try await Offload.run(.short) {
            zip(forms, read).reduce(into: []) { output, pair in
                Self.append(document(pair.0, pair.1), to: &output)
            }
        }
    }

    /// The result of something that is no item: the line is too long, for instance.
    static func refusal(_ detail: String) -> [UInt8] {
        var output: [UInt8] = []
        append(document(.null, unreadable(detail)), to: &output)
        return output
    }

    private static func parse(_ line: ArraySlice<UInt8>) -> Result<JSONCursor, any Error> {
        Result { JSONCursor(try JSONValue.parse(line, options: RewardForm.lenient)) }
    }

    private func document(_ form: Result<JSONCursor, any Error>, _ item: Result<RewardItem, any Error>) -> JSONValue {
        document((try? form.get()) ?? JSONCursor(.null), item)
    }

    private func document(_ form: JSONCursor, _ item: Result<RewardItem, any Error>) -> JSONValue {
        let id = form["id"].value?.stringValue.map { JSONValue.string($0) } ?? .null
        switch item {
        case .success(let item): return Self.document(id, profile.score(item).json)
        case .failure(let error as JSONFieldError): return Self.document(id, Self.unreadable(error.description))
        case .failure(let error as JSONFormError):
            return Self.document(id, Self.unreadable(error.faults.first?.description ?? "the item cannot be read"))
        case .failure(let error as JSONError):
            return Self.document(id, Self.unreadable("the line is no JSON: \(error)"))
        case .failure: return Self.document(id, Self.unreadable("the item cannot be read"))
        }
    }

    private static func unreadable(_ detail: String) -> JSONValue {
        [
            "total": .null, "terms": .null, "collisions": [], "violations": [],
            "error": ["type": "invalid-item", "detail": .string(detail)],
        ]
    }

    private static func document(_ id: JSONValue, _ result: JSONValue) -> JSONValue {
        var members: [(String, JSONValue)] = [("id", id)]
        members += result.objectValue?.members.map { ($0.key, $0.value) } ?? []
        return .object(JSONObject(members: members))
    }

    private static func append(_ document: JSONValue, to output: inout [UInt8]) {
        output += JSONWriter().bytes(document)
        output.append(UInt8(ascii: "\n"))
    }

    /// Maps numbers from 0 over all cores.
    /// - Throws: the first error, by number.
    static func parallel<Value: Sendable>(
        _ count: Int, _ transform: @Sendable (Int) throws -> Value
    ) throws -> [Value] {
        guard count > 1 else { return try (0..<count).map(transform) }
        var values = [Result<Value, any Error>?](repeating: nil, count: count)
        values.withUnsafeMutableBufferPointer { buffer in
            // Each iteration writes its own element alone, and all have ended when `concurrentPerform` returns.
            nonisolated(unsafe) let buffer = buffer
            DispatchQueue.concurrentPerform(iterations: count) { index in
                buffer[index] = Result { try transform(index) }
            }
        }
        return try values.compactMap { try $0?.get() }
    }
}
