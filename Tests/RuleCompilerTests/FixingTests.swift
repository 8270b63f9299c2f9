import RuleCompiler
import RuleSyntax
import RuleText
import TestSupport
import Testing

@Suite struct `Fixing a program` {
    private static let model = SourceFile(
        name: "<model>",
        text: """
            entity device key id { id text name text risk none < low < high seen time }
            score exposure number 0..100
            task check on device task improve action scan on device role admin
            """)

    private func fixed(_ files: [String: String], isStrict: Bool = false) -> ProgramFixer.Result {
        ProgramFixer(model: Self.model, isStrict: isStrict)
            .fixed(files.map { SourceFile(name: $0.key, text: $0.value) })
    }

    private func text(_ result: ProgramFixer.Result, _ name: String = "a.secrule") -> String? {
        result.compilation.files.first { $0.name == name }.map { String(decoding: $0.bytes, as: UTF8.self) }
    }

    @Test func `mends what has one likely intent, and what comes to light by that`() {
        // The grammar's mistake hides those of the names.
        let result = fixed([
            "a.secrule":
                "for device when rsk = \"high\" && nam != \"x\" then run scn on device  # keep = && \"high\"\n",
            "b.secrule": "when exposure = 3 then require improve\n",
        ])
        #expect(
            text(result)
                == "for device when risk == high and name != \"x\" then run scan on device  # keep = && \"high\"\n")
        #expect(text(result, "b.secrule") == "when exposure == 3 then require improve\n")
        #expect(result.compilation.plan != nil)
        #expect(result.fixCounts == ["a.secrule": 6, "b.secrule": 1])
        #expect(result.fixCount == 7)
    }

    @Test func `leaves alone what may mean something else, and what has no fix`() {
        let source = "when exposure > 3 then require improve due 2026-11-23T10:00\nwhen xyzzy then require improve\n"
        let result = fixed(["a.secrule": source])
        #expect(result.compilation.diagnostics.contains { $0.fix?.applicability == .changesMeaning })
        #expect(text(result) == source)
        #expect(result.changedFiles.isEmpty)
    }

    @Test func `never changes the model`() {
        let model = SourceFile(name: "m.secrule", text: "entity device key id { id text == }; task check")
        let result = ProgramFixer(model: model, isStrict: false).fixed([])
        #expect(result.compilation.diagnostics.contains { $0.fix != nil })
        #expect(result.changedFiles.isEmpty)
    }

    @Test func `of fixes that overlap or meet takes the first`() {
        let file = SourceFile(name: "a", text: "abcdef")
        func fix(_ start: Int, _ end: Int, _ text: String) -> Diagnostic.Fix {
            Diagnostic.Fix(
                replacing: SourceSpan(file: FileIndex(1), start: start, end: end), with: text, .safe)
        }
        func applied(_ fixes: Diagnostic.Fix...) -> String {
            let (file, count) = file.applying(fixes)
            return "\(String(decoding: file.bytes, as: UTF8.self)) \(count)"
        }
        #expect(applied(fix(4, 5, "E"), fix(0, 1, "A")) == "AbcdEf 2")
        #expect(applied(fix(0, 3, "X"), fix(2, 4, "Y")) == "Xdef 1")
        #expect(applied(fix(2, 2, "X"), fix(2, 2, "X")) == "abXcdef 1")
        #expect(applied(fix(0, 2, "X"), fix(2, 2, "Y")) == "Xcdef 1")
        #expect(applied(fix(6, 6, "!"), fix(6, 9, "?")) == "abcdef! 1")
        #expect(applied(fix(0, 1, "a")) == "abcdef 0")
        #expect(applied() == "abcdef 0")
    }

    /// No damage is made worse, and there is nothing left to do a second time.
    @Test func `keeps its promises for programs that are damaged anyhow`() {
        let words = """
            rule one for device when risk == high and name == "x" then run scan on device , require check on device within 3d because "{name}"
            when exposure > 60 or not ( exposure == 3 ) then require improve daily
            = && " { } ; <> AND 3day risks "high" ( ] , is not missing != // =
            """.split(whereSeparator: \.isWhitespace).map(String.init)
        var fixCount = 0
        for seed in 1...150 as ClosedRange<UInt64> {
            var random = SeededRandom(seed: seed)
            var damaged = words.prefix(40).map { $0 }
            for _ in 0...Int.random(in: 0...6, using: &random) {
                let place = Int.random(in: damaged.indices, using: &random)
                let word = words.randomElement(using: &random) ?? ""
                if Bool.random(using: &random) { damaged[place] = word } else { damaged.insert(word, at: place) }
            }
            let file = SourceFile(name: "a.secrule", text: damaged.joined(separator: " "))
            let result = ProgramFixer(model: Self.model, isStrict: true).fixed([file])
            fixCount += result.fixCount
            let after = result.compilation.files[1]
            #expect(syntaxErrorCount(after) <= syntaxErrorCount(file), "seed \(seed)")
            let again = ProgramFixer(model: Self.model, isStrict: true).fixed([after])
            #expect(again.compilation.files[1].bytes == after.bytes, "seed \(seed)")
        }
        // Else there was nothing to keep promises about.
        #expect(fixCount > 50)
    }

    private func syntaxErrorCount(_ file: SourceFile) -> Int {
        parse(file, index: FileIndex(0)).diagnostics.count { $0.severity == .error }
    }
}
