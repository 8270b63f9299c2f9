import RulePlan
import RuleSyntax
import RuleText

extension ExpressionChecker {
    mutating func reportAmbiguity(_ name: Name, member: Symbols.RowName?, global: Symbols.OrganizationName) {
        guard let row = frame.rows.last(where: { member != nil || $0.name == name.text }) else { return }
        var diagnostic = Diagnostic(
            .ambiguousName, at: name.span,
            member == nil
                ? "'\(name.text)' is both a row here and a \(global.kind)"
                : "'\(name.text)' is both a field of '\(symbols.schema[row.entity].name)' and a \(global.kind)")
        if let member {
            if let span = symbols.span(of: member, in: row.entity) {
                diagnostic.notes.append(.init("the field is declared here", at: span))
            }
            diagnostic.help = "write '\(row.name).\(name.text)' for the field, or give a \(global.kind) another name"
        } else {
            diagnostic.help = "give the row another name with 'as'"
        }
        if let span = symbols.span(of: global) {
            diagnostic.notes.append(.init("a \(global.kind) is declared here", at: span))
        }
        report(diagnostic)
    }

    /// Reports a name that means nothing where it stands, with what was probably meant.
    mutating func reportUnknown(_ name: Name, hasMembers: Bool, expecting expected: Expectation) {
        guard !name.text.isEmpty, diagnostics.hasRoom(at: name.span) else { return }
        if case .undetermined = expected { return }
        if case .type(let type, let owner) = expected, let members = type.members, !hasMembers {
            report(.unknownMember(name, members: members, of: type, owner: owner?.text))
        } else if let entity = symbols.entities[name.text], let row = frame.rows.last(where: { $0.entity == entity }) {
            report(.rowHasOtherName(name, row: row.name))
        } else if hasMembers, let entity = symbols.entities[name.text] {
            report(.rowNotInScope(name, entity: symbols.schema[entity].name, hasRows: !frame.rows.isEmpty))
        } else if let row = frame.innermost {
            reportUnknownField(name, of: row)
        } else {
            reportUnknownValue(name)
        }
    }

    private mutating func reportUnknownField(_ name: Name, of row: Frame.Row) {
        let entity = symbols.schema[row.entity].name
        var diagnostic = Diagnostic(
            .unknownField, at: name.span, "'\(entity)' has no field '\(name.text)'")
        if let outer = frame.rows.dropLast().last(where: { rowName(name.text, of: $0.entity) != nil }) {
            diagnostic.suggest(
                "the field of '\(outer.name)' is written '\(outer.name).\(name.text)'", replacing: name.span,
                with: "\(outer.name).\(name.text)", .safe)
        } else if let nearest = NearestSpelling.nearest(
            to: name.text,
            among: Array(symbols.rowNames[row.entity.index].keys) + symbols.organizationValueNames
                + frame.rows.map(\.name))
        {
            diagnostic.suggest("did you mean '\(nearest)'?", replacing: name.span, with: nearest, .safe)
        } else if symbols.entities[name.text] != nil {
            diagnostic.help =
                "to speak of rows of '\(name.text)', write 'any \(name.text) …' or 'count(\(name.text) …)'"
        }
        report(diagnostic)
    }

    mutating func reportUnknownField(_ name: Name, of entity: EntityID) {
        guard !name.text.isEmpty else { return }
        report(
            .unknownField(
                name, of: symbols.schema[entity].name, nearest: symbols.nearestField(to: name.text, in: entity)))
    }

    private mutating func reportUnknownValue(_ name: Name) {
        var diagnostic = Diagnostic(
            .unknownName, at: name.span, "there is no score, param or define named '\(name.text)'")
        if let nearest = NearestSpelling.nearest(to: name.text, among: symbols.organizationValueNames) {
            diagnostic.suggest("did you mean '\(nearest)'?", replacing: name.span, with: nearest, .safe)
        } else if symbols.entities[name.text] != nil {
            diagnostic.help = "to speak of its rows, write 'for \(name.text)' before 'when', or 'any \(name.text) …'"
        } else if let entity = symbols.rowNames.firstIndex(where: { $0[name.text] != nil }) {
            let owner = symbols.schema[EntityID(entity)].name
            diagnostic.help =
                "it is a field of '\(owner)': write 'for \(owner)' before 'when', or 'any \(owner) where …'"
        }
        report(diagnostic)
    }
}

extension Diagnostic {
    /// A level or choice that its list doesn't have.
    static func unknownMember(_ name: Name, members: [String], of type: ValueType, owner: String?) -> Diagnostic {
        guard let owner else { return .unknownMember(name.text, among: members, at: name.span) }
        var diagnostic = Diagnostic(
            .unknownMember, at: name.span,
            "'\(owner)' has no \(type.memberKind) '\(name.text)'; it is one of \(type.memberText)")
        if let nearest = NearestSpelling.nearest(to: name.text, among: members) {
            diagnostic.suggest("did you mean '\(nearest)'?", replacing: name.span, with: nearest, .safe)
        }
        return diagnostic
    }

    fileprivate static func rowHasOtherName(_ name: Name, row: String) -> Diagnostic {
        var diagnostic = Diagnostic(.unknownName, at: name.span, "the row of '\(name.text)' is called '\(row)' here")
        diagnostic.suggest("write '\(row)'", replacing: name.span, with: row, .safe)
        return diagnostic
    }

    fileprivate static func rowNotInScope(_ name: Name, entity: String, hasRows: Bool) -> Diagnostic {
        Diagnostic(
            .unknownName, at: name.span, "no row of '\(entity)' is in scope here",
            help: hasRows
                ? "ask about its rows with 'any \(entity) …' or 'count(\(entity) …)'"
                : "write 'for \(entity)' before 'when', or ask 'any \(entity) where …'")
    }
}
