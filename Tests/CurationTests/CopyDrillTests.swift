import Curation
import Testing

@Suite struct CopyDrillTests {
    @Test func everyLineOfAnAnswerBeginsALineOfThePrompt() {
        let drill = CopyDrill(seed: 7)
        var lengths: Set<Int> = []
        for number in -20..<100 {
            let lesson = drill.lesson(at: number)
            let (asked, answered) = (lesson.prompt.split(separator: "\n"), lesson.answer.split(separator: "\n"))
            #expect(asked.count == answered.count)
            lengths.insert(asked.count)
            for (line, place) in zip(asked, answered) {
                #expect(line.hasPrefix(place) && line.dropFirst(place.count).hasPrefix(" half"))
            }
        }
        #expect(lengths == [1, 2, 3])
    }

    @Test func seedAndNumberDecide() {
        #expect(CopyDrill(seed: 1).lesson(at: 3) == CopyDrill(seed: 1).lesson(at: 3))
        #expect(CopyDrill(seed: 1).lesson(at: 3) != CopyDrill(seed: 1).lesson(at: 4))
        #expect(CopyDrill(seed: 1).lesson(at: 3) != CopyDrill(seed: 2).lesson(at: 3))
    }
}
