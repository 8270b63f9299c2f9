import Testing

@testable import RuleData

/// The value that a text spells, or what is wrong with it.
func scanned(_ json: String) -> Result<InputValue, DataReadError> {
    var scanner = JSONScanner(Array(json.utf8), file: "f.json")
    do {
        try scanner.scanValue()
        return .success(scanner.value(at: 0).withoutLines)
    } catch {
        return .failure(error)
    }
}

func failure(_ json: String) -> String? {
    if case .failure(let error) = scanned(json) { error.description } else { nil }
}

extension InputValue {
    /// For comparing content alone.
    var withoutLines: InputValue {
        switch content {
        case .array(let elements): InputValue(.array(elements.map(\.withoutLines)))
        case .object(let members):
            InputValue(.object(members.map { Member(name: $0.name, value: $0.value.withoutLines) }))
        default: InputValue(content)
        }
    }
}

@Suite struct `JSON values` {
    @Test func `keep the order of members and the spelling of numbers`() throws {
        let value = try scanned(#" {"b": [1.50, -0, 1E+2], "a": {"": null}, "c": [true, false], "d": {}, "e": []} "#)
            .get()
        #expect(
            value
                == [
                    "b": [InputValue(.number("1.50")), InputValue(.number("-0")), InputValue(.number("1E+2"))],
                    "a": ["": .null], "c": [true, false], "d": [:], "e": [],
                ])
    }

    @Test func `resolve escapes, surrogate pairs among them`() throws {
        #expect(try scanned(#""\"\\\/\b\f\n\r\té😀 ü""#).get() == "\"\\/\u{8}\u{C}\n\r\té😀 ü")
        #expect(try scanned(#"{"A": 1}"#).get() == ["A": 1])
    }

    @Test(arguments: [#""\ud83d""#, #""\ude00""#, #""\ud83dA""#, #""x\ude00\ud83d""#, #""\ud83d\n""#])
    func `with half a surrogate pair are malformed`(_ json: String) throws {
        #expect(try scanned(json).get().content == .malformed("half a surrogate pair"))
    }

    @Test(arguments: [
        ("", "f.json:1: the file ends where a value was expected"),
        ("{\"a\": 1,\n\"b\": [1,\n", "f.json:3: the file ends where a value was expected"),
        ("{\"a\": 1\n", "f.json:2: the file ends where ',' or '}' in an object was expected"),
        ("[1", "f.json:1: the file ends where ',' or ']' in a list was expected"),
        ("{\"a\"", "f.json:1: the file ends where ':' was expected"),
        ("{", "f.json:1: the file ends where a name in quotes was expected"),
        ("\"ab", "f.json:1: the file ends where '\"' at the end of a text was expected"),
        ("\"ab\\", "f.json:1: the file ends where '\"' at the end of a text was expected"),
        ("[1,]", "f.json:1: expected a value, found ']'"),
        ("{\"a\": 1,}", "f.json:1: expected a name in quotes, found '}'"),
        ("{a: 1}", "f.json:1: expected a name in quotes, found 'a'"),
        ("{'a': 1}", "f.json:1: expected a name in quotes, found '''"),
        ("[1 2]", "f.json:1: expected ',' or ']' in a list, found '2'"),
        ("[\n1\n}", "f.json:3: expected ',' or ']' in a list, found '}'"),
        ("{\"a\" 1}", "f.json:1: expected ':', found '1'"),
        ("01", "f.json:1: a number starts with a needless 0"),
        ("-", "f.json:1: the file ends where a digit was expected"),
        ("[1.]", "f.json:1: expected a digit, found ']'"),
        ("[1e]", "f.json:1: expected a digit, found ']'"),
        ("[+1]", "f.json:1: expected a value, found '+'"),
        ("[.5]", "f.json:1: expected a value, found '.'"),
        ("[NaN]", "f.json:1: expected a value, found 'N'"),
        ("[tru]", "f.json:1: expected a value, found 't'"),
        ("[nul", "f.json:1: expected a value, found 'n'"),
        ("// note\n1", "f.json:1: expected a value, found '/'"),
        ("[é]", "f.json:1: expected a value, found 'é'"),
        ("[\u{1B}]", "f.json:1: expected a value, found '␛'"),
        ("\"a\nb\"", "f.json:1: a control character in a text (a line break is written '\\n')"),
        (#""\x""#, #"f.json:1: an unknown escape in a text; known are \" \\ \/ \b \f \n \r \t \uXXXX"#),
        (#""\u00G0""#, #"f.json:1: an unknown escape in a text; known are \" \\ \/ \b \f \n \r \t \uXXXX"#),
    ])
    func `that are malformed are refused, with the line and what was expected`(_ json: String, _ message: String) {
        #expect(failure(json) == message)
    }

    @Test func `know their lines`() throws {
        var scanner = JSONScanner(Array("\n{\r\n  \"a\":\n 1, \"b\": [\n\n2]}".utf8), file: "f.json")
        try scanner.scanValue()
        let members = try #require(scanner.value(at: 0).members)
        #expect(scanner.value(at: 0).line == 2)
        #expect(members.map(\.value.line) == [4, 4])
        #expect(scanner.line == 6)
    }

    @Test func `nest 512 deep and no deeper`() {
        #expect(failure(String(repeating: "[", count: 512) + String(repeating: "]", count: 512)) == nil)
        #expect(failure(String(repeating: "[", count: 513)) == "f.json:1: values are nested more than 512 deep")
        #expect(
            failure(String(repeating: #"{"a":"#, count: 100_000)) == "f.json:1: values are nested more than 512 deep")
    }

    @Test func `report names that an object has twice`() throws {
        var scanner = JSONScanner(
            Array("{\"a\": {\"x\": 1, \"x\": 2},\n\"\\u0061\": 3, \"A\": 4}".utf8), file: "f.json")
        try scanner.scanValue()
        #expect(scanner.duplicates.map(\.name) == ["x", "a"])
        #expect(scanner.duplicates.map(\.line) == [1, 2])
    }

    @Test func `with many members take no quadratic time`() throws {
        let members = (0..<20_000).map { "\"k\($0)\":1" } + ["\"k7\":2"]
        var scanner = JSONScanner(Array("{\(members.joined(separator: ","))}".utf8), file: "f.json")
        try scanner.scanValue()
        #expect(scanner.duplicates.map(\.name) == ["k7"])
    }
}
