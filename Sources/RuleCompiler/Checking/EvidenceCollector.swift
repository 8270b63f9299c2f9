import RulePlan
import RuleText

/// Gathers what a rule's condition mentions: the values that a reason shows.
struct EvidenceCollector: Hashable, Sendable {
    struct Entry: Hashable, Sendable {
        var span: SourceSpan
        var evidence: PlanRule.Evidence
    }

    private(set) var entries: [Entry] = []

    /// - Parameter expression: In the frame of the rule's row.
    mutating func add(_ label: String, _ expression: ExpressionID, at span: SourceSpan) {
        entries.append(Entry(span: span, evidence: PlanRule.Evidence(label: label, expression: expression)))
    }

    /// Adds what was gathered in a text that stands here again.
    mutating func add(_ known: [Entry], from start: UInt32, movedTo newStart: UInt32, in file: FileIndex) {
        for entry in known {
            let span = SourceSpan(
                file: file, start: entry.span.start &- start &+ newStart,
                end: entry.span.end &- start &+ newStart)
            entries.append(Entry(span: span, evidence: entry.evidence))
        }
    }

    /// In the order of the text, each label once. Operands are not always checked in that order.
    var evidence: [PlanRule.Evidence] {
        var result: [PlanRule.Evidence] = []
        result.reserveCapacity(entries.count)
        // Few are few enough to be looked through.
        var seen: Set<String>? = entries.count > 16 ? [] : nil
        for entry in inOrder {
            let label = entry.evidence.label
            let isNew = seen?.insert(label).inserted ?? !result.contains { $0.label == label }
            if isNew { result.append(entry.evidence) }
        }
        return result
    }

    private var inOrder: [Entry] {
        let isInOrder = zip(entries, entries.dropFirst()).allSatisfy { !Self.stands($1, before: $0) }
        return isInOrder ? entries : entries.sorted(by: Self.stands)
    }

    private static func stands(_ first: Entry, before second: Entry) -> Bool {
        (first.span.start, second.span.end) < (second.span.start, first.span.end)
    }
}
