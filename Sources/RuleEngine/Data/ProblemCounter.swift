import RuleText

/// Problems by subject and code, with the first of each.
struct ProblemCounter: Sendable {
    private struct Problem: Sendable {
        var count: Int
        var message: String
        var place: DataPlace
    }

    private var problems: [DatasetBuilder.Subject: [DiagnosticCode: Problem]] = [:]

    mutating func add(
        _ code: DiagnosticCode, _ message: String, in subject: DatasetBuilder.Subject, at place: DataPlace,
        count: Int = 1
    ) {
        guard count > 0 else { return }
        problems[subject, default: [:]][code, default: Problem(count: 0, message: message, place: place)].count += count
    }

    /// Adds what was counted behind these.
    mutating func append(_ other: ProblemCounter, shiftingLinesBy lines: Int) {
        for (subject, found) in other.problems {
            for (code, problem) in found {
                let place = DataPlace(file: problem.place.file, line: problem.place.line.map { $0 + lines })
                add(code, problem.message, in: subject, at: place, count: problem.count)
            }
        }
    }

    func list(_ subject: DatasetBuilder.Subject) -> [DataSummary.Problem] {
        (problems[subject] ?? [:]).map { code, problem in
            DataSummary.Problem(code: code, count: problem.count, example: "\(problem.place): \(problem.message)")
        }.sorted { $0.code.rawValue < $1.code.rawValue }
    }
}
