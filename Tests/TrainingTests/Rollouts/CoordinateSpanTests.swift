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

    @Test("In a guided answer each line of thought is its object's; what follows is not drawn")
    func guided() {
        let text = """
            <think>
            chair_10 x1.00..2.00:1.25 y0.50 z0.45
            chair_1 x0.10..0.20,3.00..4.00:3.50 y1.00..2.00:1.75 z0.45
            </think><answer>[{"new_object_id":"chair_1","x":3.5,"y":1.75,"z":0.45}]</answer>
            """
        let bytes = Array(text.utf8)
        let spans = CoordinateSpans(guided: bytes, ids: ["chair_1", "chair_10", "x"])
        #expect(spans.spans.map(\.object) == ["chair_10", "chair_1"])
        for (number, object) in [("1.25 ", "chair_10"), ("3.50 ", "chair_1"), ("1.75 ", "chair_1")] {
            let place = text.utf8.distance(
                from: text.startIndex, to: text.ranges(of: number)[0].lowerBound)
            #expect(spans.object(at: place..<place + 5) == object)
        }
        #expect(spans.object(at: bytes.count - 20..<bytes.count) == nil)
        #expect(CoordinateSpans(guided: [], ids: ["a"]).spans.isEmpty)
    }

    @Test("An answer that works its coordinates out has them in both parts")
    func worked() {
        let text = "<think>\na x1-0.5=0.5:0.5 y2\n</think>" + #"<answer>[{"new_object_id":"a","x":0.5,"y":2}]</answer>"#
        let bytes = Array(text.utf8)
        let spans = CoordinateSpans(worked: bytes, ids: ["a"]).spans
        #expect(spans.map(\.object) == ["a", "a", "a"])
        #expect(
            spans.map { String(decoding: bytes[$0.bytes], as: UTF8.self) } == ["1-0.5=0.5:0.5 y2\n", "0.5,", "2}"])
    }

    @Test("Without an answer there is nothing; half a string does not stop it")
    func nothing() {
        #expect(found("") == [])
        #expect(found(#"{"new_object_id":"a","x":1}"#) == [])
        #expect(found(#"<answer>[{"new_object_id":"a"#) == [])
        #expect(found(#"<answer>{"new_object_id":"a\"#) == [])
    }
}
