import Curation
import Testing

@Suite struct SumDrillTests {
    /// The numbers of one axis of a line, such as `2.44..5.54`, in tenths of a millimetre.
    private func ends(_ text: Substring) throws -> [Int] {
        try text.replacing("..", with: " ").split(separator: " ").map {
            Int((try #require(Double($0)) * 1e4).rounded())
        }
    }

    @Test func whatIsOpenIsTheOwnRangeCutByTheSum() throws {
        let drill = SumDrill(seed: 7)
        var cuts = 0
        for number in -20..<100 {
            let lesson = drill.lesson(at: number)
            let (asked, answered) = (lesson.prompt.split(separator: "\n"), lesson.answer.split(separator: "\n"))
            #expect(asked.count == answered.count && (3...5).contains(asked.count))
            var places: [Substring: [Substring: Int]] = [:]
            for (line, told) in zip(asked, answered) {
                let words = line.split(separator: " ")
                let answer = told.split(separator: " ")
                #expect(words[0] == answer[0] && words[3] == answer[3])
                // What stands after the target is what the relation adds.
                let target = words.lastIndex { places[$0] != nil }
                let parent = target.map { words[$0] }
                let added = words.dropFirst((target ?? words.count) + 1)
                for (index, axis) in ["x", "y"].enumerated() {
                    let own = try ends(words[1 + index].dropFirst())
                    let parts = answer[1 + index].dropFirst().split(separator: ":")
                    let open = try ends(parts[0])
                    let choice = parts.count > 1 ? (try ends(parts[1])[0]) : open[0]
                    places[words[0], default: [:]][Substring(axis)] = choice
                    #expect(open[0] <= choice && choice <= open[open.count - 1])
                    var expected = (own[0], own[own.count - 1])
                    if let parent, let place = places[parent]?[Substring(axis)],
                        let rule = added.first(where: { $0.hasPrefix(axis) })?.dropFirst()
                    {
                        cuts += 1
                        let sides = rule.split(separator: "..", omittingEmptySubsequences: false)
                        if let low = sides.first, !low.isEmpty {
                            expected.0 = max(expected.0, place + (try ends(low)[0]))
                        }
                        if let high = sides.last, !high.isEmpty {
                            expected.1 = min(expected.1, place + (try ends(high)[0]))
                        }
                    }
                    #expect(open[0] == expected.0 && open[open.count - 1] == expected.1)
                }
            }
        }
        #expect(cuts > 300)
    }

    @Test func seedAndNumberDecide() {
        #expect(SumDrill(seed: 1).lesson(at: 3) == SumDrill(seed: 1).lesson(at: 3))
        #expect(SumDrill(seed: 1).lesson(at: 3) != SumDrill(seed: 1).lesson(at: 4))
        #expect(SumDrill(seed: 1).lesson(at: 3) != SumDrill(seed: 2).lesson(at: 3))
    }
}
