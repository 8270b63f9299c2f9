package import RuleEngine
import RulePlan
import RuleText

/// What changed between two outcomes, as a document for other programs (`compare --format json`).
package struct ComparisonJSON: Sendable {
    /// Raised when a reader of the old form could not read the new one.
    package static let format = 1

    package init() {}

    /// A list of changes for each kind; each has its item as the outcome's document has it. Ends with a line break.
    package func rendered(_ comparison: OutcomeComparison) -> String {
        var members: [(name: String, value: JSONValue)] = [
            ("format", .integer(Self.format)), ("before", .text(comparison.before.utcText)),
            ("after", .text(comparison.after.utcText)), ("timeZone", .text(comparison.timeZone)),
        ]
        let groups = Dictionary(grouping: comparison.changes, by: \.kind)
        for kind in OutcomeComparison.Kind.allCases {
            members.append((kind.rawValue, .list((groups[kind] ?? []).map { .object(Self.members(of: $0)) })))
        }
        return JSONValue.object(members).pretty
    }

    static func members(of change: OutcomeComparison.Change) -> [(name: String, value: JSONValue)] {
        [
            ("tenant", .text(orNull: change.tenant)), ("notes", .list(change.notes.map(JSONValue.text))),
            ("item", OutcomeJSON.json(change.item)),
        ]
    }
}

/// What changed, one change a line (`compare --format ndjson`).
package struct ComparisonNDJSON: Sendable {
    package init() {}

    package func rendered(_ comparison: OutcomeComparison) -> String {
        comparison.changes.map { change in
            OutcomeNDJSON.line(.object(ComparisonJSON.members(of: change)), [("change", .text(change.kind.rawValue))])
        }.joined()
    }
}
