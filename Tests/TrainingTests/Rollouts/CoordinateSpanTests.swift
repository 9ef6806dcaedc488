import Testing

import Training

@Suite("Which bytes of an answer are coordinates of which object")
struct CoordinateSpanTests {
    private func found(_ text: String) -> [String] {
        let bytes = Array(text.utf8)
        return CoordinateSpans(bytes: bytes).spans.map {
            "\($0.object)=\(String(decoding: bytes[$0.bytes], as: UTF8.self))"
        }
    }

    @Test("Numbers belong to their element's object, with the byte that ends them")
    func plain() {
        let text = """
            <think>bed_1 at "x": 7</think><answer>[{"new_object_id":"bed_1","x":1.25,"y":0,"z":0.5}, \
            {"x": -2e1, "new_object_id": "lamp \\"2\\"", "y": 3}]</answer>
            """
        #expect(
            found(text) == ["bed_1=1.25,", "bed_1=0,", "bed_1=0.5}", "lamp \\\"2\\\"=-2e1,", "lamp \\\"2\\\"=3}"])
    }

    @Test("A slip in one element does not hide the next; other keys do not count")
    func slips() {
        let text = """
            <answer>[{"new_object_id":"a","x":,"w":9,"y":2}{"new_object_id":"b","x":1
            """
        #expect(found(text) == ["a=2}", "b=1"])
    }

    @Test("Without an answer there is nothing; half a string does not stop it")
    func nothing() {
        #expect(found("") == [])
        #expect(found(#"{"new_object_id":"a","x":1}"#) == [])
        #expect(found(#"<answer>[{"new_object_id":"a"#) == [])
        #expect(found(#"<answer>{"new_object_id":"a\"#) == [])
    }
}
