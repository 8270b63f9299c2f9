import Foundation
import RuleAnalysis
import RuleCompiler
import RuleData
import RuleEngine
import RulePlan
import RuleSyntax
import RuleTesting
import RuleText
import Testing

@Suite struct `The packs` {
    @Test func `check without a word, lints about style included`() throws {
        let compilation = compile(try Packs.files(), isStrict: true).analyzed(isStrict: true)
        let shown = DiagnosticText(files: compilation.files).rendered(compilation.diagnostics)
        #expect(compilation.diagnostics.isEmpty, "\(shown)")
    }

    @Test func `stand in canonical form, and so does the standard model`() throws {
        for file in try Packs.files() + [.standardModel] {
            let parsed = parse(file, index: FileIndex(0))
            let isLaidOut = CanonicalLayout.of(file, parsed.tree) == file.bytes
            #expect(isLaidOut, "'secops-rules fmt \(file.name)' lays it out")
        }
    }

    @Test func `pass their tests, which make every rule fire and keep it quiet`() throws {
        let plan = try Packs.plan()
        let report = TestRunner(plan, timeZone: { _ in nil }).report(coverageOf: plan.rules.indices.map(RuleID.init))
        #expect(report.results.filter { !$0.hasPassed }.map(\.title) == [])
        let coverage = try #require(report.coverage)
        #expect(coverage.filter { !$0.isShown }.map(\.rule) == [])
        #expect(
            coverage.flatMap { rule in rule.conditions.filter { !$0.isShown }.map { "\(rule.rule): \($0.text)" } } == []
        )
    }

    @Test func `have forty rules and more beyond the guide`() throws {
        let count = try Packs.rules().count { $0.location.file.contains("/beyond-the-guide/") }
        #expect(count >= 40)
    }

    @Test func `say of every rule what it does and why`() throws {
        for rule in try Packs.rules() {
            #expect(rule.because != nil, "\(rule.name)")
            #expect(rule.title != nil, "\(rule.name)")
        }
    }

    @Test func `are listed in their README, rule by rule`() throws {
        let text = try Repository.text(of: "rules/README.md")
        // Rules stand in the second column of the guide's table, and in the first of the others.
        var named: Set<String> = []
        for line in text.split(separator: "\n") where line.hasPrefix("|") {
            let cells = line.split(separator: "|", omittingEmptySubsequences: false)
            let names = cells.count > 4 ? cells[2] : cells[1]
            named.formUnion(names.matches(of: /`([a-z_]+)`/).map { String($0.output.1) })
        }
        let rules = Set(try Packs.rules().map(\.name))
        #expect(named.subtracting(rules).sorted() == [], "the README names rules that are not there")
        #expect(rules.subtracting(named).sorted() == [], "the README leaves out rules")
    }

    @Test func `ask for every action that the model declares, or for what it reverses`() throws {
        let plan = try Packs.plan()
        var asked: Set<ActionID> = []
        for rule in plan.rules {
            for case .run(let action, _, _, _, _) in rule.effects { asked.insert(action) }
        }
        let left = plan.schema.actions.indices.map(ActionID.init).filter { !asked.contains($0) }
        // What undoes an action is for people who decided wrongly; the rest is of the portal, and needs a person's judgement.
        let forPeople = Set([
            "release_from_containment", "restrict_app_execution", "unrestrict_app_execution",
            "collect_investigation_package",
            "offboard", "restore_registry_key", "start_service", "enable_driver", "restore_scheduled_task",
            "enable_account",
        ])
        #expect(Set(left.map { plan.schema[$0].name }) == forPeople)
    }
}

@Suite struct `The sample estate` {
    private let outcome: Outcome
    private let plan: Plan
    private let data: Dataset
    private let context: RunContext

    init() throws {
        plan = try Packs.plan()
        let now = try #require(Instant(iso8601: "2026-11-23T09:00:00Z"))
        data = try Packs.sampleEstate(for: plan)
        context = RunContext(now: now)
        outcome = RuleEngine.run(plan, on: data, in: context)
    }

    @Test func `comes to the same row by row and over columns, and when rows are only counted`() {
        let rowByRow = RuleRun(plan, on: data, in: context).outcome()
        let columnar = ColumnarOptions(minimumRowCount: 0)
        #expect(RuleEngine.run(plan, on: data, in: context, columnar: columnar) == rowByRow)
        let tallies = RuleTallies(plan, on: data, in: context, columnar: columnar)
        #expect(tallies.rules == rowByRow.rules)
        #expect(tallies.data == rowByRow.data)
        // Else waivers, and rules for the first N, would not have been looked at.
        #expect(rowByRow.rules.contains { $0.waived > 0 } && rowByRow.rules.contains { $0.undetermined > 0 })
        #expect(plan.rules.contains { $0.subject?.top != nil })
    }

    @Test func `shows every kind of item`() {
        for kind in [WorkItem.Kind.task, .action, .finding, .notification] {
            #expect(outcome.items.contains { $0.kind == kind }, "\(kind)")
        }
        for approval in ["automatic", "required", "held"] {
            #expect(outcome.items.contains { $0.approval?.rawValue == approval }, "\(approval)")
        }
        for cause in ["limit", "conflict"] {
            #expect(outcome.items.contains { $0.heldBecause?.rawValue == cause }, "\(cause)")
        }
    }

    @Test func `shows what stands beside items`() {
        #expect(!outcome.undetermined.isEmpty)
        #expect(!outcome.waived.isEmpty)
        #expect(!outcome.forbidden.isEmpty)
        #expect(!outcome.conflicts.isEmpty)
        #expect(!outcome.expiredWaivers.isEmpty)
        #expect(outcome.unusedWaivers.isEmpty)
    }

    @Test func `has data for every entity but the history, and problems with it`() {
        #expect(outcome.data.filter { $0.rows == nil }.map(\.entity) == ["task_history"])
        let codes = Set(outcome.data.flatMap(\.problems).map(\.code))
        #expect(codes.isSuperset(of: [.duplicateKey, .unknownValue, .rowWithoutKey, .danglingReference]))
    }
}

enum Packs {
    static func paths(under directory: String) throws -> [String] {
        try FileManager.default.subpathsOfDirectory(atPath: Repository.root.appending(path: directory).path)
            .sorted().map { "\(directory)/\($0)" }
            .filter {
                try Repository.root.appending(path: $0).resourceValues(forKeys: [.isRegularFileKey]).isRegularFile
                    == true
            }
    }

    static func files() throws -> [SourceFile] {
        try paths(under: "rules").filter { $0.hasSuffix(".secrule") }
            .map { SourceFile(name: $0, text: try Repository.text(of: $0)) }
    }

    static func plan() throws -> Plan {
        let compiled = compile(try files()).plan
        return try #require(compiled)
    }

    /// The data of the made-up company, read as a plan's model has it.
    static func sampleEstate(for plan: Plan) throws -> Dataset {
        var reader = DataReader(schema: plan.schema)
        for file in try paths(under: "rules/sample-estate") {
            try reader.read(Array(Data(contentsOf: Repository.root.appending(path: file))), name: file)
        }
        return reader.finish()
    }

    static func rules() throws -> [PlanRule] { try plan().rules }
}
