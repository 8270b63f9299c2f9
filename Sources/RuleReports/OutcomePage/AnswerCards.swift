import RuleEngine
import RulePlan

/// The answers that a reader takes away in ten seconds: what is late, what is to be done today, what waits for a decision, what can't be seen.
struct AnswerCards {
    private let outcome: Outcome
    private let timeZone: TimeZoneRules
    private let late: [WorkItem]
    private let today: [WorkItem]

    init(_ outcome: Outcome, in timeZone: TimeZoneRules) {
        self.outcome = outcome
        self.timeZone = timeZone
        late = outcome.items.filter { DueGroup(of: $0.due, now: outcome.now, in: timeZone) == .overdue }
        today = outcome.items.filter { DueGroup(of: $0.due, now: outcome.now, in: timeZone) == .today }
    }

    func write(to html: inout Markup) {
        html.element("div", ["class": "answers"]) { html in
            card(
                "Do today", today.count, style: "today", link: today.isEmpty ? nil : ("today", "See today's work"),
                &html
            ) { html in
                guard let first = today.first else {
                    html.element("p", "Nothing is due today.")
                    return
                }
                html.severityBar(of: today)
                html.element("p") { html in
                    html.append("First, at \(first.due.map { String($0.text(in: timeZone).suffix(5)) } ?? ""): ")
                    html.data(first.subject, limit: 90)
                }
            }
            card(
                "Late", late.count, style: late.isEmpty ? "good" : "alarming",
                link: late.isEmpty ? nil : ("late", "See what is late"), &html
            ) { html in
                guard let first = late.first, let due = first.due else {
                    html.element("p", "Nothing is past its due time.")
                    return
                }
                html.severityBar(of: late)
                html.element("p") { html in
                    html.append("Since \(due.text(in: timeZone)): ")
                    html.data(first.subject, limit: 90)
                }
            }
            let waiting = outcome.items.filter { $0.approval == .required || $0.approval == .held }
            card(
                "Waiting for approval", waiting.count, style: "",
                link: waiting.isEmpty ? nil : ("approvals", "See who decides"), &html
            ) { html in
                let held = waiting.count { $0.approval == .held }
                if waiting.isEmpty {
                    html.element("p", "No action waits for a decision.")
                } else {
                    html.severityBar(of: waiting)
                    html.element("p", held == 0 ? "None is held." : "\(held) of them held back.")
                }
            }
            let spots = outcome.undetermined.count
            let problems = outcome.data.flatMap(\.problems).count
            card(
                "Can't be seen", spots, style: spots == 0 ? "good" : "unsure",
                link: spots == 0 ? nil : ("blind", "See what would cure it"), &html
            ) { html in
                if spots == 0 {
                    html.element("p", "Every rule could be decided.")
                } else {
                    let missing = outcome.undetermined.flatMap(\.missing).grouped(by: \.self).map(\.key)
                    html.element("p") { html in
                        html.append(
                            "\(OutcomeTable.count(Set(outcome.undetermined.map(\.rule)).count, "rule")) undecided, for lack of "
                        )
                        html.data(missing.prefix(2).map { $0.shortened(to: 40) }.joined(separator: ", "))
                        if missing.count > 2 { html.append(" and \(missing.count - 2) more") }
                    }
                }
                if problems > 0 {
                    html.element("p", ["class": "soft"], "\(OutcomeTable.count(problems, "kind")) of data problems.")
                }
            }
        }
        html.breakLine()
    }

    private func card(
        _ title: String, _ count: Int, style: String, link: (anchor: String, text: String)?, _ html: inout Markup,
        content: (inout Markup) -> Void
    ) {
        html.answerCard(title, count, style: style) { html in
            content(&html)
            if let link { html.element("a", ["href": "#\(link.anchor)"], link.text) }
        }
    }
}
