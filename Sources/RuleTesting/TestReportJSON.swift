import RulePlan
import RuleText

/// Test results for other programs: `{"format": 1, "passed": 11, "failed": 1, "tests": […], "coverage": null | {…}}`.
package struct TestReportJSON: Sendable {
    package init() {}

    package func rendered(_ report: TestReport) -> String {
        JSONValue.object([
            ("format", .integer(1)), ("passed", .integer(report.passedCount)), ("failed", .integer(report.failedCount)),
            ("tests", .list(report.results.map(test))), ("coverage", report.coverage.map(coverage) ?? .null),
        ]).pretty
    }

    private func test(_ test: TestResult) -> JSONValue {
        .object([
            ("test", .text(test.title)), ("file", .text(test.location.file)), ("line", .integer(test.location.line)),
            ("rules", .list(test.rules.map(JSONValue.text))), ("passed", .boolean(test.hasPassed)),
            ("failures", .list(test.failures.map(failure))),
        ])
    }

    private func failure(_ failure: TestFailure) -> JSONValue {
        .object([
            ("file", .text(failure.location.file)), ("line", .integer(failure.location.line)),
            ("message", .text(failure.message)),
            (
                "notes",
                .list(failure.notes.map { .object([("label", .text($0.label)), ("text", .text($0.text))]) })
            ),
        ])
    }

    private func coverage(_ coverage: [RuleCoverage]) -> JSONValue {
        .object([
            ("rules", .integer(coverage.count)), ("shownRules", .integer(coverage.shownRuleCount)),
            ("conditions", .integer(coverage.conditionCount)),
            ("shownConditions", .integer(coverage.shownConditionCount)), ("byRule", .list(coverage.map(rule))),
        ])
    }

    private func rule(_ rule: RuleCoverage) -> JSONValue {
        .object([
            ("rule", .text(rule.rule)), ("file", .text(rule.location.file)), ("line", .integer(rule.location.line)),
            ("fires", .boolean(rule.fired)), ("quiet", .boolean(rule.wasQuiet)),
            (
                "conditions",
                .list(
                    rule.conditions.map {
                        .object([
                            ("text", .text($0.text)), ("true", .boolean($0.wasTrue)), ("false", .boolean($0.wasFalse)),
                        ])
                    })
            ),
        ])
    }
}
