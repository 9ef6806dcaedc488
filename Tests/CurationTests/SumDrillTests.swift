import Curation
import Testing

@Suite struct SumDrillTests {
    /// The numbers of a piece of a line, such as `2.44..5.54`, in tenths of a millimetre.
    private func numbers(_ text: some StringProtocol) throws -> [Int] {
        try String(text).matches(of: /-?[0-9]+\.[0-9]+/).map { Int((try #require(Double($0.output)) * 1e4).rounded()) }
    }

    /// The sums of an answer, each as a ± b = c.
    private func sums(_ text: String) throws -> [(Int, Int, Int)] {
        try text.matches(of: /([0-9]+\.[0-9]+)([+-][0-9]+\.[0-9]+)=([0-9]+\.[0-9]+)/).map { match in
            (try numbers(match.1)[0], try numbers(match.2.replacing("+", with: ""))[0], try numbers(match.3)[0])
        }
    }

    @Test(arguments: [DrillKind.adding, .sums]) func everySumIsRight(kind: DrillKind) throws {
        var count = 0
        for number in -20..<60 {
            for (a, b, c) in try sums(kind.drill(seed: 7).lesson(at: number).answer) {
                #expect(c == max(0, a + b))
                count += 1
            }
        }
        #expect(count > 300)
    }

    @Test func whatIsOpenIsTheOwnRangeWithoutWhatTheSumsTake() throws {
        var (clipped, cut) = (0, 0)
        for number in -20..<100 {
            let lesson = SumDrill(seed: 7).lesson(at: number)
            let (asked, answered) = (lesson.prompt.split(separator: "\n"), lesson.answer.split(separator: "\n"))
            #expect(asked.count == answered.count && (3...5).contains(asked.count))
            for (line, told) in zip(asked, answered) {
                let (words, answer) = (line.split(separator: " "), told.split(separator: " "))
                #expect(words[0] == answer[0] && words[3] == answer[3])
                for axis in 1...2 {
                    let own = try numbers(words[axis])
                    let parts = answer[axis].split(separator: ":")
                    let (facts, choice) = (parts[0], try parts.last.map { try numbers($0) }?.last)
                    // The stretches are told last; where the sums are all there is to say, they are the stretches.
                    let last = try numbers(facts.split(separator: "=").last ?? "")
                    if facts.contains("~") {
                        cut += 1
                        for (low, high) in try #require(stretches(last)) {
                            #expect(own[0] <= low && low <= high && high <= own[1])
                            for piece in facts.split(separator: "~").dropFirst() {
                                let ends = try sums(String(piece)).map(\.2)
                                try #require(ends.count == 3)
                                #expect(high <= ends[1] || ends[2] <= low)
                            }
                        }
                    } else {
                        clipped += facts.contains("=") && last != own ? 1 : 0
                        #expect(last.allSatisfy { $0 >= own[0] && $0 <= own[1] })
                    }
                    let chosen = try #require(choice)
                    #expect(own[0] <= chosen && chosen <= own[1])
                }
            }
        }
        #expect(clipped > 200 && cut > 20)
    }

    private func stretches(_ ends: [Int]) -> [(Int, Int)]? {
        guard ends.count % 2 == 0 else { return nil }
        return stride(from: 0, to: ends.count, by: 2).map { (ends[$0], ends[$0 + 1]) }
    }

    @Test(arguments: DrillKind.allCases) func seedAndNumberDecide(kind: DrillKind) {
        #expect(kind.drill(seed: 1).lesson(at: 3) == kind.drill(seed: 1).lesson(at: 3))
        #expect(kind.drill(seed: 1).lesson(at: 3) != kind.drill(seed: 1).lesson(at: 4))
        #expect(kind.drill(seed: 1).lesson(at: 3) != kind.drill(seed: 2).lesson(at: 3))
    }
}
