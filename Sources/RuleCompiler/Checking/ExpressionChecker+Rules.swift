import RulePlan
import RuleSyntax
import RuleText

extension ExpressionChecker {
    /// Checks and lowers rules, into `plan.rules`.
    mutating func checkRules(in range: Range<Int>) {
        plan.rules.reserveCapacity(range.count)
        // Most rules bring one expression of their own, which joins their conditions.
        plan.reserveCapacity(expressions: range.count * 2)
        for index in range {
            if let rule = lowered(symbols.rules[index]) { plan.rules.append(rule) }
        }
    }

    /// Checks every part of a rule, also after a mistake in another.
    private mutating func lowered(_ symbol: Symbols.RuleSymbol) -> PlanRule? {
        let node = symbol.declaration
        let scope = RuleScope(
            frame: frame(of: symbol), isNamed: node.name != nil, subjectName: subjectName(of: node))
        let subject = subject(of: node, symbol.subject)
        let condition = scope.frame.flatMap { ruleCondition(node, in: $0) }
        if condition != nil {
            diagnostics += GoodSideOfScore(schema: symbols.schema, facts: facts).diagnostics(for: node)
        }
        let evidence = evidence?.evidence ?? []
        let effects = effects(of: node, in: scope)
        let because = reason(of: node, in: scope)
        let clauses = clauses(node.clauses)
        guard let subject, let condition, let effects, let because = Self.required(because),
            let clauses
        else { return nil }
        return PlanRule(
            name: symbol.name, title: node.title?.value, severity: clauses.severity, tags: clauses.tags,
            see: clauses.see, location: symbol.location, subject: subject.value, condition: condition,
            effects: effects, because: because, evidence: evidence)
    }

    private mutating func ruleCondition(_ node: RuleDeclaration, in frame: Frame) -> ExpressionID? {
        enter(frame)
        facts = [:]
        evidence = EvidenceCollector()
        return ruleCondition(node.conditionTree, frame: known.place(of: frame))
    }

    /// Nothing where the rule is for an entity that isn't there.
    private func frame(of symbol: Symbols.RuleSymbol) -> Frame? {
        switch symbol.subject {
        case .organization: .organization
        case .rows(let entity):
            symbol.declaration.subjectAlias.map { .row(of: entity, named: $0.text, in: symbols.schema) }
                ?? plainFrames[entity.index]
        case .unknown: nil
        }
    }

    private func subjectName(of node: RuleDeclaration) -> String? {
        (node.subjectAlias ?? node.subjectEntity)?.text
    }

    // MARK: - Subject

    /// A subject that has been checked.
    private struct CheckedSubject {
        /// Nothing for a rule of the organisation.
        var value: PlanRule.Subject?
    }

    private mutating func subject(of node: RuleDeclaration, _ subject: Symbols.Subject) -> CheckedSubject? {
        switch subject {
        case .unknown: return nil
        case .organization: return CheckedSubject(value: nil)
        case .rows(let entity):
            guard let top = node.top else {
                return CheckedSubject(value: PlanRule.Subject(entity: entity, top: nil))
            }
            let frame = Frame.row(of: entity, named: node.subjectAlias?.text, in: symbols.schema)
            return self.top(top, in: frame).map { CheckedSubject(value: PlanRule.Subject(entity: entity, top: $0)) }
        }
    }

    private mutating func top(_ node: RuleSubject.Top, in frame: Frame) -> PlanRule.Subject.Top? {
        let count = node.count.value.wholeNumber.flatMap { $0 >= 1 ? $0 : nil }
        if count == nil {
            report(
                Diagnostic(
                    .outOfRange, at: node.count.span,
                    "'top' needs a whole number of at least 1, here is \(node.count.digits)"))
        }
        enter(frame)
        let rank = check(node.rank).flatMap { isRank($0, node.rank) ? $0 : nil }
        let condition = node.condition.map { rowCondition($0, in: frame) }
        guard let count, let rank, let condition = Self.required(condition) else { return nil }
        return PlanRule.Subject.Top(
            count: count, rank: rank.id, condition: condition, rankLabel: node.rank.canonicalText)
    }

    private mutating func isRank(_ rank: TypedExpression, _ written: Expression) -> Bool {
        if rank.type.isOrdered { return true }
        report(
            Diagnostic(
                .unorderedComparison, at: written.span,
                "'top' needs a value with an order, such as a number or a level, \(described(written, rank.type))"))
        return false
    }

    // MARK: - Clauses and texts

    private struct CheckedClauses {
        var severity: Severity?
        var tags: [String] = []
        var see: [String] = []
    }

    private mutating func clauses(_ nodes: [RuleClause]) -> CheckedClauses? {
        var result = CheckedClauses()
        var isMeaningful = true
        for node in nodes {
            switch node {
            case .tags(let texts, _): result.tags += texts.map(\.value)
            case .see(let texts, _): result.see += texts.map(\.value)
            case .severity(let name, _):
                result.severity = Severity(name: name.text)
                if result.severity == nil { isMeaningful = false }
                if result.severity == nil, !name.text.isEmpty { report(.unknownSeverity(name)) }
            }
        }
        return isMeaningful ? result : nil
    }

    mutating func template(_ node: TextTemplate, in scope: RuleScope) -> PlanTemplate? {
        guard let frame = scope.frame else { return nil }
        let segments = node.segments.map { segment -> PlanTemplate.Segment? in
            switch segment {
            case .text(let text): return .text(text)
            case .value(let expression):
                enter(frame)
                return check(expression).map { .value($0.id) }
            }
        }
        return allKnown(segments).map { PlanTemplate(segments: $0) }
    }
}

/// What the parts of a rule may speak of.
struct RuleScope: Hashable, Sendable {
    /// Nothing where the rule is for an entity that isn't there: what reads its rows can't be checked.
    var frame: Frame?
    /// Whether its findings and messages have a name to be known by.
    var isNamed: Bool
    /// What the rule calls its row.
    var subjectName: String?
}

extension Diagnostic {
    static func unknownSeverity(_ name: Name) -> Diagnostic {
        let members = RulePlan.Severity.allCases.map(\.name)
        var diagnostic = Diagnostic(
            .unknownMember, at: name.span,
            "there is no severity '\(name.text)'; it is one of \(members.joined(separator: " < "))")
        if let nearest = NearestSpelling.nearest(to: name.text, among: members) {
            diagnostic.suggest("did you mean '\(nearest)'?", replacing: name.span, with: nearest, .safe)
        }
        return diagnostic
    }
}
