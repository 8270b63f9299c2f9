import RulePlan
import RuleText

/// Several tenants side by side, for other programs.
package struct OverviewJSON: Sendable {
    /// Raised when a reader of the old form could not read the new one.
    package static let format = 1

    package init() {}

    /// Of a tenant that could not be run, the counts are null. Ends with a line break.
    package func rendered(_ overview: TenantOverview) -> String {
        JSONValue.object([
            ("format", .integer(Self.format)), ("now", .text(overview.now.utcText)),
            ("timeZone", .text(overview.timeZone)), ("overview", .list(overview.tenants.map(Self.json))),
        ]).pretty
    }

    private static func json(_ tenant: TenantSummary) -> JSONValue {
        let counts = TenantOverview.columns.map { column in
            (name: column.name, value: tenant.failure == nil ? JSONValue.integer(column.count(tenant.counts)) : .null)
        }
        return .object(
            [("tenant", .text(tenant.tenant))] + counts + [("failure", .text(orNull: tenant.failure))])
    }
}
