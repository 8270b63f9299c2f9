import RulePlan

/// Several tenants side by side, for a spreadsheet: a line for each.
package struct OverviewCSV: Sendable {
    package init() {}

    package func rendered(_ overview: TenantOverview) -> String {
        let columns = TenantOverview.columns
        return SpreadsheetLine.rendered(["tenant"] + columns.map(\.name) + ["failure"])
            + overview.tenants.map { tenant in
                let isKnown = tenant.failure == nil
                return SpreadsheetLine.rendered(
                    [tenant.tenant] + columns.map { isKnown ? String($0.count(tenant.counts)) : nil }
                        + [tenant.failure])
            }.joined()
    }
}
