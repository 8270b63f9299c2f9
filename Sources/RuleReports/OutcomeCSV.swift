package import RuleEngine
import RulePlan
import RuleText

/// Of what an outcome's lines in a table or stream are (`run --of`).
package enum OutcomePart: String, Sendable, CaseIterable {
    case items, undetermined, rules, data, remediation
}

/// A part of an outcome for a spreadsheet (`run --format csv`): a header, and a line for each element. UTF-8.
///
/// Several values in a cell are separated by `; `. Where the outcome is that of one of several tenants, its name comes first.
package struct OutcomeCSV: Sendable {
    private let part: OutcomePart
    private let hasHeader: Bool
    private let activities: [RemediationActivity]

    /// - Parameters:
    ///   - hasHeader: Not where the lines of several tenants share one.
    ///   - activities: The lines of `remediation`, which are rows of the data and no part of an outcome.
    package init(
        of part: OutcomePart = .items, hasHeader: Bool = true, activities: [RemediationActivity] = []
    ) {
        self.part = part
        self.hasHeader = hasHeader
        self.activities = activities
    }

    package func rendered(_ outcome: Outcome) -> String {
        (hasHeader ? header(hasTenant: outcome.tenant != nil) : "") + lines(of: outcome)
    }

    /// The first line.
    package func header(hasTenant: Bool) -> String {
        let names =
            switch part {
            case .items: Self.items.map(\.name)
            case .undetermined: Self.undetermined.map(\.name)
            case .rules: Self.rules.map(\.name)
            case .data: Self.data.map(\.name)
            case .remediation: Self.remediation.map(\.name)
            }
        return SpreadsheetLine.rendered((hasTenant ? ["tenant"] : []) + names)
    }

    private func lines(of outcome: Outcome) -> String {
        switch part {
        case .items: lines(of: outcome.items, Self.items, outcome)
        case .undetermined: lines(of: outcome.undetermined, Self.undetermined, outcome)
        case .rules: lines(of: outcome.rules, Self.rules, outcome)
        case .data: lines(of: outcome.data.flatMap(DataLine.lines), Self.data, outcome)
        case .remediation: lines(of: activities, Self.remediation, outcome)
        }
    }

    private func lines<Element>(of elements: [Element], _ columns: [Column<Element>], _ outcome: Outcome) -> String {
        let tenant = outcome.tenant.map { [$0] } ?? []
        return elements.map { element in
            SpreadsheetLine.rendered(tenant + columns.map { $0.text(element) })
        }.joined()
    }

    /// A column by its name, and what its cell shows.
    struct Column<Element>: Sendable {
        var name: String
        var text: @Sendable (Element) -> String?

        init(_ name: String, _ text: @escaping @Sendable (Element) -> String?) {
            self.name = name
            self.text = text
        }
    }

    static let items: [Column<WorkItem>] = [
        Column("id") { $0.id },
        Column("kind") { $0.kind.rawValue },
        Column("name") { $0.name },
        Column("title") { $0.title },
        Column("entity") { $0.target?.entity },
        Column("key") { $0.target?.key },
        Column("label") { $0.target?.label },
        Column("arguments") {
            $0.arguments.map { "\($0.name)=\($0.value.text(in: .utc))" }.joined(separator: "; ")
        },
        Column("severity") { $0.severity?.name },
        Column("approval") { $0.approval?.rawValue },
        Column("held_because") { $0.heldBecause?.rawValue },
        Column("approvers") { $0.approvers.joined(separator: "; ") },
        Column("role") { $0.role },
        Column("text") { $0.text },
        Column("cadence") { $0.cadence },
        Column("first_seen") { $0.firstSeen.utcText },
        Column("due") { $0.due?.utcText },
        Column("rules") { $0.reasons.map(\.rule).joined(separator: "; ") },
        Column("because") { $0.reasons.compactMap(\.because).joined(separator: "; ") },
    ]

    private static let undetermined: [Column<UndeterminedMatch>] = [
        Column("rule") { $0.rule },
        Column("entity") { $0.target?.entity },
        Column("key") { $0.target?.key },
        Column("label") { $0.target?.label },
        Column("missing") { $0.missing.joined(separator: "; ") },
    ]

    private static let rules: [Column<RuleTally>] = [
        Column("rule") { $0.rule },
        Column("file") { $0.location.file },
        Column("line") { String($0.location.line) },
        Column("evaluated") { String($0.evaluated) },
        Column("fired") { String($0.fired) },
        Column("undetermined") { String($0.undetermined) },
        Column("waived") { String($0.waived) },
    ]

    private static let data: [Column<DataLine>] = [
        Column("entity") { $0.summary.entity },
        Column("rows") { $0.summary.rows.map(String.init) },
        Column("files") { $0.summary.files.joined(separator: "; ") },
        Column("problem") { $0.problem?.code.rawValue },
        Column("count") { $0.problem.map { String($0.count) } },
        Column("example") { $0.problem?.example },
    ]

    private static let remediation: [Column<RemediationActivity>] = [
        Column("id") { $0.id },
        Column("title") { $0.title },
        Column("state") { $0.state?.rawValue },
        Column("due") { $0.due?.utcText },
        Column("priority") { $0.priority },
        Column("type") { $0.type },
        Column("category") { $0.category },
        Column("component") { $0.component },
        Column("configuration") { $0.configuration },
        Column("target_devices") { $0.targetDevices?.shortestText },
        Column("fixed_devices") { $0.fixedDevices?.shortestText },
        Column("percent_fixed") { $0.progress.map(String.init) },
        Column("groups") { $0.groups.joined(separator: "; ") },
        Column("requested_by") { $0.requestedBy },
        Column("created") { $0.created?.utcText },
        Column("notes") { $0.notes },
        Column("updated") { $0.updated?.utcText },
        Column("completed_by") { $0.completedBy },
        Column("completion") { $0.completion },
        Column("work") { $0.work.map(\.title).joined(separator: "; ") },
        Column("items") { $0.work.map(\.id).joined(separator: "; ") },
    ]

    /// What was read for an entity with one problem of it; once without, where it has none.
    private struct DataLine {
        var summary: DataSummary
        var problem: DataSummary.Problem?

        static func lines(of summary: DataSummary) -> [DataLine] {
            guard !summary.problems.isEmpty else { return [DataLine(summary: summary)] }
            return summary.problems.map { DataLine(summary: summary, problem: $0) }
        }
    }
}
