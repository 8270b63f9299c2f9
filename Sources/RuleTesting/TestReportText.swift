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
