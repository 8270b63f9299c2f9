import RuleEngine

/// An item in the words that the reports for people share. What the data holds is in them as it is: whoever shows them makes it safe.
extension WorkItem {
    /// What is to be done, and to what: `Run antivirus scan · PC-1`
    var subject: String { target.map { "\(title) · \($0.label)" } ?? title }

    /// Who does it or decides on it: `needs approval of security_admin`, `automatic`, `held: over its limit`
    var state: String? {
        switch approval {
        case .required: return "needs approval" + (approvers.isEmpty ? "" : " of \(approvers.joined(separator: ", "))")
        case .automatic: return "automatic"
        case .held:
            switch heldBecause {
            case .limit: return "held: over its limit"
            case .conflict: return "held: conflict"
            case .undeterminedForbid: return "held: may be forbidden"
            case nil: return "held"
            }
        case nil: return role.map { kind == .notification ? "to \($0)" : $0 }
        }
    }

    /// The first reason, in the rule's words, and how many more there are.
    var reason: String {
        let first = text ?? reasons.lazy.compactMap(\.because).first ?? reasons.first?.rule ?? ""
        return first + (reasons.count > 1 ? " (and \(OutcomeTable.count(reasons.count - 1, "more rule")))" : "")
    }
}
