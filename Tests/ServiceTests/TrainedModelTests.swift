import Foundation
import JSON
import Service
import Testing
import VLM

/// What a server answers with when nothing is said: the model that comes with the program.
@Suite struct TrainedModelTests {
    @Test func itAnswersByDefaultGuidedAndSound() async throws {
        let trained = try #require(TrainedModel.directory)
        let service = try await TestService.open(at: TestService.temporaryDirectory(), trainedModel: trained)
        let client = InProcessClient(service.responder)
        let body: JSONValue = [
            "description": "A living room with a sofa, an armchair and a bookshelf.",
            "size": ["x": 5, "y": 4, "z": 2.7],
            "repair": false, "profile": "metaspatial-v1",
        ]
        let layout = try await client.post("/layout", body).json
        #expect(layout["model"]?["trained"] == true)
        // Guided: each coordinate was told what is open to it, so every relation holds without repair.
        #expect(layout["think"]?.stringValue?.contains("sofa_1 x") == true)
        #expect(layout["reward"]?["violations"] == [])
        #expect(layout["reward"]?["outside"] == [])
    }
}
