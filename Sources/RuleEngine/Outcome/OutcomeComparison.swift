package import RulePlan

/// What changed between two outcomes of the same rules: what is new since yesterday.
///
/// Outcomes are compared tenant by tenant, items by their ids. An item that is gone counts as closed only where the later outcome
/// could tell: where the rules that asked for it are undetermined now, or nothing is known of its tenant, it is `unsettled`.
package struct OutcomeComparison: Hashable, Sendable {
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        case opened, escalated, continued, closed, unsettled
    }

    package struct Change: Hashable, Sendable {
        package var kind: Kind
        package var tenant: String?
        /// As the later outcome has it; of what is gone, as the earlier one had it.
        package var item: WorkItem
        /// Why it is what it is: `severity medium, now high`; empty where that goes without saying.
        package var notes: [String]
    }

    /// The instants of the runs, of several tenants the latest.
    package var before: Instant
    package var after: Instant
    /// The name of the later run's time zone.
    package var timeZone: String
    /// By kind, in its kind by tenant in the order of the documents, then in the order of the items.
    package private(set) var changes: [Change]

    /// - Parameters:
    ///   - before: The earlier outcomes, one for each tenant; at least one.
    ///   - after: The later ones.
    ///   - zone: Shows the times in notes.
    package init?(before: [Outcome], after: [Outcome], in zone: TimeZoneRules) {
        guard let earliest = before.map(\.now).max(), let latest = after.map(\.now).max(), let first = after.first
        else {
            return nil
        }
        self.before = earliest
        self.after = latest
        timeZone = first.timeZone
        var found: [Kind: [Change]] = [:]
        for later in after {
            let earlier = before.filter { $0.tenant == later.tenant }
            let known = Dictionary(earlier.flatMap(\.items).map { ($0.id, $0) }) { first, _ in first }
            for item in later.items {
                var kind = Kind.opened
                var notes: [String] = []
                if let old = known[item.id] {
                    notes = item.escalations(since: old, at: later.now, was: earlier.map(\.now).max(), in: zone)
                    kind = notes.isEmpty ? .continued : .escalated
                }
                found[kind, default: []].append(Change(kind: kind, tenant: later.tenant, item: item, notes: notes))
            }
        }
        for earlier in before {
            let later = after.filter { $0.tenant == earlier.tenant }
            let listed = Set(later.flatMap(\.items).map(\.id))
            var reported: Set<String> = []
            for item in earlier.items where !listed.contains(item.id) && reported.insert(item.id).inserted {
                var kind = Kind.unsettled
                var notes: [String] = []
                if later.isEmpty {
                    notes = ["nothing is known of the tenant now"]
                } else if let rule = later.lazy.compactMap({ $0.undeterminedRule(askingFor: item) }).first {
                    notes = ["\(rule) is undetermined now"]
                } else {
                    kind = .closed
                    notes = later.flatMap { $0.waiversAndForbids(of: item) }
                }
                found[kind, default: []].append(Change(kind: kind, tenant: earlier.tenant, item: item, notes: notes))
            }
        }
        changes = Kind.allCases.flatMap { found[$0] ?? [] }
    }

    /// How many changes are of a kind.
    package func count(_ kind: Kind) -> Int { changes.count { $0.kind == kind } }
}

extension WorkItem {
    /// What became more pressing; empty where nothing did.
    fileprivate func escalations(
        since old: WorkItem, at now: Instant, was then: Instant?, in zone: TimeZoneRules
    ) -> [String] {
        var notes: [String] = []
        if let severity, old.severity.map({ $0 < severity }) ?? true {
            notes.append("severity \(old.severity?.name ?? "not given"), now \(severity.name)")
        }
        if let due {
            if old.due.map({ due.secondsSinceEpoch < $0.secondsSinceEpoch }) ?? true {
                let before = old.due.map { "due \($0.text(in: zone)), now" } ?? "had no due time, now due"
                notes.append("\(before) \(due.text(in: zone))")
            }
            if due < now, let then, let oldDue = old.due, oldDue >= then { notes.append("overdue now") }
        }
        if approval == .held, old.approval != .held {
            notes.append("held now" + (heldBecause.map { ": \($0.rawValue)" } ?? ""))
        } else if approval == .required, old.approval == .automatic {
            notes.append("needs approval now")
        }
        return notes
    }

    /// Whether a match for a row may have been what asked for this item.
    fileprivate func mayComeFrom(_ rule: String, for row: Target?) -> Bool {
        guard reasons.contains(where: { $0.rule == rule }) else { return false }
        // A rule for alerts can ask for work on the alert's device: then its row says nothing of the target.
        guard let row, let target, row.entity == target.entity else { return true }
        return row.key == target.key
    }
}

extension Outcome {
    /// A rule that asked for an item, and of which it is unknown now whether it does.
    fileprivate func undeterminedRule(askingFor item: WorkItem) -> String? {
        undetermined.first { item.mayComeFrom($0.rule, for: $0.target) }?.rule
    }

    fileprivate func waiversAndForbids(of item: WorkItem) -> [String] {
        var notes: [String] = []
        if let waiver = waived.first(where: { item.mayComeFrom($0.rule, for: $0.target) }) {
            notes.append("waived: \(waiver.because)")
        }
        if item.kind == .action,
            let found = forbidden.first(where: { $0.action == item.name && $0.target.key == item.target?.key })
        {
            notes.append("forbidden by \(found.by.joined(separator: ", "))")
        }
        return notes
    }
}
