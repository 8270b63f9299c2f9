package import RuleEngine

/// What changed, for a spreadsheet (`compare --format csv`): the kind of change, the tenant, the notes, and the item's columns.
package struct ComparisonCSV: Sendable {
    package init() {}

    package func rendered(_ comparison: OutcomeComparison) -> String {
        let columns = OutcomeCSV.items
        return SpreadsheetLine.rendered(["change", "tenant", "notes"] + columns.map(\.name))
            + comparison.changes.map { change in
                SpreadsheetLine.rendered(
                    [change.kind.rawValue, change.tenant, change.notes.joined(separator: "; ")]
                        + columns.map { $0.text(change.item) })
            }.joined()
    }
}
