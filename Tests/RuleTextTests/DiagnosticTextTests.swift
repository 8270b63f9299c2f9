import RuleText
import TestSupport
import Testing

/// A span of the first place of `part` in the file's text.
func span(_ part: String, in file: SourceFile, at place: Int = 0) -> SourceSpan {
    let text = file.bytes
    let part = Array(part.utf8)
    let start = (0...text.count).first { text[$0...].starts(with: part) } ?? 0
    return SourceSpan(file: FileIndex(place), start: start, end: start + part.count)
}

@Suite struct `Diagnostics shown as text` {
    private let rules = SourceFile(
        name: "rules/daily.secrule",
        text: """
            rule scan "Scan"
              for device
              when risklevel >= high and
                not isolated or
                managed
              then run antivirus_scan on device

            """)

    private func render(_ text: String, _ part: String, isColored: Bool = false) -> String {
        let file = SourceFile(name: "a.secrule", text: text)
        let diagnostic = Diagnostic(.unknownField, at: span(part, in: file), "what was found")
        return DiagnosticText(files: [file], isColored: isColored).rendered(diagnostic)
    }

    @Test func `point at the place, at further places, and help`() {
        let model = SourceFile(
            name: "rules/model.secrule", text: String(repeating: "\n", count: 99) + "entity device {\n")
        var diagnostic = Diagnostic(
            .unknownField, at: span("risklevel", in: rules), "'device' has no field 'risklevel'",
            notes: [.init("'device' is declared here", at: span("device", in: model, at: 1))])
        diagnostic.suggest(
            "did you mean 'risk_level'?", replacing: diagnostic.span, with: "risk_level", .safe)
        let warning = Diagnostic(.unknownName, at: span("then", in: rules), "a warning", severity: .warning)
        let text = DiagnosticText(files: [rules, model]).rendered([warning, diagnostic])
        #expect(Golden("diagnostics.txt").difference(from: text) == nil)
        let colored = DiagnosticText(files: [rules, model], isColored: true).rendered([warning, diagnostic])
        #expect(Golden("diagnostics-colored.txt").difference(from: colored) == nil)
    }

    @Test func `show the ends of a span of several lines`() {
        let file = rules
        let long = span("risklevel >= high and\n    not isolated or\n    managed", in: file)
        let short = span("isolated or\n    managed", in: file)
        let text = DiagnosticText(files: [file]).rendered([
            Diagnostic(.neverTrue, at: long, "never true"), Diagnostic(.neverTrue, at: short, "never true"),
        ])
        #expect(Golden("several-lines.txt").difference(from: text) == nil)
    }

    @Test func `underline to the line's end where a span ends with the line break`() {
        #expect(render("ab cd\n  ef", "cd\n  ").hasSuffix("1 | ab cd\n  |    ^^\n"))
    }

    @Test func `mark an empty span with one caret`() {
        #expect(render("ab", "").hasSuffix("1 | ab\n  | ^\n"))
        let file = SourceFile(name: "a.secrule", text: "ab\n")
        for (offset, caret) in [(2, "1 | ab\n  |   ^\n"), (3, "2 |\n  | ^\n")] {
            let span = SourceSpan(file: FileIndex(0), start: offset, end: offset)
            let text = DiagnosticText(files: [file]).rendered(Diagnostic(.unclosedBracket, at: span, "x"))
            #expect(text.hasSuffix(caret))
        }
    }

    @Test func `expand tabs so that underlines match`() {
        #expect(render("\ta\tbc", "bc").hasSuffix("1 |     a   bc\n  |         ^^\n"))
    }

    @Test func `give wide characters two columns and combining marks none`() {
        #expect(render("名前 x", "x").hasSuffix("1 | 名前 x\n  |      ^\n"))
        #expect(render("名前 x", "前").hasSuffix("1 | 名前 x\n  |   ^^\n"))
        #expect(render("e\u{301}x", "x").hasSuffix("1 | e\u{301}x\n  |  ^\n"))
    }

    @Test func `never send a control character to the terminal`() {
        let text = render("a\u{1B}[31m \u{202E}x\u{9B}", "x")
        #expect(text.hasSuffix("1 | a␛[31m <U+202E>x<U+009B>\n  |                ^\n"))
        let file = SourceFile(name: "a\u{1B}c", text: "x")
        let named = DiagnosticText(files: [file]).rendered(
            Diagnostic(.unknownName, at: span("x", in: file), "no \u{07}", help: "use \r"))
        #expect(!named.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" })
    }

    @Test func `show a window of a very long line`() {
        let text = render(
            String(repeating: "a ", count: 500_000) + "here" + String(repeating: " b", count: 500_000), "here")
        #expect(text.utf8.count < 1000)
        #expect(Golden("long-line.txt").difference(from: text) == nil)
        let wide = render(String(repeating: "é", count: 5000) + "x", String(repeating: "é", count: 5000))
        #expect(wide.utf8.count < 1000)
    }

    @Test func `show bytes that are no text`() {
        let file = SourceFile(name: "a.secrule", bytes: [0x61, 0xFF, 0xE2, 0x82, 0x62])
        let span = SourceSpan(file: FileIndex(0), start: 1, end: 2)
        let text = DiagnosticText(files: [file]).rendered(Diagnostic(.invalidUTF8, at: span, "no text"))
        #expect(text.hasSuffix("1 | a\u{FFFD}\u{FFFD}b\n  |  ^\n"))
    }

    @Test func `survive spans that the files do not have`() {
        let file = SourceFile(name: "a.secrule", text: "ab")
        for span in [
            SourceSpan(file: FileIndex(5), start: 0, end: 1), SourceSpan(file: FileIndex(0), start: 50, end: 60),
        ] {
            let diagnostic = Diagnostic(.unknownName, at: span, "lost", notes: [.init("n", at: span)])
            #expect(DiagnosticText(files: [file]).rendered(diagnostic).hasPrefix("error[E0302]: lost\n"))
            #expect(DiagnosticJSON(files: [file]).rendered([diagnostic]).contains("\"lost\""))
        }
    }

    @Test func `show any bytes and any spans without harm`() {
        let seed = UInt64.random(in: 0...UInt64.max)
        var state = seed
        func next(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        let pieces: [[UInt8]] = [
            [0x0A], [0x0D], [0x0D, 0x0A], [0x09], [0x20], [0x61], [0x1B], [0x00], [0x9B], [0xFF], [0xE2, 0x82], [0xC3],
            Array("é".utf8), Array("名".utf8), Array("\u{301}".utf8), Array("\u{202E}".utf8), Array("\u{1F600}".utf8),
            Array(repeating: 0x78, count: 150), [0xEF, 0xBB, 0xBF],
        ]
        for _ in 0..<300 {
            let bytes = (0..<next(30)).flatMap { _ in pieces[next(pieces.count)] }
            let file = SourceFile(name: "f", bytes: bytes)
            let start = next(bytes.count + 3)
            let span = SourceSpan(file: FileIndex(0), start: start, end: start + next(bytes.count + 3))
            let text = DiagnosticText(files: [file]).rendered(Diagnostic(.unknownName, at: span, "x"))
            #expect(text.contains("^"), "seed \(seed), bytes \(bytes), span \(span)")
            #expect(
                !text.unicodeScalars.contains { $0.isUnsafeToShow && $0 != "\n" },
                "seed \(seed), bytes \(bytes), span \(span)")
        }
    }
}
