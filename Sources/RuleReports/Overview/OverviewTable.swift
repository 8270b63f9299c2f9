package import RulePlan
import RuleText

/// Several tenants side by side, for a person (`run --tenants`).
///
/// ```
/// tenant    overdue  today  items  critical  high  …
/// contoso         1     12     32         1    14  …
/// ```
package struct OverviewTable: Sendable {
    private let timeZone: TimeZoneRules
    private let isColored: Bool

    package init(timeZone: TimeZoneRules, isColored: Bool = false) {
        self.timeZone = timeZone
        self.isColored = isColored
    }

    /// Ends with a line break. No control character of a name gets into it.
    package func rendered(_ overview: TenantOverview) -> String {
        let items = OutcomeTable.count(overview.total { $0.items }, "item")
        let heading =
            "\(items) of \(OutcomeTable.count(overview.tenants.count, "tenant")) "
            + "at \(overview.now.text(in: timeZone)) \(overview.timeZone.displayed)"
        let columns = TenantOverview.columns
        var lines = [["tenant"] + columns.map(\.title)]
        for tenant in overview.tenants where tenant.failure == nil {
            lines.append([tenant.tenant.displayed] + columns.map { String($0.count(tenant.counts)) })
        }
        if overview.tenants.count > 1 { lines.append(["all"] + columns.map { String(overview.total($0.count)) }) }
        let widths = (0...columns.count).map { column in lines.map { $0[column].displayWidth }.max() ?? 0 }
        var result = heading.styled(.bold, if: isColored) + "\n\n"
        for (place, cells) in lines.enumerated() {
            var line = ""
            for (column, cell) in cells.enumerated() {
                let blanks = String(repeating: " ", count: max(0, widths[column] - cell.displayWidth))
                line += column == 0 ? "  " + cell + blanks : "  " + blanks + cell
            }
            result += line.styled(place == 0 ? .bold : nil, if: isColored) + "\n"
        }
        let failures = overview.tenants.filter { $0.failure != nil }
        if !failures.isEmpty {
            let title = "Not run: \(OutcomeTable.count(failures.count, "tenant"))"
            result += "\n" + title.styled(.boldRed, if: isColored) + "\n"
            for tenant in failures { result += "  \(tenant.tenant.displayed): \((tenant.failure ?? "").displayed)\n" }
        }
        return result
    }
}
