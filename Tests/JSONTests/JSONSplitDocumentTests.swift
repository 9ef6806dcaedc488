import JSON
import Testing

@Suite struct JSONSplitDocumentTests {
    /// What cutting a text and reading its pieces gives; nil where one of the two fails.
    private static func read(_ text: [UInt8], options: JSONParser.Options = .strict) -> JSONValue? {
        guard let document = JSONSplitDocument(text, array: "items", options: options),
            let elements = try? (0..<document.count).map({ try document.element($0) }),
            case .object(var object) = document.frame
        else { return nil }
        #expect(object["items"] == [])
        object["items"] = .array(elements)
        return .object(object)
    }

    @Test(arguments: [
        #"{"items":[]}"#, #"{"items": [ ] }"#,
        #" {"a": "items", "items" : [1, {"items": [2, 3]}, "a,]\"[{"], "b": {}} "#,
        #"{"items":[[[],[]],{"a":[1,{}]}, null ,-1e3],"profile":"x"}"#, #"{"a": "\\", "items": ["\\", "\\\"", "é"]}"#,
    ])
    func saysWhatTheParserSays(_ text: String) throws {
        let plain = try JSONValue.parse(text)
        let cut = try #require(Self.read(Array(text.utf8)))
        #expect(JSONWriter().string(cut) == JSONWriter().string(plain))
    }

    @Test(arguments: [
        #"{}"#, #"[1]"#, #"{"items": 1}"#, #"{"items": {}}"#, #"{"items": [1], "items": [2]}"#,
        #"{"\u0069tems": [1]}"#, #"{"items": [1], "it\u0065ms": 2}"#, #"{"a": {"items": [1]}}"#,
        #"{"\\": 1, "items": [1]}"#, #"{"items": [1]"#, "",
    ])
    func leavesAloneWhatIsUnusual(_ text: String) {
        #expect(JSONSplitDocument(Array(text.utf8), array: "items") == nil)
    }

    @Test(arguments: [
        #"{"items": [1,]}"#, #"{"items": [,1]}"#, #"{"items": [1 2]}"#, #"{"items": [1}]}"#, #"{"items": [{]}"#,
        #"{"items": [1]]}"#, #"{"items": ["a]}"#, #"{"items": [tru]}"#, #"{"items" [1]}"#, #"{"items": [1],}"#,
    ])
    func whatIsNoJSONCannotBeRead(_ text: String) {
        #expect(throws: JSONError.self) { try JSONValue.parse(text) }
        #expect(Self.read(Array(text.utf8)) == nil)
    }

    @Test func depthCountsFromTheDocument() {
        func nested(_ depth: Int) -> [UInt8] {
            Array(
                ("{\"items\":[" + String(repeating: "[", count: depth) + String(repeating: "]", count: depth) + "]}")
                    .utf8)
        }
        #expect(Self.read(nested(62)) != nil && (try? JSONValue.parse(nested(62))) != nil)
        #expect(Self.read(nested(63)) == nil && (try? JSONValue.parse(nested(63))) == nil)
    }

    /// Whatever becomes of a text: pieces that can be read say the same as the whole, and only of JSON.
    @Test func aSpoiltTextIsNeverReadOtherwise() {
        let text = Array(#"{"a": "\"items", "items": [{"b": [1, 2]}, "],\\", [[]], 3], "c": [{"items": []}]}"#.utf8)
        let pieces = Array("{}[],:\"\\ 1ei\u{0}".utf8) + Array("items".utf8) + [0xC3]
        var state: UInt64 = 7
        func draw(_ count: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % count
        }
        var readable = 0
        for _ in 0..<50_000 {
            var spoilt = text
            for _ in 0...draw(3) {
                let place = draw(spoilt.count)
                switch draw(3) {
                case 0: spoilt[place] = pieces[draw(pieces.count)]
                case 1: spoilt.remove(at: place)
                default: spoilt.insert(pieces[draw(pieces.count)], at: place)
                }
            }
            guard let cut = Self.read(spoilt) else { continue }
            readable += 1
            guard let plain = try? JSONValue.parse(spoilt) else {
                Issue.record("read, but no JSON: \(String(decoding: spoilt, as: UTF8.self))")
                continue
            }
            #expect(JSONWriter().string(cut) == JSONWriter().string(plain))
        }
        #expect(readable > 1000)
    }
}
