import RulePlan
import RuleSyntax
import RuleText

/// Parts of rules that were checked with nothing to report, by their text.
///
/// The rules of a set say many things in the same words. What is written alike in rules about the same rows means the same, and is
/// checked once.
struct KnownParts: Sendable {
    enum Part: Sendable {
        case condition(Condition)
        case effects([PlanEffect])
        case template(PlanTemplate)
    }

    /// A condition with what its check has noted.
    struct Condition: Sendable {
        var id: ExpressionID
        /// Where it stood first.
        var start: UInt32
        var evidence: [EvidenceCollector.Entry]
    }

    /// What a text is a part of.
    enum Kind: UInt32 {
        case condition, effectsOfNamedRule, effectsOfUnnamedRule, reason
    }

    private var texts: WrittenTexts
    private var parts: [Part?] = []
    private var places: [Frame: UInt32] = [:]
    /// The frame that was asked for last: mostly it is the next one too.
    private var last: (frame: Frame, place: UInt32)?

    init(files: [SourceFile]) {
        texts = WrittenTexts(files: files)
    }

    /// A number for a rule's frame.
    mutating func place(of frame: Frame) -> UInt32 {
        if let last, last.frame == frame { return last.place }
        let place = places[frame] ?? UInt32(truncatingIfNeeded: places.count)
        places[frame] = place
        last = (frame, place)
        return place
    }

    /// A number for a text in a rule with that frame.
    mutating func number(of span: SourceSpan, _ kind: Kind, frame: UInt32) -> Int? {
        guard let number = texts.number(of: span, in: frame << 2 | kind.rawValue) else { return nil }
        while parts.count <= number { parts.append(nil) }
        return number
    }

    subscript(number: Int) -> Part? {
        get { parts[number] }
        set { parts[number] = newValue }
    }
}

extension ExpressionChecker {
    /// Checks the condition of a rule, whose frame has that number.
    mutating func ruleCondition(_ tree: ConditionTree, frame number: UInt32) -> ExpressionID? {
        switch tree.joint {
        case .none: return ruleTerm(tree, frame: number)
        case .parentheses: return ruleCondition(tree[0], frame: number)
        case .not: return ruleCondition(tree[0], frame: number).map { truth(.not($0)).id }
        case .all: return ruleTerms(tree, frame: number).map { truth(.and($0)).id }
        case .any: return ruleTerms(tree, frame: number).map { truth(.or($0)).id }
        }
    }

    /// - Returns: Nothing if one of them has a mistake; all are checked.
    private mutating func ruleTerms(_ tree: ConditionTree, frame number: UInt32) -> [ExpressionID]? {
        let count = tree.termCount
        var terms: [ExpressionID] = []
        terms.reserveCapacity(count)
        for place in 0..<count {
            if let term = ruleCondition(tree[place], frame: number) { terms.append(term) }
        }
        return terms.count == count ? terms : nil
    }

    private mutating func ruleTerm(_ tree: ConditionTree, frame place: UInt32) -> ExpressionID? {
        let span = tree.span
        guard let number = known.number(of: span, .condition, frame: place) else { return condition(tree.expression) }
        if case .condition(let part) = known[number] {
            evidence?.add(part.evidence, from: part.start, movedTo: span.start, in: span.file)
            return part.id
        }
        let (reports, facts, entries) = (diagnostics.reportCount, facts.count, evidence?.entries.count ?? 0)
        let id = condition(tree.expression)
        if let id, let evidence, diagnostics.reportCount == reports, self.facts.count == facts {
            known[number] = .condition(
                .init(id: id, start: span.start, evidence: Array(evidence.entries[entries...])))
        }
        return id
    }

    /// Checks all effects of a rule.
    mutating func effects(of node: RuleDeclaration, in scope: RuleScope) -> [PlanEffect]? {
        guard let span = node.effectsSpan, let frame = scope.frame,
            let number = known.number(
                of: span, scope.isNamed ? .effectsOfNamedRule : .effectsOfUnnamedRule,
                frame: known.place(of: frame))
        else { return newEffects(node.effects, in: scope) }
        if case .effects(let effects) = known[number] { return effects }
        let reports = diagnostics.reportCount
        let effects = newEffects(node.effects, in: scope)
        if let effects, diagnostics.reportCount == reports { known[number] = .effects(effects) }
        return effects
    }

    private mutating func newEffects(_ nodes: [Effect], in scope: RuleScope) -> [PlanEffect]? {
        let effects = nodes.map { effect($0, in: scope) }
        return allKnown(effects)
    }

    /// Checks what stands behind a rule's `because`.
    /// - Returns: Nothing where it has none; nothing in it where it has a mistake.
    mutating func reason(of node: RuleDeclaration, in scope: RuleScope) -> PlanTemplate?? {
        guard let span = node.becauseSpan else { return nil }
        guard let frame = scope.frame,
            let number = known.number(of: span, .reason, frame: known.place(of: frame))
        else { return .some(node.because.flatMap { self.template($0, in: scope) }) }
        if case .template(let template) = known[number] { return .some(template) }
        let reports = diagnostics.reportCount
        let template = node.because.flatMap { self.template($0, in: scope) }
        if let template, diagnostics.reportCount == reports { known[number] = .template(template) }
        return .some(template)
    }
}
