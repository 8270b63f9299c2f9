import RuleSyntax
import RuleText
import Testing

@Suite struct `Nesting` {
    /// Every form that can hold itself, nested so many times.
    static func forms(_ depth: Int) -> [String] {
        func repeated(_ text: String) -> String { String(repeating: text, count: depth) }
        return [
            repeated("(") + "a" + repeated(")"),
            repeated("[") + "a" + repeated("]"),
            repeated("not ") + "a",
            repeated("- ") + "a",
            repeated("a otherwise ") + "a",
            repeated("a + ") + "a",
            repeated("a * ") + "a",
            "a" + repeated(".b"),
            repeated("abs(") + "a" + repeated(")"),
            repeated("count(a where ") + "b" + repeated(")"),
            repeated("any a where ") + "b",
            repeated("sum(") + "a" + repeated(" of b)"),
        ]
    }

    @Test func `of 256 levels is read`() {
        for form in Self.forms(256) {
            #expect(codes(Array("define x = \(form)\ndefine y = 1".utf8)) == [], "\(form.prefix(20))")
        }
    }

    @Test func `of more levels is one mistake`() {
        for depth in [257, 300, 5_000] {
            for form in Self.forms(depth) {
                #expect(
                    codes(Array("define x = \(form)\ndefine y = 1".utf8)) == ["E0206"], "\(form.prefix(20)) \(depth)")
            }
        }
    }

    @Test func `without an end is one mistake`() {
        for form in [
            "(", "[", "not ", "-", "abs(", "any a where (", "a + (", "a otherwise (", "{", "list of ", "a.(", "sum(",
        ] {
            let text = "define x = " + String(repeating: form, count: 20_000)
            #expect(codes(Array(text.utf8)).count <= 2, "\(form)")
        }
    }

    @Test func `of one kind inside another counts too`() {
        let sums = String(repeating: "a + ", count: 200)
        let parentheses = String(repeating: "(", count: 200)
        let text = "define x = \(parentheses)a\(String(repeating: " + 1)", count: 200)) + \(sums)a"
        #expect(codes(Array(text.utf8)) == ["E0206"])
    }

    @Test func `is not made by long lists of terms`() {
        let terms = String(repeating: "a and ", count: 20_000)
        let others = String(repeating: "a == b or ", count: 20_000)
        let elements = String(repeating: "1, ", count: 20_000)
        #expect(codes(Array("define x = \(terms)a\ndefine y = \(others)a\ndefine z = [\(elements)1]".utf8)) == [])
    }

    @Test func `of types is bounded`() {
        func entity(_ depth: Int) -> [UInt8] {
            Array("entity e key id { id \(String(repeating: "list of ", count: depth))text }".utf8)
        }
        #expect(codes(entity(256)) == [])
        #expect(codes(entity(257)) == ["E0206"])
        #expect(codes(entity(50_000)) == ["E0206"])
    }
}
