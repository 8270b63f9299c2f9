import RulePlan
import RuleText

/// Gathers what a rule's condition mentions: the values that a reason shows.
struct EvidenceCollector: Hashable, Sendable {
    private struct Entry: Hashable, Sendable {
        var span: SourceSpan
        var evidence: PlanRule.Evidence
    }

    private var entries: [Entry] = []

    /// - Parameter expression: In the frame of the rule's row.
    mutating func add(_ label: String, _ expression: ExpressionID, at span: SourceSpan) {
        entries.append(Entry(span: span, evidence: PlanRule.Evidence(label: label, expression: expression)))
    }

    /// In the order of the text, each label once. Operands are not always checked in that order.
    var evidence: [PlanRule.Evidence] {
        var seen: Set<String> = []
        return entries.sorted { ($0.span.start, $1.span.end) < ($1.span.start, $0.span.end) }
            .map(\.evidence)
            .filter { seen.insert($0.label).inserted }
    }
}
