import RuleEngine
import RulePlan

/// What could not be determined, by what is missing, and the export that would bring it.
struct BlindSpots {
    /// What is missing, and whom it keeps from deciding.
    private struct Spot {
        var label: String
        var matches: [UndeterminedMatch]
    }

    private let outcome: Outcome
    private let schema: Schema
    private let spots: [Spot]

    private static let spotLimit = 60
    private static let targetLimit = 8

    init(_ outcome: Outcome, schema: Schema) {
        self.outcome = outcome
        self.schema = schema
        let pairs = outcome.undetermined.flatMap { match in match.missing.map { (label: $0, match: match) } }
        spots = pairs.grouped(by: \.label).map { Spot(label: $0.key, matches: $0.elements.map(\.match)) }
            .enumerated()
            .sorted { ($1.element.matches.count, $0.offset) < ($0.element.matches.count, $1.offset) }
            .map(\.element)
    }

    func write(to html: inout Markup) {
        html.element("section", ["id": "blind"]) { html in
            html.element("h2", "What can't be seen")
            guard !spots.isEmpty else {
                html.element("p", ["class": "empty"], "Every rule could be decided with the data that was given.")
                return
            }
            html.element(
                "p", ["class": "note"],
                "A rule that lacks data says nothing about it, neither that all is well nor that it isn't. This would let it decide:"
            )
            html.element("ul", ["class": "facts"]) { html in
                for spot in spots.prefix(Self.spotLimit) { write(spot, to: &html) }
            }
            if spots.count > Self.spotLimit {
                html.element("p", ["class": "note"], "and \(spots.count - Self.spotLimit) more missing values")
            }
        }
        html.breakLine()
    }

    private func write(_ spot: Spot, to html: inout Markup) {
        let source = source(of: spot.label)
        html.element("li", ["class": source.isAbsent ? "fact absent" : "fact"]) { html in
            html.element("p") { html in
                html.element("strong") { $0.data(spot.label) }
                html.append(" · \(spot.matches.count) undecided")
            }
            html.element("p", ["class": "soft"]) { $0.data(source.sentence, limit: 400) }
            html.element("p", ["class": "tags"]) { html in
                let rules = spot.matches.grouped(by: \.rule).map(\.key)
                for rule in rules.prefix(Self.targetLimit) { html.element("code", rule.shortened(to: 100)) }
                if rules.count > Self.targetLimit {
                    html.element("span", "\(rules.count - Self.targetLimit) more rules")
                }
            }
            let targets = spot.matches.compactMap(\.target).grouped(by: \.label).map(\.key)
            guard !targets.isEmpty else { return }
            html.element("p", ["class": "note"]) { html in
                html.append("For ")
                html.data(
                    targets.prefix(Self.targetLimit).map { $0.shortened(to: 60) }.joined(separator: ", "), limit: 600)
                if targets.count > Self.targetLimit { html.append(" and \(targets.count - Self.targetLimit) more") }
            }
        }
    }

    /// Where a missing value would come from.
    private func source(of label: String) -> (sentence: String, isAbsent: Bool) {
        let names = label.split { !($0.isLetter || $0.isNumber || $0 == "_") }.map(String.init)
        if let score = schema.scores.first(where: { names.contains($0.name) }) {
            return ("The score comes from \(quoted(score.sources, or: score.name)).", false)
        }
        // The last entity that is named is the one whose value it is.
        guard let entity = names.compactMap(schema.entity(named:)).last.map({ schema[$0] }) else {
            return ("It is derived from other values.", false)
        }
        let summary = outcome.data.first { $0.entity == entity.name }
        guard let rows = summary?.rows else {
            return ("No export of it was given. It is \(quoted(entity.sources, or: entity.name)).", true)
        }
        let files = summary?.files ?? []
        let place = files.isEmpty ? "the export" : files.joined(separator: ", ")
        guard let field = names.last.flatMap(entity.field(named:)).map({ entity[$0] }) else {
            return ("Some of the \(rows) rows of \(place) lack what it is derived from.", false)
        }
        return (
            "\(place) \(files.count > 1 ? "hold" : "holds") no value for these rows; it is read from \(quoted(field.sources, or: field.name)).",
            false
        )
    }

    private func quoted(_ names: [String], or name: String) -> String {
        (names.isEmpty ? [name] : names).map { "'\($0)'" }.joined(separator: " or ")
    }
}
