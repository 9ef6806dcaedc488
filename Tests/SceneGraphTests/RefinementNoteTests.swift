import SceneGraph
import Testing

@Suite struct RefinementNoteTests {
    @Test func aModelThatSeesNoPictureIsToldOfNone() {
        func text(showsPicture: Bool) -> String {
            RefinementNote.text(
                previousResponse: "[]", total: 0.5, terms: [("format", 1)], showsPicture: showsPicture)
        }
        #expect(text(showsPicture: true).contains("the picture shows the room as you furnished it. Give"))
        #expect(!text(showsPicture: false).contains("picture"))
        #expect(text(showsPicture: false).contains("reward follow. Give a better response in the same form."))
    }
}
