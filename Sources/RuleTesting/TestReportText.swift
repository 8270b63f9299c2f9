import RulePlan
import RuleText

/// Test results for people: the failures, what no test shows, a line that sums up.
///
/// ```
/// failed: a risky device is scanned
///  --> rules/daily.secrule:30
///   line 36: expect run antivirus_scan on device "d1"
///       got: no such item
///       why: scan_risky_devices is quiet for device "d1": device.risk_level is medium, needs >= high; everything else holds
///
/// 11 passed, 1 failed
/// ```
package struct TestReportText: Sendable {
    private let isColored: Bool

    /// - Parameter isColored: Whether the text goes to a terminal that shows colours.
    package init(isColored: Bool = false) {
        self.isColored = isColored
    }

    /// Ends with a line break. No control character of the rules gets into it.
    package func rendered(_ report: TestReport) -> String {
        var result = ""
        for test in report.results where !test.hasPassed { result += failed(test) + "\n" }
        if let coverage = report.coverage { result += CoverageText(isColored: isColored).rendered(coverage) + "\n" }
        return result + report.summary.styled(report.hasPassed ? .green : .boldRed, if: isColored) + "\n"
    }

    private func failed(_ test: TestResult) -> String {
        var result = "failed".styled(.boldRed, if: isColored)
        result += ": \(test.title.displayed)".styled(.bold, if: isColored) + "\n"
        result += " -->".styled(.boldBlue, if: isColored)
        result += " \(test.location.file.displayed):\(test.location.line)\n"
        for failure in test.failures {
            let place = failure.location == test.location ? "" : "line \(failure.location.line)"
            // What is of no line is named in its text; what follows stands further in.
            let width = max((failure.notes.map(\.label) + [place]).map(\.count).max() ?? 0, place.isEmpty ? 10 : 0)
            result += line(place, failure.message, width, .boldBlue)
            for note in failure.notes { result += line(note.label, note.text, width, .boldCyan) }
        }
        return result
    }

    private func line(_ label: String, _ text: String, _ width: Int, _ style: TerminalStyle) -> String {
        let blanks = String(repeating: " ", count: width - label.count)
        let mark = label.isEmpty ? "" : blanks + label.styled(style, if: isColored) + ": "
        return "  \(mark)\(text.displayed)\n"
    }
}

/// What no test shows.
struct CoverageText {
    let isColored: Bool

    func rendered(_ coverage: [RuleCoverage]) -> String {
        var result = "coverage".styled(.bold, if: isColored)
        result +=
            ": \(coverage.shownRuleCount) of \(count(coverage.count, "rule")) both fire and stay quiet in a test, "
            + "\(coverage.shownConditionCount) of \(count(coverage.conditionCount, "condition")) "
            + "are both true and false in one\n"
        for rule in coverage {
            let gaps = gaps(of: rule)
            if gaps.isEmpty { continue }
            result += "  \(rule.rule.displayed)".styled(.bold, if: isColored)
            result += "  (\(rule.location.file.displayed):\(rule.location.line))\n"
            for gap in gaps { result += "    \(gap.displayed)\n" }
        }
        return result
    }

    private func gaps(of rule: RuleCoverage) -> [String] {
        // Of a rule that no test touches, its conditions say nothing new.
        if !rule.fired, !rule.wasQuiet, rule.conditions.allSatisfy({ !$0.wasTrue && !$0.wasFalse }) {
            return ["no test"]
        }
        var gaps: [String] = []
        if !rule.fired { gaps.append("never fires") }
        if !rule.wasQuiet { gaps.append("never quiet") }
        for condition in rule.conditions {
            switch (condition.wasTrue, condition.wasFalse) {
            case (true, true): break
            case (true, false): gaps.append("never false: \(condition.text)")
            case (false, true): gaps.append("never true: \(condition.text)")
            case (false, false): gaps.append("never true or false: \(condition.text)")
            }
        }
        return gaps
    }

    private func count(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }
}
