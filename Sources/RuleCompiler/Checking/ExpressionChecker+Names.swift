import RulePlan
import RuleSyntax
import RuleText

extension ExpressionChecker {
    /// A bare word: a level or choice where one is expected, else a name in scope.
    mutating func name(_ node: Name, expecting expected: Expectation) -> TypedExpression? {
        if let type = expected.type, let members = type.members,
            let place = members.firstIndex(of: node.text)
        {
            return constant(.member(place), type)
        }
        guard let path = path(first: node, members: [], expecting: expected) else { return nil }
        return value(of: path, at: node.span)
    }

    mutating func member(_ node: MemberAccess, expecting expected: Expectation) -> TypedExpression? {
        var members = [node.member]
        var base = node.base
        while case .member(let inner) = base {
            members.append(inner.member)
            base = inner.base
        }
        members.reverse()
        if case .name(let first) = base {
            guard let path = path(first: first, members: members, expecting: expected) else { return nil }
            return value(of: path, at: node.span)
        }
        guard var row = check(base) else { return nil }
        for member in members {
            guard let step = step(member, from: row.type, written: { base.shortText }) else { return nil }
            row = typed(planNode(step.member, of: row.id), step.type)
        }
        return row
    }

    /// Resolves `first.member.member`, and reports the part that means nothing.
    mutating func path(first: Name, members: [Name], expecting expected: Expectation = .anything) -> ResolvedPath? {
        guard var path = root(first, hasMembers: !members.isEmpty, expecting: expected) else { return nil }
        for (place, member) in members.enumerated() {
            let base = { CanonicalText.of(first, members: members[..<place]).shortened }
            guard let step = step(member, from: path.type, written: base) else { return nil }
            path.steps.append(step)
            path.stepNames.append(member.text)
        }
        return path
    }

    private mutating func root(_ name: Name, hasMembers: Bool, expecting expected: Expectation) -> ResolvedPath? {
        switch resolution(of: name.text) {
        case .row(let place):
            let entity = frame.rows[place].entity
            return ResolvedPath(
                root: .row(place), rootType: .reference(entity), rootLabel: symbols.schema[entity].name)
        case .ofInnermost(let member):
            guard let row = frame.innermost, let type = type(of: member, in: row.entity) else { return nil }
            return ResolvedPath(
                root: .row(frame.rows.count - 1), rootType: .reference(row.entity),
                rootLabel: symbols.schema[row.entity].name, steps: [.init(member: member, type: type)],
                stepNames: [name.text])
        case .ofOrganization(let global):
            guard let type = type(of: global) else { return nil }
            return ResolvedPath(root: .organization(global), rootType: type, rootLabel: name.text)
        case .ambiguous(let member, let global):
            reportAmbiguity(name, member: member, global: global)
        case .role:
            report(
                Diagnostic(
                    .unknownName, at: name.span, "'\(name.text)' is a role, not a value",
                    help: "roles stand after 'by', 'of' and 'notify'"))
        case .none:
            reportUnknown(name, hasMembers: hasMembers, expecting: expected)
        }
        return nil
    }

    private mutating func step(_ member: Name, from type: ValueType, written: () -> String) -> ResolvedPath.Step? {
        guard case .reference(let entity) = type else {
            if member.text.isEmpty { return nil }
            report(
                Diagnostic(
                    .typeMismatch, at: member.span,
                    "'\(written())' is \(type.phrase(in: symbols.schema)), which has no field '\(member.text)'")
            )
            return nil
        }
        guard let found = rowName(member.text, of: entity) else {
            reportUnknownField(member, of: entity)
            return nil
        }
        return self.type(of: found, in: entity).map { ResolvedPath.Step(member: found, type: $0) }
    }

    func planNode(_ member: Symbols.RowName, of row: ExpressionID) -> PlanExpression {
        switch member {
        case .field(let slot): .field(slot, of: row)
        case .definition(let id): .definition(id, of: row)
        }
    }

    // MARK: - Types of names

    private mutating func type(of member: Symbols.RowName, in entity: EntityID) -> ValueType? {
        switch member {
        case .field(let slot): symbols.type(of: slot, in: entity)
        case .definition(let id): type(of: id)
        }
    }

    private mutating func type(of global: Symbols.OrganizationName) -> ValueType? {
        switch global {
        case .score(let id): return symbols.type(of: id)
        case .definition(let id): return type(of: id)
        case .parameter(let id):
            let parameter = symbols[id]
            // Whoever sets it is held to its domain.
            if case .range(.number(let lower), let upper) = parameter.domain, case .number = parameter.type {
                if case .number(let upper) = upper { return .number(NumberRange(lower: lower, upper: upper)) }
                return .number(NumberRange(lower: lower, upper: .infinity))
            }
            return parameter.type
        case .role: return nil
        }
    }
}

// MARK: - Lowering

extension ExpressionChecker {
    /// Lowers a path where it is read, and notes what is read.
    private mutating func value(of path: ResolvedPath, at span: SourceSpan) -> TypedExpression {
        note(path)
        let id = lowered(path, rowCount: frame.rows.count)
        if evidence != nil, let label = evidenceLabel(of: path) {
            // In the frame of the rule's row, wherever it was read.
            let outer = lowered(path, rowCount: outerRowCount)
            evidence?.add(label, outer, at: span)
        }
        return TypedExpression(id: id, type: path.type)
    }

    private mutating func note(_ path: ResolvedPath) {
        switch path.root {
        case .row(let place):
            dataReads += 1
            if place < rowReads.count { rowReads[place] += 1 }
        case .organization(.parameter): break
        case .organization(.definition(let id)):
            if !definitionStates[id.index].isFixed { dataReads += 1 }
        case .organization(.score), .organization(.role): dataReads += 1
        }
    }

    private func evidenceLabel(of path: ResolvedPath) -> String? {
        switch path.root {
        case .organization: path.label
        case .row(let place): place < outerRowCount && !path.steps.isEmpty ? path.label : nil
        }
    }

    private mutating func lowered(_ path: ResolvedPath, rowCount: Int) -> ExpressionID {
        var node: PlanExpression
        var type = path.rootType
        switch path.root {
        case .row(let place):
            node = .row(depth: rowCount - 1 - place)
        case .organization(.score(let id)):
            node = .score(id)
            type = symbols.schema[id].type
        case .organization(.definition(let id)):
            node = .definition(id, of: nil)
        case .organization(.parameter(let id)):
            node = .parameter(id)
            let symbol = symbols[id]
            type = symbol.type ?? type
            if let date = symbol.defaultDate {
                let parameter = plan.intern(node, type: type)
                let fallback = plan.intern(.date(year: date.year, month: date.month, day: date.day), type: .time)
                node = .otherwise(parameter, fallback)
            }
        case .organization(.role):
            node = .constant(.missing)
        }
        var id = plan.intern(node, type: type)
        for step in path.steps {
            id = plan.intern(planNode(step.member, of: id), type: step.type)
        }
        return id
    }

    /// Lowers a path to a row, without noting it as a value that was read.
    mutating func row(of path: ResolvedPath) -> ExpressionID {
        lowered(path, rowCount: frame.rows.count)
    }
}
