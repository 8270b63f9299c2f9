import RulePlan

/// Test results as continuous integration systems read them: JUnit's XML, a suite for each file.
package struct TestReportJUnit: Sendable {
    package init() {}

    package func rendered(_ report: TestReport) -> String {
        var result = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        result += "<testsuites name=\"secops-rules\" \(counts(report.results))>\n"
        var files: [String] = []
        for test in report.results where !files.contains(test.location.file) { files.append(test.location.file) }
        for file in files {
            let tests = report.results.filter { $0.location.file == file }
            result += "  <testsuite name=\"\(escaped(file))\" \(counts(tests)) errors=\"0\" skipped=\"0\">\n"
            for test in tests { result += testCase(test) }
            result += "  </testsuite>\n"
        }
        return result + "</testsuites>\n"
    }

    private func counts(_ tests: [TestResult]) -> String {
        "tests=\"\(tests.count)\" failures=\"\(tests.count { !$0.hasPassed })\""
    }

    private func testCase(_ test: TestResult) -> String {
        let attributes =
            "classname=\"\(escaped(test.location.file))\" name=\"\(escaped(test.title))\" "
            + "file=\"\(escaped(test.location.file))\" line=\"\(test.location.line)\""
        guard let first = test.failures.first else { return "    <testcase \(attributes)/>\n" }
        // One failure for each test: several are not part of the format.
        let lines = test.failures.flatMap { failure in
            ["\(failure.location.file):\(failure.location.line): \(failure.message)"]
                + failure.notes.map { "  \($0.label): \($0.text)" }
        }
        return "    <testcase \(attributes)>\n"
            + "      <failure type=\"expectation\" message=\"\(escaped(first.message))\">"
            + lines.map(escaped).joined(separator: "\n") + "</failure>\n    </testcase>\n"
    }

    /// Text as content or attribute (XML 1.0, sections 2.2 and 2.4): what may not stand in a document at all becomes U+FFFD.
    private func escaped(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x26: result += "&amp;"
            case 0x3C: result += "&lt;"
            case 0x3E: result += "&gt;"
            case 0x22: result += "&quot;"
            case 0x27: result += "&apos;"
            case 0x9, 0xA, 0xD: result += "&#\(scalar.value);"
            case 0..<0x20, 0x7F..<0xA0, 0xFFFE, 0xFFFF: result += "\u{FFFD}"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
