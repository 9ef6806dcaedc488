import JSON
import Testing

@Suite struct JSONParserTests {
    @Test func readsEveryKind() throws {
        let value = try JSONValue.parse(#" {"a": [1, -2.5e3, true, null], "b": "x\u00e9\ud83d\ude00\n"} "#)
        #expect(value == ["a": [1, .number(-2500), true, nil], "b": "xé😀\n"])
    }

    @Test func keepsIntegersAndDecimalsApart() throws {
        let text = #"{"a":5,"b":5.0,"c":1e-05,"d":0.1}"#
        #expect(JSONWriter().string(try JSONValue.parse(text)) == text)
    }

    @Test func lastDuplicateWinsInTheFirstPlace() throws {
        let object = try #require(try JSONValue.parse(#"{"a":1,"b":2,"a":3}"#).objectValue)
        #expect(object.keys == ["a", "b"])
        #expect(object["a"] == 3)
    }

    @Test func keysAreComparedByTheirBytes() throws {
        let object = try #require(try JSONValue.parse(#"{"\u00e9":1,"e\u0301":2}"#).objectValue)
        #expect(object.count == 2)
    }

    @Test(arguments: [
        "", " ", "{", "[1,]", "{\"a\":1,}", "01", "+1", "1.", ".5", "1e", "tru", "'a'", "\"a", "\"\u{1}\"",
        "\"\\x\"", "[1] [2]", "NaN", "-Infinity", "1e999", "\"\\ud800\"", "\u{FEFF}1", "// c\n1", "\"\\u12g4\"",
    ])
    func refuses(_ text: String) {
        #expect(throws: JSONError.self) { try JSONValue.parse(text) }
    }

    @Test func refusesBrokenUTF8AndSaysWhere() {
        let bytes: [UInt8] = Array("[\n \"".utf8) + [0xFF] + Array("\"]".utf8)
        let error = #expect(throws: JSONError.self) { try JSONValue.parse(bytes) }
        #expect(error?.reason == .invalidUTF8)
        #expect(error?.line == 2)
    }

    @Test func depthIsBounded() {
        func nested(_ depth: Int) -> String {
            String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
        }
        #expect(throws: Never.self) { try JSONValue.parse(nested(64)) }
        let error = #expect(throws: JSONError.self) { try JSONValue.parse(nested(65)) }
        #expect(error?.reason == .tooDeep(limit: 64))
    }

    @Test func pythonFormAcceptsWhatPythonAccepts() throws {
        let value = try JSONValue.parse(
            #"[NaN, Infinity, -Infinity, 1e999, "\ud800", 123456789012345678901234567890]"#, options: .python)
        let elements = try #require(value.arrayValue)
        #expect(elements[0].doubleValue?.isNaN == true)
        #expect(elements[1...3].map(\.doubleValue) == [.infinity, -.infinity, .infinity])
        #expect(elements[4].stringValue?.unicodeScalars.count == 1)
        #expect(elements[5] == .number(1.2345678901234568e29))
        #expect(throws: JSONError.self) { try JSONValue.parse("[1,]", options: .python) }
    }

    @Test func largeObjectsFindTheirMembers() throws {
        let members = (0..<1000).map { ("key\($0)", JSONValue.integer($0)) }
        let text = JSONWriter().string(.object(JSONObject(members: members)))
        let object = try #require(try JSONValue.parse(text).objectValue)
        #expect(object["key999"] == 999)
        #expect(object["key1000"] == nil)
    }
}

@Suite struct JSONWriterTests {
    @Test func layouts() {
        let value: JSONValue = ["a": [1, 2], "b": [:], "c": "é"]
        #expect(JSONWriter().string(value) == #"{"a":[1,2],"b":{},"c":"é"}"#)
        #expect(JSONWriter(.spaced).string(value) == #"{"a": [1, 2], "b": {}, "c": "é"}"#)
        #expect(
            JSONWriter(.indented(2), escapesNonASCII: true).string(value)
                == "{\n  \"a\": [\n    1,\n    2\n  ],\n  \"b\": {},\n  \"c\": \"\\u00e9\"\n}")
    }

    @Test func nonFiniteNumbersAreNeverInvalidJSON() {
        #expect(JSONWriter().string([.number(.nan), .number(.infinity)]) == "[null,null]")
        #expect(JSONWriter(writesNonFiniteNumbers: true).string([.number(-.infinity)]) == "[-Infinity]")
    }

    @Test func controlCharactersAreEscaped() {
        #expect(JSONWriter().string("\u{0}\u{1F}\"\\\n") == #""\u0000\u001f\"\\\n""#)
    }
}

@Suite struct JSONCursorTests {
    @Test func complaintsNameTheirField() throws {
        let cursor = JSONCursor(["size": ["x": "wide"], "a/b~": [1]])
        let error = #expect(throws: JSONFieldError.self) { try cursor["size"]["x"].finiteDouble() }
        #expect(error?.description == "/size/x must be a number, not string")
        #expect(cursor["a/b~"].pointer == "/a~1b~0")
        #expect(try cursor["a/b~"].array()[0].pointer == "/a~1b~0/0")
        #expect(throws: JSONFieldError(pointer: "/size/z", detail: "is missing: a number is required")) {
            try cursor["size"]["z"].finiteDouble()
        }
    }
}

@Suite struct JSONFormReaderTests {
    @Test func allFaultsAreToldAtOnce() throws {
        let cursor = JSONCursor(["a": "x", "b": 2])
        var reader = JSONFormReader()
        let a = try reader.read(or: -1) { try cursor["a"].finiteDouble() }
        let b = try reader.read(or: -1) { try cursor["b"].finiteDouble() }
        try reader.check { try cursor.allowOnly(["a"]) }
        #expect(a == -1 && b == 2)
        let error = #expect(throws: JSONFormError.self) { try reader.finish() }
        #expect(error?.faults.map(\.pointer) == ["/a", "/b"])
    }

    @Test func errorsOfOtherKindsPassThrough() {
        struct Other: Error {}
        var reader = JSONFormReader()
        #expect(throws: Other.self) { try reader.check { throw Other() } }
        #expect(throws: Never.self) { try reader.finish() }
    }
}
