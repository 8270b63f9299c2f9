package import RulePlan

/// What came of running a program's tests.
package struct TestReport: Hashable, Sendable {
    /// In the order of the program.
    package var results: [TestResult] = []
    /// One for each rule of the program; nothing where it wasn't asked for.
    package var coverage: [RuleCoverage]?

    package init() {}

    package var passedCount: Int { results.count(where: \.hasPassed) }
    package var failedCount: Int { results.count - passedCount }
    /// Whether there is a test, and none failed.
    package var hasPassed: Bool { !results.isEmpty && failedCount == 0 }

    /// `12 passed, 0 failed`
    package var summary: String { "\(passedCount) passed, \(failedCount) failed" }
}

/// What came of one test.
package struct TestResult: Hashable, Sendable {
    package var title: String
    package var location: SourceLocation
    /// The rules that the test names; all ran where there is none.
    package var rules: [String]
    package var failures: [TestFailure]

    package var hasPassed: Bool { failures.isEmpty }
}

/// What a test expected and did not find, or found and did not expect.
package struct TestFailure: Hashable, Sendable {
    /// What was found instead, what else was there, why a rule did or did not fire.
    package struct Note: Hashable, Sendable {
        /// `got`, `there`, `why`
        package var label: String
        /// One line.
        package var text: String
    }

    package var location: SourceLocation
    /// One line: the expectation as written, or `unexpected: …`.
    package var message: String
    package var notes: [Note]

    init(at location: SourceLocation, _ message: String, notes: [Note] = []) {
        self.location = location
        self.message = message
        self.notes = notes
    }
}

extension TestFailure.Note {
    init(_ label: String, _ text: String) {
        self.label = label
        self.text = text
    }
}
