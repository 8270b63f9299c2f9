import RulePlan
import RuleText

// Texts are compared by scalars everywhere, so that the order is the same on every machine.

extension WorkItem {
    /// By due time (none last), severity (highest first, none last), name, target and id.
    func precedes(_ other: WorkItem) -> Bool {
        // To the second, as the document shows it.
        let (due, otherDue) = (due?.secondsSinceEpoch, other.due?.secondsSinceEpoch)
        if due != otherDue { return due.isBefore(otherDue) { $0 < $1 } }
        if severity != other.severity { return severity.isBefore(other.severity) { $0 > $1 } }
        if let order = (name ?? "").order(before: other.name ?? "") { return order }
        if let order = (target?.entity ?? "").order(before: other.target?.entity ?? "") { return order }
        if let order = (target?.key ?? "").order(before: other.target?.key ?? "") { return order }
        return id.precedesByScalars(other.id)
    }
}

extension ForbiddenAction {
    /// By action, then target.
    func precedes(_ other: ForbiddenAction) -> Bool {
        if let order = action.order(before: other.action) { return order }
        return target.precedes(other.target)
    }
}

extension ActionConflict {
    /// By target, then actions.
    func precedes(_ other: ActionConflict) -> Bool {
        if target != other.target { return target.precedes(other.target) }
        return actions.lexicographicallyPrecedes(other.actions) { $0.precedesByScalars($1) }
    }
}

extension Target {
    fileprivate func precedes(_ other: Target) -> Bool {
        if let order = entity.order(before: other.entity) { return order }
        return key.precedesByScalars(other.key)
    }
}

extension SourceLocation {
    /// By file, then line: the order of the program.
    func precedes(_ other: SourceLocation) -> Bool {
        if let order = file.order(before: other.file) { return order }
        return line < other.line
    }
}

extension String {
    /// Whether this text comes first; nothing where the two are the same.
    fileprivate func order(before other: String) -> Bool? {
        if precedesByScalars(other) { return true }
        return other.precedesByScalars(self) ? false : nil
    }
}

extension Optional {
    /// Nothing comes last.
    fileprivate func isBefore(_ other: Wrapped?, _ precedes: (Wrapped, Wrapped) -> Bool) -> Bool {
        guard let self else { return false }
        guard let other else { return true }
        return precedes(self, other)
    }
}
