import RuleAnalysis
import RuleCompiler
import RuleData
import RuleEngine
import RulePlan
import RuleText
import Testing

/// The examples of the manual's entries: the wrong one gives what it explains and nothing else, the right one nothing.
@Suite struct `The examples of diagnostics` {
    @Test(arguments: DiagnosticCode.allCases)
    func `give exactly the code, or nothing`(code: DiagnosticCode) throws {
        let entry = code.explanation
        #expect(try found(in: entry.wrong, strict: code.isStrict) ?? [code] == [code], "the wrong example")
        // What is wrong with the sample rows beside the point of the example is wrong in both.
        #expect(try !(found(in: entry.right, strict: code.isStrict) ?? []).contains(code), "the right example")
        if case .rules = entry.right {
            #expect(try found(in: entry.right, strict: code.isStrict) == [], "the right example")
        }
    }

    @Test func `are something to try for all but a few codes`() {
        let inWords = DiagnosticCode.allCases.filter {
            if case .words = $0.explanation.wrong { true } else { false }
        }
        #expect(inWords == [.invalidUTF8, .fileTooLarge, .nestingTooDeep, .notText, .duplicateScore])
    }

    /// The codes that an example gives, each once; nothing where it is told in words.
    private func found(in example: DiagnosticExplanation.Example, strict: Bool) throws -> Set<DiagnosticCode>? {
        switch example {
        case .words: return nil
        case .rules(let source):
            let compilation = compile([SourceFile(name: "example.secrule", text: source)], isStrict: strict)
                .analyzed(isStrict: strict)
            return Set(compilation.diagnostics.map(\.code))
        case .history(let line):
            return Set(HistoryReading(Array(line.utf8), name: "history.ndjson").problems.map(\.code))
        case .data(let file, let content):
            let plan = try #require(compile([]).plan)
            var reader = DataReader(schema: plan.schema)
            do { try reader.read(Array(#"[{"id": "d1"}]"#.utf8), name: "devices.json", as: "device") } catch {
                return [error.code]
            }
            // The example stands alone, but for alerts, which need devices to belong to.
            if file != "alerts.json" { reader = DataReader(schema: plan.schema) }
            do { try reader.read(Array(content.utf8), name: file) } catch { return [error.code] }
            let now = try #require(Instant(iso8601: "2026-11-23T09:00:00Z"))
            let outcome = run(plan, on: reader.finish(), in: RunContext(now: now))
            return Set(outcome.data.flatMap(\.problems).map(\.code))
        }
    }
}
