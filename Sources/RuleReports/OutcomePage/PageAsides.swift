import RuleEngine
import RulePlan
import RuleText

/// What an outcome says beside its items: who decides, what was taken away, which exceptions hold, and what was wrong with the data.
struct PageAsides {
    let outcome: Outcome
    let timeZone: TimeZoneRules

    private static let limit = 100

    // MARK: Approvals

    func writeApprovals(_ groups: [WorkGroup], to html: inout Markup) {
        html.element("section", ["id": "approvals"]) { html in
            html.element("h2", "Waiting for approval")
            guard !groups.isEmpty else {
                html.element("p", ["class": "empty"], "No action waits for a decision.")
                return
            }
            table(
                ["Action", "On", "Who decides", "Severity", "Due"], label: "Actions that wait for approval",
                rows: groups.count, to: &html
            ) { place, html in
                let group = groups[place]
                let item = group.head
                html.element("th", ["scope": "row"]) { html in
                    html.element("a", ["href": "#w\(group.number)"]) { $0.data(item.title, limit: 80) }
                }
                html.element("td") { html in
                    html.data(
                        group.items.prefix(3).map { $0.target?.label ?? "" }.joined(separator: ", "), limit: 120)
                    if group.items.count > 3 { html.append(" and \(group.items.count - 3) more") }
                }
                html.element("td", (item.state ?? "").shortened(to: 120))
                html.element("td", ["data-value": String(item.severity.map { $0.rawValue + 1 } ?? 0)]) { html in
                    html.element(
                        "span", ["class": "severity \(item.severity?.name ?? "none")"],
                        item.severity?.name ?? "none")
                }
                html.element("td", item.due?.text(in: timeZone) ?? "")
            }
        }
        html.breakLine()
    }

    // MARK: What was taken away

    func writeForbidden(to html: inout Markup) {
        guard !outcome.forbidden.isEmpty || !outcome.conflicts.isEmpty else { return }
        html.element("section", ["id": "forbidden"]) { html in
            html.element("h2", "Forbidden and in conflict")
            html.element("ul", ["class": "facts"]) { html in
                for conflict in outcome.conflicts.prefix(Self.limit) {
                    html.element("li", ["class": "fact problem"]) { html in
                        html.element("p") { html in
                            html.element("strong") { $0.data(conflict.target.label, limit: 100) }
                            html.append(
                                ": \(conflict.actions.joined(separator: " and ").shortened(to: 200)) contradict each other; both are held"
                            )
                        }
                        html.element("p", ["class": "note"]) {
                            $0.data("Asked for by \(conflict.rules.joined(separator: ", "))")
                        }
                    }
                }
                for forbidden in outcome.forbidden.prefix(Self.limit) {
                    html.element("li", ["class": "fact"]) { html in
                        html.element("p") { html in
                            html.element("strong") { $0.data(forbidden.target.label, limit: 100) }
                            html.append(
                                ": \(forbidden.action.shortened(to: 100)) is forbidden by \(forbidden.by.joined(separator: ", ").shortened(to: 200))"
                            )
                        }
                        html.element("p", ["class": "note"]) {
                            $0.data("Asked for by \(forbidden.askedBy.joined(separator: ", "))")
                        }
                    }
                }
            }
            more(max(outcome.forbidden.count, outcome.conflicts.count), to: &html)
        }
        html.breakLine()
    }

    // MARK: Waivers

    func writeWaivers(to html: inout Markup) {
        html.element("section", ["id": "waivers"]) { html in
            html.element("h2", "Waivers")
            let waived = outcome.waived.grouped(by: { Waiver($0) })
            let unused = outcome.unusedWaivers
            if waived.isEmpty, unused.isEmpty, outcome.expiredWaivers.isEmpty {
                html.element("p", ["class": "empty"], "No waiver is in force.")
                return
            }
            let rows: [(rule: String, until: Instant, state: String, because: String, by: String)] =
                outcome.expiredWaivers.map { ($0.rule, $0.until, "has ended: the rule fires again", "", "") }
                + waived.map {
                    (
                        $0.key.rule, $0.key.until,
                        "waives \($0.elements.count == 1 ? "1 match" : "\($0.elements.count) matches")", $0.key.because,
                        $0.key.by ?? ""
                    )
                } + unused.map { ($0.rule, $0.until, "waives nothing", $0.because, "") }
            table(
                ["Rule", "Ends", "State", "Because", "By"], label: "Waivers and their ends", rows: rows.count,
                to: &html
            ) { place, html in
                let row = rows[place]
                html.element("th", ["scope": "row"]) { html in html.element("code", row.rule.shortened(to: 100)) }
                html.element("td") { html in
                    html.element("time", ["datetime": row.until.utcText], row.until.text(in: timeZone))
                    html.append(" (\(distance(to: row.until)))")
                }
                html.element("td", row.state)
                html.element("td") { $0.data(row.because) }
                html.element("td") { $0.data(row.by, limit: 80) }
            }
        }
        html.breakLine()
    }

    /// Matches of one waiver.
    private struct Waiver: Hashable {
        var rule: String
        var until: Instant
        var because: String
        var by: String?

        init(_ match: WaivedMatch) {
            rule = match.rule
            until = match.until
            because = match.because
            by = match.by
        }
    }

    private func distance(to end: Instant) -> String {
        let today = timeZone.civilDate(at: outcome.now).daysSinceEpoch
        let days = timeZone.civilDate(at: end).daysSinceEpoch - today
        return switch days {
        case 0: "today"
        case 1: "tomorrow"
        case -1: "yesterday"
        case ..<0: "\(-days) days ago"
        default: "in \(days) days"
        }
    }

    // MARK: Data

    func writeData(to html: inout Markup) {
        let problems = outcome.data.flatMap { summary in summary.problems.map { (summary.entity ?? "files", $0) } }
        html.element("section", ["id": "data"]) { html in
            html.element("h2", "Data problems")
            guard !problems.isEmpty else {
                html.element("p", ["class": "empty"], "Nothing was wrong with the data.")
                return
            }
            html.element(
                "p", ["class": "note"],
                "What did not fit the model was left out or became missing; nothing was guessed.")
            table(
                ["Entity", "Code", "How often", "For example"], label: "Problems of the data", rows: problems.count,
                to: &html
            ) { place, html in
                let (entity, problem) = problems[place]
                html.element("th", ["scope": "row"]) { $0.data(entity, limit: 80) }
                html.element("td") { $0.element("code", problem.code.rawValue) }
                html.element("td", String(problem.count))
                html.element("td") { $0.data(problem.example) }
            }
        }
        html.breakLine()
    }

    // MARK: Tables

    private func table(
        _ heads: [String], label: String, rows: Int, to html: inout Markup, row: (Int, inout Markup) -> Void
    ) {
        html.sortableTable(heads.map { ($0, false) }, label: label, rows: min(rows, Self.limit), row: row)
        more(rows, to: &html)
    }

    private func more(_ count: Int, to html: inout Markup) {
        if count > Self.limit {
            html.element("p", ["class": "note"], "and \(count - Self.limit) more; 'run --format json' has them all")
        }
    }
}
