import Foundation
import HTTPTypes
import JSON
import Service
import Testing

/// Asks a service of its own about training.
struct TrainingClient {
    let service: Service
    let client: InProcessClient

    /// - Parameter directory: the service's data; nil for a directory of its own.
    init(_ worker: StandInTrainer = StandInTrainer(), at directory: URL? = nil) async throws {
        let directory = if let directory { directory } else { try await TestService.furnishedDirectory() }
        service = try await TestService.open(at: directory, worker: worker)
        client = InProcessClient(service.responder)
    }

    /// The path of an accepted job.
    func start(_ configuration: JSONValue, fields: HTTPFields = [:]) async throws -> String {
        let answer = try await client.post("/training/jobs", configuration, fields: fields)
        #expect(answer.status == 202, "\(answer.text)")
        return try #require(answer.fields[.location])
    }

    /// The job at a path.
    func job(_ path: String) async throws -> JSONValue { try await client.get(path).json }

    /// Waits until a document at a path is as it should be.
    func wait(
        _ path: String, until isReady: (JSONValue) -> Bool, _ location: SourceLocation = #_sourceLocation
    ) async throws -> JSONValue {
        for _ in 0..<5000 {
            let document = try await client.get(path).json
            if isReady(document) { return document }
            try await Task.sleep(for: .milliseconds(2))
        }
        Issue.record("it did not come to pass: \(try await client.get(path).text)", sourceLocation: location)
        return .null
    }

    func waitForEnd(_ path: String) async throws -> JSONValue {
        try await wait(path) { ["succeeded", "failed", "cancelled"].contains($0["status"]?.stringValue) }
    }

    /// The steps of the rows of training, in their order.
    func steps(_ path: String) async throws -> [Int] {
        try await client.get(path + "/metrics?kind=step&limit=10000").json["items"]?.arrayValue?
            .compactMap { $0["step"]?.integerValue } ?? []
    }
}
