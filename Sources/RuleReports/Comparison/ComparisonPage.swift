package import RuleEngine
package import RulePlan

/// What changed between two outcomes, as one page that needs nothing beside it (`compare --format html`).
///
/// The page is bounded, whatever the outcomes: it says what it left out.
package struct ComparisonPage: Sendable {
    private let timeZone: TimeZoneRules

    /// So many changes are shown; of each kind its share.
    private static let changeLimit = 5_000

    /// - Parameter timeZone: Times are shown in it.
    package init(timeZone: TimeZoneRules) {
        self.timeZone = timeZone
    }

    /// The same comparison always gives the same bytes.
    package func rendered(_ comparison: OutcomeComparison) -> String {
        let date = timeZone.civilDate(at: comparison.after)
        let menu = comparison.grouped.map { (anchor: $0.kind.rawValue, text: $0.kind.title) }
        return HTMLPage(title: "What changed in security work until \(date)", menu: menu) { html in
            html.element("p", ["class": "kicker"], "What changed in security work")
            html.element("h1", date.inWords)
            html.element("p", ["class": "lead"]) { html in
                html.append(
                    "From \(comparison.before.text(in: timeZone)) to \(comparison.after.text(in: timeZone)) ")
                html.data(comparison.timeZone, limit: 60)
            }
        } footer: { html in
            html.element(
                "p",
                "Made by secops-rules from the outcomes of two runs. Times are in the run's zone. The page loads nothing and sends nothing."
            )
        } main: { html in
            writeAnswers(comparison, to: &html)
            writeChanges(comparison, to: &html)
        }.rendered
    }

    private func writeAnswers(_ comparison: OutcomeComparison, to html: inout Markup) {
        html.element("div", ["class": "answers"]) { html in
            for (kind, style, none) in [
                (OutcomeComparison.Kind.opened, "alarming", "Nothing is new."),
                (.escalated, "unsure", "Nothing became more pressing."), (.closed, "good", "Nothing is done with."),
                (.continued, "", "Nothing goes on as it was."),
            ] {
                let items = comparison.changes.filter { $0.kind == kind }.map(\.item)
                html.answerCard(
                    kind.title, items.count,
                    style: kind == .opened && items.isEmpty ? "good" : items.isEmpty ? "" : style
                ) { html in
                    if items.isEmpty {
                        html.element("p", none)
                    } else {
                        html.severityBar(of: items)
                        html.element("a", ["href": "#\(kind.rawValue)"], "See them")
                    }
                }
            }
        }
        html.breakLine()
    }

    private func writeChanges(_ comparison: OutcomeComparison, to html: inout Markup) {
        var share = WorkList.Share(of: Self.changeLimit)
        let parts = comparison.grouped.map { kind, changes in
            WorkList.Part(
                title: kind.title, anchor: kind.rawValue, style: kind.style,
                isOpen: kind == .opened || kind == .escalated || kind == .unsettled,
                groups: WorkGroup.groups(of: share.first(of: changes, isLast: kind == comparison.grouped.last?.kind)),
                due: { DueGroup(of: $0, now: comparison.after, in: timeZone).text(of: $0, in: timeZone) })
        }
        html.element("section", ["id": "work", "data-list": ""]) { html in
            html.element("h2", "Changes")
            if parts.isEmpty {
                html.element("p", ["class": "empty"], "Neither outcome asks anything of anybody.")
                return
            }
            html.element("p", ["class": "note"]) { html in
                html.append("A line opens to its reasons and their evidence")
                html.append(
                    comparison.count(.unsettled) == 0
                        ? "." : "; what is gone while its rules are undetermined isn't called closed.")
            }
            WorkList(parts, leftOutCount: share.leftOutCount, in: timeZone)
                .write(hint: "'compare --format json'", to: &html)
        }
        html.breakLine()
    }
}

extension OutcomeComparison.Kind {
    /// A class of the page's style.
    fileprivate var style: String {
        switch self {
        case .opened: "late"
        case .closed: "done"
        case .escalated, .continued, .unsettled: ""
        }
    }
}
