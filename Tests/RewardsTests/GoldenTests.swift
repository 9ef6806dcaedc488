import Foundation
import Rewards
import Testing

@Suite struct GoldenTests {
    @Test("The kept cases agree with the original to the last bit")
    func keptCases() throws {
        let url = try #require(
            Bundle.module.url(
                forResource: "metaspatial-cases", withExtension: "jsonl", subdirectory: "Fixtures"))
        let cases = try GoldenCase.read(String(contentsOf: url, encoding: .utf8))
        #expect(cases.count >= 60)
        #expect(cases.flatMap(\.differences) == [])
    }

    @Test(
        "Every case of the file that METASPATIAL_GOLDEN names agrees",
        .enabled(if: ProcessInfo.processInfo.environment["METASPATIAL_GOLDEN"] != nil))
    func wholeFile() throws {
        let path = try #require(ProcessInfo.processInfo.environment["METASPATIAL_GOLDEN"])
        let cases = try GoldenCase.read(String(contentsOfFile: path, encoding: .utf8))
        let differences = cases.map(\.differences)
        let agreeing = differences.count { $0.isEmpty }
        print("\(agreeing) of \(cases.count) golden cases agree")
        for difference in differences.joined().prefix(200) { Issue.record("\(difference)") }
        #expect(agreeing == cases.count)
    }
}
