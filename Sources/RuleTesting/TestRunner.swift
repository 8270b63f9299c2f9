package import RulePlan

/// Runs the tests of a program.
package struct TestRunner {
    private let plan: Plan
    private let parameters: [ParameterID: Value]
    private let timeZone: (String) -> TimeZoneRules?

    /// - Parameters:
    ///   - plan: With its tests.
    ///   - parameters: Values for tests that do not set them.
    ///   - timeZone: Finds the rules of a zone by its name. `UTC` is not asked for.
    package init(
        _ plan: Plan, parameters: [ParameterID: Value] = [:], timeZone: @escaping (String) -> TimeZoneRules?
    ) {
        self.plan = plan
        self.parameters = parameters
        self.timeZone = timeZone
    }

    /// Runs every test.
    /// - Parameter coveredRules: The rules whose coverage is reported; nothing where none is.
    package func report(coverageOf coveredRules: [RuleID]? = nil) -> TestReport {
        var report = TestReport()
        var coverage = coveredRules.map { CoverageCounter($0, in: plan) }
        let givenValues = GivenValues(plan, parameters: parameters)
        for test in plan.tests {
            var failures: [TestFailure]
            switch TestRun.made(test, plan, givenValues, timeZone) {
            case .success(let run):
                failures = ExpectationCheck(run).failures
                coverage?.count(run)
            case .failure(let problem):
                failures = [TestFailure(at: test.location, problem.message)]
            }
            report.results.append(
                TestResult(
                    title: test.title, location: test.location, rules: test.rules.map { plan[$0].name },
                    failures: failures))
        }
        report.coverage = coverage?.rules
        return report
    }
}
