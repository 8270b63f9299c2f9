import RuleEngine
import RulePlan

/// Parts that the pages share.
extension Markup {
    /// A table that the page's script sorts by a click on a column's head.
    /// - Parameters:
    ///   - heads: Of the columns; those with numbers in them are set to the right where `isNumber` says so.
    ///   - label: What the table holds, for those who don't see it.
    ///   - row: Writes the cells of one row.
    mutating func sortableTable(
        _ heads: [(text: String, isNumber: Bool)], label: String, rows: Int, row: (Int, inout Markup) -> Void
    ) {
        // What is wider than a telephone is moved sideways, with the keyboard too.
        element("div", ["class": "card scroll", "role": "region", "tabindex": "0", "aria-label": label]) { html in
            html.element("table", ["data-sortable": ""]) { html in
                html.element("thead") { html in
                    html.element("tr") { html in
                        for head in heads {
                            let attributes: Attributes =
                                head.isNumber ? ["scope": "col", "class": "number"] : ["scope": "col"]
                            html.element("th", attributes, head.text)
                        }
                    }
                }
                html.element("tbody") { html in
                    for place in 0..<rows { html.element("tr") { row(place, &$0) } }
                }
            }
        }
    }

    /// One of the large numbers at a page's top.
    /// - Parameter content: What is said below the number.
    mutating func answerCard(_ title: String, _ count: Int, style: String, content: (inout Markup) -> Void) {
        element("section", ["class": "card answer \(style)"]) { html in
            html.element("h2", title)
            html.element("p", ["class": "number"], String(count))
            content(&html)
        }
    }

    /// How many items there are of each severity, drawn and said.
    mutating func severityBar(of items: [WorkItem]) {
        let counts = Severity.allCases.reversed().map { level in (level, items.count { $0.severity == level }) }
            .filter { $0.1 > 0 }
        let rest = items.count - counts.reduce(0) { $0 + $1.1 }
        let words = (counts.map { "\($0.1) \($0.0.name)" } + (rest > 0 ? ["\(rest) without severity"] : []))
            .joined(separator: ", ")
        append(
            Drawing(width: 240, height: 8, label: words, isStretched: true) { drawing in
                let unit = 240 / Double(max(items.count, 1))
                drawing.rectangle(x: 0, y: 0, width: 240, height: 8, style: "track")
                var x = 0.0
                for (level, count) in counts {
                    drawing.rectangle(
                        x: x, y: 0, width: unit * Double(count), height: 8, style: level.name,
                        title: "\(count) \(level.name)")
                    x += unit * Double(count)
                }
            })
        element("p", words)
    }
}
