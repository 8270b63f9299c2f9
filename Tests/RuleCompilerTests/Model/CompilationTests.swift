import RuleCompiler
import RulePlan
import RuleText
import Testing

@Suite struct `A compilation` {
    private let first = SourceFile(name: "a.secrule", text: "param one = 1\nrole admin\n")
    private let second = SourceFile(name: "b.secrule", text: "rule r when one > 0 then notify admin \"x\"\n")

    @Test func `does not depend on the order of files`() {
        let one = compile([first, second])
        let other = compile([second, first])
        #expect(one.plan != nil)
        #expect(one.plan == other.plan)
        #expect(one.files.map(\.name) == ["<standard model>", "a.secrule", "b.secrule"])
        #expect(other.files.map(\.name) == one.files.map(\.name))
    }

    @Test func `has no plan where the program has errors`() {
        let compilation = compile([first, SourceFile(name: "b.secrule", text: "role admin")])
        #expect(compilation.plan == nil)
        #expect(compilation.diagnostics.map(\.code) == [.duplicateDeclaration])
        #expect(compilation.diagnostics.flatMap(\.notes).map(\.span.file) == [FileIndex(1)])
        #expect(compilation.diagnostics.map(\.span.file) == [FileIndex(2)])
    }

    @Test func `reads the standard model without a mistake`() throws {
        let compilation = compile([])
        #expect(compilation.diagnostics == [])
        let schema = try #require(compilation.plan?.schema)
        let device = try #require(schema.entity(named: "device"))
        #expect(schema[device].key == [schema[device].field(named: "id")])
        #expect(schema.scores.contains { $0.name == "exposure_score" && $0.direction == .lowerIsBetter })
        #expect(schema.actions.contains { $0.name == "isolate" && $0.target == device })
    }

    @Test func `takes another model in the standard one's place`() throws {
        let model = SourceFile(name: "mine.secrule", text: "score mood number")
        let plan = try #require(
            compile([SourceFile(name: "a.secrule", text: "define good = mood > 1")], model: model).plan)
        #expect(plan.schema.scores.map(\.name) == ["mood"])
        #expect(plan.schema.entities == [])
    }

    @Test func `names a rule without a head by its file and line`() throws {
        let file = SourceFile(
            name: "rules/a.secrule", text: "# first\n\nwhen exposure_score > 60 then require improve_score daily\n")
        let plan = try #require(compile([file]).plan)
        #expect(plan.rules.map(\.name) == ["rules/a.secrule:3"])
        #expect(plan.rules.map(\.location) == [SourceLocation(file: "rules/a.secrule", line: 3)])
    }

    @Test func `reports so many errors of a file and no more, and every warning may be followed by an error`() {
        let wrong = (0..<1_200).map { "define a\($0) = nowhere\($0)" }.joined(separator: "\n")
        let doubtful = (0..<1_200).map { "define b\($0) = 1 > 2 and true" }.joined(separator: "\n")
        let compilation = compile([
            SourceFile(name: "a.secrule", text: wrong),
            SourceFile(name: "b.secrule", text: doubtful + "\ndefine last = nowhere"),
        ])
        #expect(compilation.plan == nil)
        let counts = Dictionary(grouping: compilation.diagnostics) {
            [Int($0.span.file.rawValue), $0.severity == .error ? 0 : 1]
        }
        .mapValues(\.count)
        #expect(counts == [[1, 0]: 1_000, [2, 0]: 1, [2, 1]: 1_000])
    }
}
