package import RuleEngine
import RulePlan
import RuleText

/// An outcome as a document for other programs (`run --format json`): every item has every key, in one order.
package struct OutcomeJSON: Sendable {
    /// Raised when a reader of the old form could not read the new one.
    package static let format = 1

    package init() {}

    /// The same outcome always gives the same bytes. Ends with a line break.
    package func rendered(_ outcome: Outcome) -> String {
        JSONValue.object([
            ("format", .integer(Self.format)),
            ("tenant", .text(orNull: outcome.tenant)),
            ("now", .text(outcome.now.utcText)),
            ("timeZone", .text(outcome.timeZone)),
            ("items", .list(outcome.items.map(Self.json))),
            ("undetermined", .list(outcome.undetermined.map(Self.json))),
            ("waived", .list(outcome.waived.map(Self.json))),
            ("forbidden", .list(outcome.forbidden.map(Self.json))),
            ("conflicts", .list(outcome.conflicts.map(Self.json))),
            ("expiredWaivers", .list(outcome.expiredWaivers.map(Self.json))),
            ("rules", .list(outcome.rules.map(Self.json))),
            ("data", .list(outcome.data.map(Self.json))),
        ]).pretty
    }

    /// What stands for the outcome of a tenant that could not be run.
    package func rendered(failure: String, of tenant: String) -> String {
        JSONValue.object([
            ("format", .integer(Self.format)), ("tenant", .text(tenant)), ("error", .text(failure)),
        ]).pretty
    }

    static func json(_ item: WorkItem) -> JSONValue {
        .object([
            ("id", .text(item.id)),
            ("kind", .text(item.kind.rawValue)),
            ("name", .text(orNull: item.name)),
            ("title", .text(item.title)),
            ("target", json(item.target)),
            ("arguments", .object(item.arguments.map { ($0.name, json($0.value)) })),
            ("severity", .text(orNull: item.severity?.name)),
            ("approval", .text(orNull: item.approval?.rawValue)),
            ("heldBecause", .text(orNull: item.heldBecause?.rawValue)),
            ("approvers", texts(item.approvers)),
            ("role", .text(orNull: item.role)),
            ("text", .text(orNull: item.text)),
            ("cadence", .text(orNull: item.cadence)),
            ("firstSeen", .text(item.firstSeen.utcText)),
            ("due", .text(orNull: item.due?.utcText)),
            ("rules", .list(item.reasons.map(json))),
        ])
    }

    private static func json(_ reason: Reason) -> JSONValue {
        .object([
            ("rule", .text(reason.rule)),
            ("because", .text(orNull: reason.because)),
            ("evidence", .object(reason.evidence.map { ($0.label, json($0.value)) })),
        ])
    }

    static func json(_ match: UndeterminedMatch) -> JSONValue {
        .object([("rule", .text(match.rule)), ("target", json(match.target)), ("missing", texts(match.missing))])
    }

    private static func json(_ match: WaivedMatch) -> JSONValue {
        .object([
            ("rule", .text(match.rule)), ("target", json(match.target)), ("until", .text(match.until.utcText)),
            ("because", .text(match.because)), ("by", .text(orNull: match.by)),
        ])
    }

    private static func json(_ forbidden: ForbiddenAction) -> JSONValue {
        .object([
            ("action", .text(forbidden.action)), ("target", json(forbidden.target)), ("by", texts(forbidden.by)),
            ("askedBy", texts(forbidden.askedBy)),
        ])
    }

    private static func json(_ conflict: ActionConflict) -> JSONValue {
        .object([
            ("target", json(conflict.target)), ("actions", texts(conflict.actions)), ("rules", texts(conflict.rules)),
        ])
    }

    private static func json(_ waiver: ExpiredWaiver) -> JSONValue {
        .object([("rule", .text(waiver.rule)), ("until", .text(waiver.until.utcText))])
    }

    static func json(_ tally: RuleTally) -> JSONValue {
        .object([
            ("rule", .text(tally.rule)), ("file", .text(tally.location.file)), ("line", .integer(tally.location.line)),
            ("evaluated", .integer(tally.evaluated)), ("fired", .integer(tally.fired)),
            ("undetermined", .integer(tally.undetermined)), ("waived", .integer(tally.waived)),
        ])
    }

    static func json(_ summary: DataSummary) -> JSONValue {
        .object([
            ("entity", .text(orNull: summary.entity)),
            ("rows", summary.rows.map(JSONValue.integer) ?? .null),
            ("files", texts(summary.files)),
            (
                "problems",
                .list(
                    summary.problems.map { problem in
                        .object([
                            ("code", .text(problem.code.rawValue)), ("count", .integer(problem.count)),
                            ("example", .text(problem.example)),
                        ])
                    })
            ),
        ])
    }

    private static func json(_ target: Target?) -> JSONValue {
        guard let target else { return .null }
        return .object([("entity", .text(target.entity)), ("key", .text(target.key)), ("label", .text(target.label))])
    }

    private static func json(_ value: ReportedValue) -> JSONValue {
        switch value {
        case .missing: .null
        case .boolean(let truth): .boolean(truth)
        case .number(let number): .number(number)
        case .text(let text): .text(text)
        case .time(let instant): .text(instant.utcText)
        case .duration(let span): .text(span.literalText)
        case .list(let elements): .list(elements.map(json))
        }
    }

    private static func texts(_ texts: [String]) -> JSONValue { .list(texts.map(JSONValue.text)) }
}
