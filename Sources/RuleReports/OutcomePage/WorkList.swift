import RuleEngine
import RulePlan

/// Items in parts, each a line for what is asked of one target or of many, with the reasons and their evidence folded in it; to be filtered
/// and sorted. It stands in an element with `data-list`.
struct WorkList {
    struct Part {
        var title: String
        /// By which links name it.
        var anchor: String
        /// A class of the page's style.
        var style = ""
        /// Whether its lines are shown at once.
        var isOpen: Bool
        var groups: [WorkGroup]
        /// A due time, as short as the part allows.
        var due: (Instant) -> String
    }

    /// How many of the items of each part are shown.
    struct Share {
        private var remaining: Int
        private(set) var leftOutCount = 0

        init(of limit: Int) {
            remaining = limit
        }

        /// What comes first may take half of what is left, so that something of the rest is shown too.
        mutating func first<Element>(of all: [Element], isLast: Bool) -> [Element] {
            let shown = all.prefix(isLast ? remaining : max(remaining / 2, 1))
            remaining -= shown.count
            leftOutCount += all.count - shown.count
            return Array(shown)
        }
    }

    private let parts: [Part]
    /// How many items are not shown at all.
    private let leftOutCount: Int
    private let timeZone: TimeZoneRules

    /// So many bytes of reasons and evidence are shown; items beyond them are shown with one sentence each.
    private static let detailBudget = 130_000

    init(_ parts: [Part], leftOutCount: Int, in timeZone: TimeZoneRules) {
        var number = 0
        self.parts = parts.map { part in
            var part = part
            for index in part.groups.indices {
                number += 1
                part.groups[index].number = number
            }
            return part
        }
        self.leftOutCount = leftOutCount
        self.timeZone = timeZone
    }

    /// All of them, numbered as the page's links name them.
    var groups: [WorkGroup] { parts.flatMap(\.groups) }

    /// - Parameter hint: The command that tells all of what is left out.
    func write(hint: String, to html: inout Markup) {
        var budget = Self.detailBudget
        writeFilters(to: &html)
        for part in parts { write(part, budget: &budget, to: &html) }
        if leftOutCount > 0 {
            html.element(
                "p", ["class": "note"], "\(leftOutCount) more items are left out of this page; \(hint) has them all.")
        }
        if budget < 0 {
            html.element(
                "p", ["class": "note"],
                "Items further down are shown with one sentence each; \(hint) has every reason with its evidence.")
        }
    }

    // MARK: Filters

