package import RulePlan
import RuleText

/// Several tenants side by side, as one page that needs nothing beside it (`run --overview --format html`).
package struct OverviewPage: Sendable {
    private let timeZone: TimeZoneRules
    private let hasPages: Bool

    /// - Parameters:
    ///   - timeZone: The run's.
    ///   - hasPages: Whether each tenant has a page beside this one, `NAME.html`, to be linked to.
    package init(timeZone: TimeZoneRules, hasPages: Bool = false) {
        self.timeZone = timeZone
        self.hasPages = hasPages
    }

    /// The same overview always gives the same bytes.
    package func rendered(_ overview: TenantOverview) -> String {
        let date = timeZone.civilDate(at: overview.now)
        return HTMLPage(title: "Security work of \(overview.tenants.count) tenants for \(date)") { html in
            html.element(
                "p", ["class": "kicker"], "Security work of \(OutcomeTable.count(overview.tenants.count, "tenant"))")
            html.element("h1", date.inWords)
            html.element("p", ["class": "lead"]) { html in
                html.append("\(overview.now.text(in: timeZone).suffix(5)) ")
                html.data(overview.timeZone, limit: 60)
                html.append(" · \(OutcomeTable.count(overview.total { $0.items }, "item"))")
            }
        } footer: { html in
            html.element("p", "Made by secops-rules from one run. The page loads nothing and sends nothing.")
        } main: { html in
            writeAnswers(overview, to: &html)
            writeFailures(overview, to: &html)
            writeTable(overview, to: &html)
        }.rendered
    }

    private func writeAnswers(_ overview: TenantOverview, to html: inout Markup) {
        html.element("div", ["class": "answers"]) { html in
            let overdue = overview.total { $0.overdue }
            html.answerCard("Do today", overview.total { $0.dueToday }, style: "today") {
                $0.element("p", "items due today, of all tenants")
            }
            html.answerCard("Late", overdue, style: overdue == 0 ? "good" : "alarming") {
                $0.element("p", overdue == 0 ? "Nothing is past its due time." : "items past their due time")
            }
            html.answerCard("Waiting for approval", overview.total { $0.approvals.saturatingAdd($0.held) }, style: "") {
                $0.element("p", "actions that somebody decides on")
            }
            let notRun = overview.failed > 0 ? ", beside \(OutcomeTable.count(overview.failed, "tenant")) not run" : ""
            html.answerCard(
                "Undetermined", overview.total { $0.undetermined }, style: overview.failed > 0 ? "unsure" : ""
            ) {
                $0.element("p", "matches for which data is missing\(notRun)")
            }
        }
        html.breakLine()
    }

    private func writeFailures(_ overview: TenantOverview, to html: inout Markup) {
        let failed = overview.tenants.filter { $0.failure != nil }
        guard !failed.isEmpty else { return }
        html.element("section", ["id": "failed"]) { html in
            html.element("h2", "Not run")
            html.element("p", ["class": "note"], "Nothing is known of these tenants; the others do not depend on them.")
            html.element("div", ["class": "facts"]) { html in
                for tenant in failed {
                    html.element("div", ["class": "fact problem"]) { html in
                        html.element("strong") { $0.data(tenant.tenant, limit: 80) }
                        html.element("span") { $0.data(tenant.failure ?? "") }
                    }
                }
            }
        }
        html.breakLine()
    }

    private func writeTable(_ overview: TenantOverview, to html: inout Markup) {
        let tenants = overview.tenants.filter { $0.failure == nil }
        let heads = [("tenant", false)] + TenantOverview.columns.map { ($0.title, true) }
        html.element("section", ["id": "tenants"]) { html in
            html.element("h2", "Tenants")
            html.sortableTable(heads, label: "What each tenant comes to", rows: tenants.count) { place, html in
                writeCells(of: tenants[place], to: &html)
            }
        }
        html.breakLine()
    }

    private func writeCells(of tenant: TenantSummary, to html: inout Markup) {
        html.element("th", ["scope": "row"]) { html in
            if hasPages {
                html.element("a", ["href": Self.link(to: tenant.tenant)]) { $0.data(tenant.tenant, limit: 80) }
            } else {
                html.data(tenant.tenant, limit: 80)
            }
        }
        for column in TenantOverview.columns {
            html.element("td", ["class": "number"], String(column.count(tenant.counts)))
        }
    }

    /// A file in the page's own directory, whatever its name looks like (RFC 3986).
    private static func link(to tenant: String) -> String {
        var result = "./"
        for byte in "\(tenant).html".utf8 {
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E:
                result.unicodeScalars.append(Unicode.Scalar(byte))
            default: result += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
            }
        }
        return result
    }
}
