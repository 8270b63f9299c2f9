import RuleEngine
import RulePlan
import RuleReports
import RuleText

/// Prints the manual entry of a diagnostic, or why a rule fired, did not, or was undetermined.
struct ExplainCommand: Command {
    static let description = CommandDescription(
        name: "explain",
        summary: "prints the manual entry of a diagnostic, or why a rule fired or did not",
        operands: "CODE | [PATH…] --rule NAME",
        discussion: """
            With a code, prints what the manual says of it. With '--rule', reads the rules under the paths (default: rules)
            and the data, and prints what every part of that rule's condition came to: for one row with '--on', else for
            how many rows it fires.
            """,
        options: [
            .value("rule", "NAME", "the rule to explain"),
            .value("on", "ENTITY=KEY", "the row to explain it for, by its key or its name"),
        ] + RunArguments.options + [.model, .set],
        exits: [
            .init(code: 0, meaning: "printed"),
            .init(code: 1, meaning: "the rules have errors"),
            .init(code: 2, meaning: "a usage error, or there is no such code, rule or row"),
            .init(code: 3, meaning: "the data could not be read"),
        ],
        examples: [
            .init(command: "secops-rules explain E0301", meaning: "what an unknown field is, with examples"),
            .init(
                command: "secops-rules explain rules --rule scan_risky_devices --on device=PC-1 --data exports",
                meaning: "why that device is scanned, or isn't"),
        ])

    private enum Question {
        case code(DiagnosticCode)
        case rule(RuleQuestion)
    }

    private let question: Question

    init(_ arguments: Arguments) throws(CommandFailure) {
        if let rule = arguments["rule"] {
            question = .rule(try RuleQuestion(rule, arguments))
        } else {
            question = .code(try Self.code(arguments))
        }
    }

    func run(in environment: Environment) throws(CommandFailure) -> ExitCode {
        switch question {
        case .code(let code):
            try environment.print(code.explanationMarkdown)
            return .success
        case .rule(let question):
            return try question.answer(in: environment)
        }
    }

    private static func code(_ arguments: Arguments) throws(CommandFailure) -> DiagnosticCode {
        for option in description.options.map(\.name) where arguments.has(option) {
            throw CommandFailure("'--\(option)' needs the rule to explain; say --rule NAME")
        }
        guard let text = arguments.operands.first else {
            throw CommandFailure("'explain' needs the code of a diagnostic, like E0301, or --rule NAME")
        }
        if arguments.operands.count > 1, let extra = arguments.operands.last {
            throw CommandFailure("'explain' takes one CODE, so '\(extra)' is one too many; rules need --rule NAME")
        }
        guard let code = DiagnosticCode(rawValue: text.uppercased()) else {
            let codes = DiagnosticCode.allCases.map(\.rawValue)
            let hint = NearestSpelling.nearest(to: text, among: codes).map { "did you mean '\($0)'?" }
            throw CommandFailure("there is no code '\(text)'; \(hint ?? "codes are like E0301, as 'check' shows them")")
        }
        return code
    }
}

/// Why a rule did what it did, for a row or for all of them.
private struct RuleQuestion {
    private let rule: String
    private let entity: String?
    private let key: String
    private let arguments: RunArguments

    init(_ rule: String, _ arguments: Arguments) throws(CommandFailure) {
        self.rule = rule
        self.arguments = try RunArguments(arguments)
        guard let row = arguments["on"] else {
            entity = nil
            key = ""
            return
        }
        let parts = row.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, let first = parts.first, let last = parts.last else {
            throw CommandFailure("'\(row)' names no row; write it like --on device=KEY")
        }
        entity = String(first)
        key = String(last)
    }

    func answer(in environment: Environment) throws(CommandFailure) -> ExitCode {
        guard let input = try arguments.input(in: environment) else { return .findings }
        guard let place = input.plan.rules.firstIndex(where: { $0.name == rule }) else {
            let hint = NearestSpelling.nearest(to: rule, among: input.plan.rules.map(\.name))
            throw CommandFailure(
                "there is no rule '\(rule)'; \(hint.map { "did you mean '\($0)'?" } ?? "'secops-rules plan' lists them")"
            )
        }
        let id = RuleID(place)
        let run = RuleRun(input.plan, on: input.data, in: input.context, rules: [id])
        let explainer = RuleExplainer(id, of: run.outcome(), in: run)
        let text = ExplanationText(isColored: environment.isOutputColored)
        if entity != nil {
            let row = try row(explainer, input.plan, input.plan[id])
            try environment.print(text.rendered(explainer.explanation(for: row)))
        } else if let rowCount = explainer.rowCount {
            try environment.print(text.rendered(explainer.survey, of: input.plan[id], rowCount: rowCount, input.plan))
        } else {
            try environment.print(text.rendered(explainer.explanation()))
        }
        return .success
    }

    private func row(_ explainer: RuleExplainer, _ plan: Plan, _ rule: PlanRule) throws(CommandFailure) -> Int? {
        guard let subject = rule.subject else {
            throw CommandFailure("'\(rule.name)' speaks of the whole organisation, not of rows; leave out '--on'")
        }
        let name = plan.schema[subject.entity].name
        guard entity == name else {
            throw CommandFailure("'\(rule.name)' is for '\(name)'; say --on \(name)=KEY")
        }
        // Without data there is nothing to tell one row from another.
        guard explainer.rowCount != nil else { return nil }
        guard let row = explainer.row(called: key) else {
            throw CommandFailure("the data has no \(name) '\(key)'; leave out '--on' to see which there are")
        }
        return row
    }
}