    private func writeFilters(to html: inout Markup) {
        let items = groups.map(\.head)
        html.element("div", ["class": "filters", "data-needs-script": "", "hidden": ""]) { html in
            html.start(
                "input",
                [
                    "type": "search", "data-search": "", "placeholder": "Device, rule, reason…",
                    "aria-label": "Search the work",
                ])
            html.element("fieldset") { html in
                html.element("legend", "Severity")
                for severity in Severity.allCases.reversed() where items.contains(where: { $0.severity == severity }) {
                    html.element(
                        "button",
                        [
                            "type": "button", "aria-pressed": "false", "data-facet": "severity",
                            "data-value": severity.name,
                        ], severity.name)
                }
            }
            let roles = Set(items.flatMap { $0.approvers + [$0.role].compactMap(\.self) })
            choice(
                "Who", facet: "who", roles.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }.map { ($0, $0) },
                to: &html)
            choice(
                "State", facet: "state",
                [
                    ("required", "needs approval"), ("held", "held"), ("automatic", "automatic"),
                    ("task", "tasks"), ("finding", "findings"), ("notification", "messages"),
                ], to: &html)
            html.element("label") { html in
                html.append("Sort")
                html.element("select", ["data-sort": ""]) { html in
                    html.element("option", ["value": ""], "by due time")
                    html.element("option", ["value": "rank", "data-descending": ""], "by severity")
                    html.element("option", ["value": "title"], "by title")
                    html.element("option", ["value": "size", "data-descending": ""], "by number of targets")
                }
            }
            html.element(
                "button", ["type": "button", "data-unfold": "", "aria-expanded": "false"], "Open or close all")
            html.element("button", ["type": "button", "data-clear": "", "hidden": ""], "Show all")
        }
        html.element("p", ["class": "shown", "data-status": "", "role": "status"], "")
    }

    private func choice(
        _ title: String, facet: String, _ options: [(value: String, text: String)], to html: inout Markup
    ) {
        html.element("label") { html in
            html.append(title)
            html.element("select", ["data-facet": facet]) { html in
                html.element("option", ["value": ""], "all")
                for option in options { html.element("option", ["value": option.value], option.text.shortened(to: 60)) }
            }
        }
    }

    // MARK: Parts

    private func write(_ part: Part, budget: inout Int, to html: inout Markup) {
        let count = part.groups.reduce(0) { $0 + $1.items.count }
        var content = Markup()
        content.element("h3") { html in
            html.append(part.title)
            html.append(" ")
            html.element("span", ["class": "count", "data-count": "#"], String(count))
        }
        var list = Markup()
        list.element("ol", ["class": "work"]) { html in
            for group in part.groups { write(group, in: part, budget: &budget, to: &html) }
        }
        let style = part.style.isEmpty ? "part" : "part \(part.style)"
        if part.isOpen {
            html.element("div", ["class": style, "id": part.anchor, "data-part": ""]) { html in
                html.append(content)
                html.append(list)
            }
        } else {
            html.element("details", ["class": style, "id": part.anchor, "data-part": ""]) { html in
                html.element("summary") { $0.append(content) }
                html.append(list)
            }
        }
        html.breakLine()
    }

    private func write(_ group: WorkGroup, in part: Part, budget: inout Int, to html: inout Markup) {
        let item = group.head
        let state = [item.approval?.rawValue, item.kind == .action ? nil : item.kind.rawValue].compactMap(\.self)
        let who = item.approvers + [item.role].compactMap(\.self)
        html.element(
            "li",
            [
                "id": "w\(group.number)", "data-group": "", "data-severity": item.severity?.name ?? "",
                "data-rank": String(item.severity.map { $0.rawValue + 1 } ?? 0),
                "data-who": who.joined(separator: " ").shortened(to: 200), "data-state": state.joined(separator: " "),
                "data-title": item.title.shortened(to: 60), "data-size": String(group.items.count),
            ]
        ) { html in
            html.element("details") { html in
                html.element("summary", ["data-head": ""]) { writeHead(of: group, in: part, to: &$0) }
                html.element("div", ["class": "reasons"]) { html in
                    for item in group.items { write(item, isAlone: group.items.count == 1, budget: &budget, to: &html) }
                }
            }
        }
        html.breakLine()
    }

    private func writeHead(of group: WorkGroup, in part: Part, to html: inout Markup) {
        let item = group.head
        html.element(
            "span", ["class": "severity \(item.severity?.name ?? "none")"], item.severity?.name ?? "no severity")
        html.element("span", ["class": "due"]) { html in
            if let date = item.due {
                html.element("time", ["datetime": date.utcText], part.due(date))
            }
        }
        html.element("span", ["class": "what"]) { html in
            html.data(item.title)
            html.element("span", ["class": "on"]) { html in
                if let tenant = group.tenant {
                    html.append(" · ")
                    html.data(tenant, limit: 80)
                }
                if group.items.count > 1 {
                    html.append(" · \(group.items.count) \(item.target == nil ? "times" : "targets")")
                } else if let target = item.target {
                    html.append(" · ")
                    html.data(target.label, limit: 100)
                }
            }
        }
        if let state = item.state {
            html.element("span", ["class": "who"]) { html in
                html.element("span", ["class": "state \(item.approval?.rawValue ?? "")"], state.shortened(to: 120))
            }
        }
        html.element("span", ["class": "why"]) { html in
            if !group.notes.isEmpty {
                html.element("strong") { $0.data(group.notes.joined(separator: "; ")) }
                html.append(" · ")
            }
            if group.items.count > 1 {
                html.data(
                    group.items.prefix(4).map { $0.target?.label ?? $0.title }.joined(separator: ", "), limit: 160)
                if group.items.count > 4 { html.append(" and \(group.items.count - 4) more") }
            } else {
                html.data(item.reason)
            }
        }
    }

    // MARK: Reasons

    private func write(_ item: WorkItem, isAlone: Bool, budget: inout Int, to html: inout Markup) {
        var detail = Markup()
        if budget > 0 { writeReasons(of: item, to: &detail) }
        budget -= max(detail.byteCount, budget > 0 ? 0 : 1)
        html.element("div", ["data-entry": ""]) { html in
            if !isAlone || item.target.map({ $0.label != $0.key }) ?? false {
                html.element("h4") { html in
                    html.data(item.target?.label ?? item.title, limit: 100)
                }
            }
            if detail.byteCount > 0 {
                html.append(detail)
            } else {
                html.element("p", ["class": "because"]) { $0.data(item.reason, limit: 160) }
            }
        }
    }

    private func writeReasons(of item: WorkItem, to html: inout Markup) {
        if let text = item.text { html.element("p", ["class": "because"]) { $0.data(text) } }
        if !item.arguments.isEmpty {
            html.element("p", ["class": "because"]) { html in
                html.append("With ")
                html.data(
                    item.arguments.map { "\($0.name) = \($0.value.text(in: timeZone))" }.joined(separator: ", "))
            }
        }
        for reason in item.reasons.prefix(Self.reasonLimit) {
            html.element("p", ["class": "because"]) { html in
                if let because = reason.because { html.data(because) }
                html.append(" ")
                html.element("code", ["class": "soft"], reason.rule.shortened(to: 100))
            }
            guard !reason.evidence.isEmpty else { continue }
            html.element("dl", ["class": "evidence"]) { html in
                for evidence in reason.evidence.prefix(Self.evidenceLimit) {
                    html.element("div") { html in
                        html.element("dt") { $0.data(evidence.label, limit: 120) }
                        html.element("dd") { $0.data(evidence.value.text(in: timeZone), limit: 120) }
                    }
                }
            }
        }
        if item.reasons.count > Self.reasonLimit {
            html.element("p", ["class": "note"], "and \(item.reasons.count - Self.reasonLimit) more reasons")
        }
        html.element("p", ["class": "note"]) { html in
            html.element("code", item.id.shortened(to: 200))
            html.append(" · open since \(item.firstSeen.text(in: timeZone))")
            if let cadence = item.cadence, item.kind == .task { html.append(" · \(cadence.shortened(to: 60))") }
        }
    }

    private static let reasonLimit = 6
    private static let evidenceLimit = 12
}
