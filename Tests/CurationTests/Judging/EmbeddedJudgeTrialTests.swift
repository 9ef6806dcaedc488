import Planning
import Rewards
import Testing

/// How well the embedded judge tells good layouts from others, on rooms that it was not made with. Each trial prints
/// what it found.
@Suite("Trials of the embedded judge")
struct EmbeddedJudgeTrialTests {
    private static let synthetic = Result { try GoodLayout.synthetic(count: 500) }
    private static let designed = Result { try GoodLayout.designed(count: 600) }

    private func score(_ layout: GoodLayout) -> Double {
        EmbeddedJudge(layout.scene).judge(layout.positions).score
    }

    @Test(
        "It ranks a good layout above a shuffled one of the same room in 97 of 100 pairs",
        arguments: GoodLayout.Shuffle.allCases)
    func shuffled(_ shuffle: GoodLayout.Shuffle) throws {
        var generator = SeededGenerator(seed: 5)
        for (source, layouts) in [
            ("synthetic rooms", try Self.synthetic.get()),
            ("designed rooms", Array(try Self.designed.get().prefix(500))),
        ] {
            var right = 0
            for layout in layouts {
                let judge = EmbeddedJudge(layout.scene)
                let bad = judge.judge(layout.shuffled(shuffle, &generator)).score
                if judge.judge(layout.positions).score > bad { right += 1 }
            }
            print("\(source), \(shuffle.rawValue): \(right) of \(layouts.count)")
            #expect(Double(right) >= 0.97 * Double(layouts.count), "\(source), \(shuffle)")
        }
    }

    @Test(
        "It ranks a good layout above one with a single fault in 85 of 100 pairs", arguments: GoodLayout.Fault.allCases)
    func broken(_ fault: GoodLayout.Fault) throws {
        var generator = SeededGenerator(seed: 6)
        var (right, count) = (0, 0)
        for layout in try Self.designed.get() {
            guard let broken = try layout.broken(fault, &generator) else { continue }
            count += 1
            if score(layout) > score(broken) { right += 1 }
        }
        print("\(fault.rawValue): \(right) of \(count)")
        #expect(count >= 100)
        #expect(Double(right) >= 0.85 * Double(count))
    }

    @Test("No degenerate layout is worth what an honest one of the same room is")
    func degenerateInSynthetic() throws {
        for layout in try Self.synthetic.get() {
            let honest = score(layout)
            for kind in GoodLayout.Degeneration.allCases {
                #expect(score(try layout.degenerate(kind)) < honest, "\(layout.name): \(kind.rawValue)")
            }
        }
    }

    @Test("Of furnished rooms, no degenerate layout is worth what the worst honest one of any room is")
    func degenerateInDesigned() throws {
        let layouts = try Self.designed.get()
        let honest = layouts.map(score).min() ?? 0
        var worst = 0.0
        for layout in layouts {
            for kind in GoodLayout.Degeneration.allCases { worst = max(worst, score(try layout.degenerate(kind))) }
        }
        print("designed rooms: the best degenerate layout \(worst), the worst honest one \(honest)")
        #expect(worst < honest)
    }
}
