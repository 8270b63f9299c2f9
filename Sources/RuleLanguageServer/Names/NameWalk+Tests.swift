import RuleCompiler
import RulePlan
import RuleSyntax

extension NameWalk {
    mutating func visit(_ node: TestDeclaration) {
        for rule in node.rules { noteRule(rule) }
        for statement in node.statements { visit(statement) }
    }

    private mutating func visit(_ statement: TestStatement) {
        switch statement {
        case .now, .timeZone, .invalid: break
        case .set(let name, let value, _):
            seek(name, .parameter)
            visit(value, expecting: noteOrganizationName(name))
        case .givenScore(let name, let value, _):
            seek(name, .given)
            visit(value, expecting: noteOrganizationName(name))
        case .givenRow(let node):
            let known = noteEntity(node.row.entity)
            seek(node.row.entity, .given)
            guard let entity = known else { return }
            for member in node.members { visit(member.value, expecting: noteField(member.field, of: entity)) }
        case .givenNone(let name, _): noteEntity(name)
        case .givenEvent(let node):
            noteWork(node.subject)
            visit(node.target)
            visit(node.at)
        case .expectation(let node): visit(node)
        }
    }

    private mutating func visit(_ node: Expectation) {
        switch node.kind {
        case .require(let task, let target, let due):
            noteTask(task)
            visit(target)
            if let due { visit(due) }
        case .run(let action, let target, _, let due):
            noteAction(action)
            visit(target)
            if let due { visit(due) }
        case .raise(let level, _, let target):
            seek(level, .severity)
            note(level, .severity(level.text))
            visit(target)
        case .notify(let role, _, let target):
            noteRole(role)
            visit(target)
        case .forbid(let action, let target):
            noteAction(action)
            visit(target)
        case .item(let name, let target):
            noteWork(name)
            seek(name, .expected)
            visit(target)
        case .rule(let name, _, let target):
            noteRule(name)
            seek(name, .expected)
            visit(target)
        case .nothingElse: break
        }
    }

    private mutating func visit(_ row: RowLiteral?) {
        if let row { noteEntity(row.entity) }
    }

    /// A task, or else an action.
    private mutating func noteWork(_ name: Name) {
        defer { seek(name, .work) }
        if symbols.tasks[name.text] != nil { noteTask(name) } else { noteAction(name) }
    }

    private mutating func noteOrganizationName(_ name: Name) -> Typed? {
        switch symbols.organization[name.text] {
        case .score(let id)?:
            note(name, .declared(.score(id)))
            return symbols.type(of: id).map { Typed(type: $0, owner: .score(id)) }
        case .parameter(let id)?:
            note(name, .declared(.parameter(id)))
            return symbols[id].type.map { Typed(type: $0, owner: .parameter(id)) }
        case .definition(let id)?:
            note(name, .declared(.definition(id)))
            return definitionType(id).map { Typed(type: $0, owner: .definition(id)) }
        case .role?, nil: return nil
        }
    }
}
