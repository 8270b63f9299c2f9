import RulePlan
import RuleText

/// The waivers of the rules that run: which of them hold, and which have waived something.
struct Waivers {
    struct Entry: Hashable {
        var waiver: PlanWaiver
        var term: WaiverTerm
        var isUsed = false
    }

    /// How long before its end a waiver is worth a warning.
    private static let notice = TimeSpan(seconds: 14 * 86_400)

    /// In the order of the program.
    private var entries: [Entry]
    /// By rule, places in `entries`.
    private let places: [RuleID: [Int]]
    private let plan: Plan
    private let now: Instant

    init(of rules: [RuleID], in run: RuleRun) {
        plan = run.plan
        now = run.context.now
        let running = Set(rules)
        entries = plan.waivers.filter { running.contains($0.rule) }
            .sortedStably { $0.location.precedes($1.location) }
            .map { Entry(waiver: $0, term: WaiverTerm($0.until, at: run.context.now, in: run.context.timeZone)) }
        places = Dictionary(grouping: entries.indices) { [entries] in entries[$0].waiver.rule }
    }

    /// The first that has not ended and whose condition is true; an unknown one does not waive.
    mutating func waiver(of rule: RuleID, for row: RowPlace?, in run: RuleRun) -> Entry? {
        for place in places[rule] ?? [] where !entries[place].term.isOver {
            if let condition = entries[place].waiver.condition, run.truth(of: condition, for: row) != true { continue }
            entries[place].isUsed = true
            return entries[place]
        }
        return nil
    }

    /// The conditions of a rule's waivers that have not ended; nothing for one that waives every match.
    func conditions(of rule: RuleID) -> [ExpressionID?] {
        (places[rule] ?? []).filter { !entries[$0].term.isOver }.map { entries[$0].waiver.condition }
    }

    var expired: [ExpiredWaiver] {
        entries.filter(\.term.isOver).map { ExpiredWaiver(rule: plan[$0.waiver.rule].name, until: $0.term.until) }
    }

    /// Those that end within the next 14 days.
    var ending: [WaiverNotice] {
        entries.filter { !$0.term.isOver && $0.term.until.timeSpan(since: now) <= Self.notice }.map(notice)
    }

    /// Those that hold and waived nothing.
    var unused: [WaiverNotice] {
        entries.filter { !$0.term.isOver && !$0.isUsed }.map(notice)
    }

    private func notice(_ entry: Entry) -> WaiverNotice {
        WaiverNotice(
            rule: plan[entry.waiver.rule].name, location: entry.waiver.location, until: entry.term.until,
            because: entry.waiver.because)
    }
}
