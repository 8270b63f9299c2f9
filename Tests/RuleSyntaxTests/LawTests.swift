import RuleSyntax
import RuleText
import TestSupport
import Testing

@Suite struct `Any bytes` {
    /// Parses what may be no program at all, and looks at what has to hold of every answer.
    private func parses(_ bytes: [UInt8]) -> Bool {
        let parsed = parse(SourceFile(name: "test", bytes: bytes), index: FileIndex(0))
        return parsed.diagnostics.count <= 1_000
            && parsed.diagnostics.allSatisfy {
                $0.span.start <= $0.span.end && Int($0.span.end) <= bytes.count && !$0.message.contains("\n")
            }
    }

    @Test func `can be parsed`() {
        var random = SeededRandom(seed: 1)
        for round in 0..<1_500 {
            let bytes = random.bytes(count: random.below(80))
            #expect(parses(bytes), "round \(round): \(bytes)")
        }
    }

    private static let words =
        Keyword.allCases.map(\.spelling) + Token.Kind.allCases.compactMap(\.spelling)
        + [
            "device", "x", "`rule`", "`", "60", "0.5", "1e3", "2026-11-23", "2026-02-30", "7d", "3months", "\"text\"",
            "\"{x}\"", "\"{\"", "\"{{}}}\"", "\"\\q", "/re/", "//", "/*", "#", "\n", "\r\n", "\r", ";", "'a'", "“a”",
            "&&",
            "!", "=>", "é", "\u{202E}", "\u{A0}", "NOT", "Rule", "thne", "|", "≥",
        ]

    @Test func `made of the language's words can be parsed`() {
        var random = SeededRandom(seed: 2)
        for round in 0..<2_500 {
            var text = ""
            for _ in 0..<random.below(40) { text += random.pick(Self.words) + random.pick([" ", " ", "\n", ""]) }
            #expect(parses(Array(text.utf8)), "round \(round): \(text)")
        }
    }

    @Test func `cut off anywhere can be parsed`() {
        let bytes = Array(Sample.program.utf8)
        for length in stride(from: 0, to: bytes.count, by: 3) {
            #expect(parses(Array(bytes[..<length])), "cut at \(length)")
        }
    }

    @Test func `with one byte changed can be parsed`() {
        var random = SeededRandom(seed: 3)
        let bytes = Array(Sample.program.utf8)
        for round in 0..<1_000 {
            var changed = bytes
            let place = random.below(bytes.count)
            if random.oneIn(2) { changed[place] = UInt8(random.below(256)) } else { changed.remove(at: place) }
            #expect(parses(changed), "round \(round), byte \(place)")
        }
    }

    @Test(arguments: [
        "(", ")", "[", "{", "}", "\"", "'", "`", "` `", "''", "“a”", "/", "\\/,", "/**/", "/* ", "//", "#", "not ", "-",
        "- ",
        "+", "a+", "a and ", "a or ", "any ", "any a where ", "count(", "sum(", "a.", ".", "..", "a otherwise ", "1",
        "1_",
        "1.", "0x", "1d", "é", "\u{202E}", "\u{FEFF}", "&&", "rule ", "rule a when ", "when ", "then ", "when a then ",
        "when a then raise low \"{", "require ", "for ", "entity a { ", "entity a key b { c list of ", "list of ",
        "a < ", "a | ",
        "test \"\" { ", "given ", "expect ", "param a = ", "define a = ", "waive a ", "until ", ",", "a,",
        "a matches /", "\n",
        "\r", "\r\n", "because \"", "with a = ", "\u{0}", "is ", "in ", "between ", "a == ", "x in 1..", "\\",
    ])
    func `repeated are read in linear time`(part: String) {
        for lead in ["", "when ", "when a then require b because \""] {
            var bytes = Array(lead.utf8)
            let part = Array(part.utf8)
            while bytes.count < 20_000 { bytes += part }
            let clock = ContinuousClock()
            let time = clock.measure { #expect(parses(bytes)) }
            // Where every byte looked at all before it, this much would take seconds.
            #expect(time < .seconds(2), "\(lead)\(String(decoding: part, as: UTF8.self))")
        }
    }
}

@Suite struct `Line breaks and blanks` {
    @Test func `mean nothing`() {
        func tree(_ text: String) -> String {
            let parsed = parse(SourceFile(name: "test", text: text), index: FileIndex(0))
            #expect(parsed.diagnostics.map(\.message) == [], "\(text.prefix(60))")
            return parsed.tree.declarations.map { outline(of: $0) }.joined(separator: "\n")
        }
        let lines = Sample.program.split(separator: "\n").map { $0.prefix { $0 != "#" } }
        let expected = tree(Sample.program)
        #expect(tree(lines.joined(separator: " ")) == expected)
        #expect(tree(lines.joined(separator: "\r\n")) == expected)
        #expect(tree("\u{FEFF}" + Sample.program) == expected)
        #expect(
            tree(Sample.program.split(separator: "\n").map { $0.drop { $0 == " " } }.joined(separator: "\n"))
                == expected)
        // Every blank is a line break; texts keep theirs.
        var isText = false
        let broken = String(
            lines.joined(separator: " ").map { character in
                if character == "\"" { isText.toggle() }
                return character == " " && !isText ? "\n" : character
            })
        #expect(tree(broken) == expected)
    }
}
