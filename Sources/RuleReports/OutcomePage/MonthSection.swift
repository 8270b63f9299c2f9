import RuleEngine
import RulePlan

/// The month's recurring tasks, a strip of days each.
struct MonthSection {
    let tasks: EstatePicture.Sketch<TaskMonth>

    private static let rowLimit = 40

    func write(to html: inout Markup) {
        html.element("section", ["id": "month"]) { html in
            html.element("h2", "The month")
            switch tasks {
            case .success(let month): write(month, to: &html)
            case .failure(let gap): html.element("p", ["class": "empty"]) { $0.data(gap.sentence) }
            }
        }
        html.breakLine()
    }

    private func write(_ month: TaskMonth, to html: inout Markup) {
        html.element("p", ["class": "note"]) { html in
            html.append("Recurring tasks that the rules ask for now, each at the day by which it is to be done.")
            if !month.hasHistory { html.append(" No history was given, so what has been done isn't known.") }
        }
        html.element("div", ["class": "card month"]) { html in
            html.element("div", ["class": "strip", "aria-hidden": "true"]) { html in
                html.element("p", "\(CivilDate.monthNames[month.firstDay.month - 1]) \(month.firstDay.year)")
                html.element("p", ["class": "days"]) { html in
                    for day in 0..<month.dayCount {
                        let isMonday = month.firstDay.adding(days: day)?.weekday == 1
                        html.element(
                            "span", ["class": day == month.today ? "today" : ""],
                            isMonday || day == month.today ? String(day + 1) : "")
                    }
                }
            }
            html.element("ul") { html in
                for row in month.rows.prefix(Self.rowLimit) {
                    html.element("li", ["class": "strip"]) { html in
                        html.element("p") { html in
                            html.data(row.title, limit: 80)
                            html.element("span", ["class": "soft"], " \(row.cadence.text)")
                        }
                        html.append(drawing(of: row, in: month))
                    }
                }
            }
            if month.rows.count > Self.rowLimit {
                html.element("p", ["class": "note"], "and \(month.rows.count - Self.rowLimit) more recurring tasks")
            }
            html.element("ul", ["class": "key note"]) { html in
                for (mark, text) in [
                    (TaskMonth.Mark.open, "to be done now"), (.coming, "comes later"), (.done, "done, by the history"),
                    (.past, month.hasHistory ? "over, and not in the history" : "over"),
                ] where month.rows.contains(where: { $0.marks.contains(mark) }) {
                    html.element("li") { html in
                        html.append(
                            Drawing(width: 14, height: 14, label: "") { Self.draw(mark, x: 7, y: 7, in: &$0) })
                        html.append(" \(text)")
                    }
                }
            }
        }
    }

    private func drawing(of row: TaskMonth.Row, in month: TaskMonth) -> Drawing {
        let days = { (mark: TaskMonth.Mark) in
            row.marks.indices.filter { row.marks[$0] == mark }.map { String($0 + 1) }.joined(separator: ", ")
        }
        let words = [
            (days(.open), "to be done by day"), (days(.coming), "later on day"), (days(.done), "done on day"),
        ].filter { !$0.0.isEmpty }.map { "\($0.1) \($0.0)" }
        return Drawing(
            width: Double(month.dayCount) * 20, height: 20,
            label: words.isEmpty ? "nothing more this month" : words.joined(separator: "; ")
        ) { drawing in
            for day in 0..<month.dayCount {
                let isWeekend = (month.firstDay.adding(days: day)?.weekday ?? 1) > 5
                drawing.rectangle(
                    x: Double(day) * 20 + 0.5, y: 0, width: 19, height: 20, radius: 2,
                    style: day == month.today ? "now" : isWeekend ? "weekend" : "track")
                Self.draw(row.marks[day], x: Double(day) * 20 + 10, y: 10, in: &drawing)
            }
        }
    }

    private static func draw(_ mark: TaskMonth.Mark, x: Double, y: Double, in drawing: inout Drawing) {
        switch mark {
        case .nothing: break
        case .past: drawing.circle(x: x, y: y, radius: 2, style: "unknown")
        case .done:
            drawing.path([(x - 5, y), (x - 1.5, y + 4), (x + 5, y - 4)], style: "tick")
        case .open: drawing.circle(x: x, y: y, radius: 6, style: "accent")
        case .coming: drawing.circle(x: x, y: y, radius: 4.5, style: "ring")
        }
    }
}
