import RuleEngine
import RulePlan
import RuleText

/// What an outcome says beside its items, in words: a line for each kind, and where asked for everything in full.
struct OutcomeAsides {
    struct Section {
        var title: String
        var summary: String
        var isProblem: Bool
        /// In full, where asked for.
        var lines: [String]
    }

    let timeZone: TimeZoneRules
    let isVerbose: Bool

    /// How many names a summary shows.
    private static let shownNames = 3

    func sections(of outcome: Outcome) -> [Section] {
        [
            conflicts(outcome.conflicts), forbidden(outcome.forbidden), waived(outcome.waived),
            expired(outcome.expiredWaivers), ending(outcome.endingWaivers), unused(outcome.unusedWaivers),
            undetermined(outcome.undetermined), problems(outcome.data),
        ].compactMap(\.self)
    }

    private func conflicts(_ conflicts: [ActionConflict]) -> Section? {
        section(
            "Conflicts", of: conflicts, isProblem: true,
            summary: {
                "\(OutcomeTable.count($0.count, "target")) with actions that contradict each other; all are held"
            },
            line: {
                "\(name($0.target)): \($0.actions.joined(separator: " and ")), asked for by \($0.rules.joined(separator: ", "))"
            })
    }

    private func forbidden(_ forbidden: [ForbiddenAction]) -> Section? {
        section(
            "Forbidden", of: forbidden, isProblem: false,
            summary: { "\(OutcomeTable.count($0.count, "action")), by \(Self.some($0.flatMap(\.by)))" },
            line: {
                "\($0.action) on \(name($0.target)): forbidden by \($0.by.joined(separator: ", ")), "
                    + "asked for by \($0.askedBy.joined(separator: ", "))"
            })
    }

    private func waived(_ waived: [WaivedMatch]) -> Section? {
        section(
            "Waived", of: waived, isProblem: false,
            summary: { "\(Self.matches($0.count)) of \(Self.some($0.map(\.rule)))" },
            line: {
                "\($0.rule)\(on($0.target)) until \($0.until.text(in: timeZone))"
                    + "\($0.by.map { ", by \($0)" } ?? ""): \($0.because)"
            })
    }

    private func expired(_ waivers: [ExpiredWaiver]) -> Section? {
        section(
            "Expired waivers", of: waivers, isProblem: true,
            summary: { Self.some($0.map(\.rule)) },
            line: { "\($0.rule): ended \($0.until.text(in: timeZone))" })
    }

    private func ending(_ waivers: [WaiverNotice]) -> Section? {
        section(
            "Waivers that end soon", of: waivers, isProblem: false,
            summary: { Self.some($0.map(\.rule)) },
            line: { "\($0.rule): ends \($0.until.text(in: timeZone)), \(place($0)): \($0.because)" })
    }

    private func unused(_ waivers: [WaiverNotice]) -> Section? {
        section(
            "Waivers without a match", of: waivers, isProblem: false,
            summary: { Self.some($0.map(\.rule)) },
            line: { "\($0.rule): waives nothing, \(place($0)): \($0.because)" })
    }

    private func place(_ waiver: WaiverNotice) -> String { "\(waiver.location.file):\(waiver.location.line)" }

    private func undetermined(_ matches: [UndeterminedMatch]) -> Section? {
        section(
            "Undetermined", of: matches, isProblem: true,
            summary: {
                "\(Self.matches($0.count)) of \(Self.some($0.map(\.rule))), for lack of \(Self.some($0.flatMap(\.missing)))"
            },
            line: { "\($0.rule)\(on($0.target)): \($0.missing.joined(separator: ", "))" })
    }

    private func problems(_ data: [DataSummary]) -> Section? {
        let found = data.flatMap { summary in summary.problems.map { (summary.entity ?? "files", $0) } }
        return section(
            "Data problems", of: found, isProblem: true,
            summary: { problems in
                var counts: [(name: String, count: Int)] = []
                for (entity, problem) in problems {
                    if counts.last?.name == entity {
                        counts[counts.count - 1].count = counts[counts.count - 1].count.saturatingAdd(problem.count)
                    } else {
                        counts.append((entity, problem.count))
                    }
                }
                let total = counts.reduce(0) { $0.saturatingAdd($1.count) }
                let parts = counts.map { "\($0.count) in \($0.name)" }
                return (parts.count > 1 ? "\(total): " : "") + parts.joined(separator: ", ")
            },
            line: { "\($0.0): \($0.1.code.rawValue) × \($0.1.count), such as \($0.1.example)" })
    }

    private func section<Element>(
        _ title: String, of elements: [Element], isProblem: Bool, summary: ([Element]) -> String,
        line: (Element) -> String
    ) -> Section? {
        guard !elements.isEmpty else { return nil }
        return Section(
            title: title, summary: summary(elements).displayed, isProblem: isProblem,
            lines: isVerbose ? elements.map { line($0).displayed } : [])
    }

    private func name(_ target: Target) -> String { "\(target.entity) \(target.label)" }

    private func on(_ target: Target?) -> String { target.map { " for \(name($0))" } ?? "" }

    private static func matches(_ count: Int) -> String { count == 1 ? "1 match" : "\(count) matches" }

    /// The first names, each once, and how many more there are.
    private static func some(_ names: [String]) -> String {
        var seen: Set<String> = []
        let distinct = names.filter { seen.insert($0).inserted }
        let more = distinct.count - shownNames
        return distinct.prefix(shownNames).joined(separator: ", ") + (more > 0 ? " and \(more) more" : "")
    }
}
