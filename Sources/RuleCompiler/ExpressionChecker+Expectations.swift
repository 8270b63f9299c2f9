import RulePlan
import RuleSyntax
import RuleText

extension ExpressionChecker {
    /// What a test expects, or a report of what is wrong with it.
    mutating func kind(of expectation: RuleSyntax.Expectation) -> PlanTest.Expectation.Kind? {
        switch expectation.kind {
        case .require(let task, let target, let due):
            guard let id = self.task(task) else { return nil }
            return item(.task(id), task, target, approval: nil, due: due)
        case .run(let action, let target, let approval, let due):
            guard let id = self.action(action) else { return nil }
            return item(.action(id), action, target, approval: approval, due: due)
        case .item(let name, let target):
            guard let subject = subject(name) else { return nil }
            return item(subject, name, target, approval: nil, due: nil)
        case .forbid(let action, let target):
            let row = target.map { self.row($0) }
            guard let id = self.action(action), row != .some(nil),
                isTarget(row ?? nil, of: .action(id), named: action, at: target?.span, isRequired: false)
            else { return nil }
            return .forbid(id, target: row ?? nil)
        case .raise(let level, let text, let target):
            let row = target.map { self.row($0) }
            guard !level.text.isEmpty else { return nil }
            guard let severity = Severity(name: level.text) else {
                diagnostics.append(
                    .unknownMember(level.text, among: Severity.allCases.map(\.name), at: level.span))
                return nil
            }
            return row == .some(nil) ? nil : .raise(severity, text: text?.value, target: row ?? nil)
        case .notify(let role, let text, let target):
            let row = target.map { self.row($0) }
            guard !role.text.isEmpty else { return nil }
            guard let id = symbols.role(named: role.text) else {
                diagnostics.append(
                    .unknownDeclaration("role", role, nearest: symbols.nearestRole(to: role.text)))
                return nil
            }
            return row == .some(nil) ? nil : .notify(id, text: text?.value, target: row ?? nil)
        case .rule(let name, let state, let target):
            let row = target.map { self.row($0) }
            guard let id = rule(name), row != .some(nil), isRow(row ?? nil, of: id, at: target?.span),
                let state = PlanTest.Expectation.RuleState(rawValue: state.rawValue)
            else { return nil }
            return .rule(id, state, target: row ?? nil)
        case .nothingElse:
            return .nothingElse
        }
    }

    private mutating func item(
        _ subject: PlanTest.Subject, _ name: Name, _ target: RowLiteral?,
        approval: RuleSyntax.Expectation.ExpectedApproval?, due: Expression?
    ) -> PlanTest.Expectation.Kind? {
        let row = target.map { self.row($0) }
        let time = due.map { given($0, as: .time) }
        guard row != .some(nil), time != .some(nil),
            isTarget(row ?? nil, of: subject, named: name, at: target?.span, isRequired: false)
        else { return nil }
        return .item(
            subject, target: row ?? nil,
            approval: approval.flatMap { PlanTest.Expectation.Approval(rawValue: $0.rawValue) }, due: time ?? nil)
    }

    /// Whether a row is one that the rule speaks of; reports where it isn't.
    private mutating func isRow(_ target: PlanTest.Target?, of rule: RuleID, at span: SourceSpan?) -> Bool {
        guard let target, let span else { return true }
        let symbol = symbols[rule]
        let message: String
        switch symbol.subject {
        case .unknown: return false
        case .rows(of: target.entity): return true
        case .rows(let own):
            message =
                "'\(symbol.name)' is for '\(symbols.schema[own].name)', not for "
                + "'\(symbols.schema[target.entity].name)'"
        case .organization:
            message =
                "'\(symbol.name)' speaks of the whole organisation, not of each "
                + "'\(symbols.schema[target.entity].name)'"
        }
        diagnostics.append(
            Diagnostic(.wrongTarget, at: span, message, notes: declaredHere(.rule(rule))))
        return false
    }
}

// MARK: - Names in tests

extension ExpressionChecker {
    /// Whether a row is one that a task or action may be on; reports where it isn't.
    mutating func isTarget(
        _ target: PlanTest.Target?, of subject: PlanTest.Subject, named name: Name, at span: SourceSpan?,
        isRequired: Bool
    ) -> Bool {
        let own: Symbols.Subject
        let declared: Symbols.Declared
        switch subject {
        case .task(let id): (own, declared) = (symbols.target(of: id), .task(id))
        case .action(let id): (own, declared) = (symbols.target(of: id), .action(id))
        }
        let message: String
        switch (own, target?.entity) {
        case (.unknown, _): return false
        case (.organization, nil): return true
        case (.organization, let entity?):
            message = "'\(name.text)' is on nothing, not on a '\(symbols.schema[entity].name)'"
        case (.rows(let entity), let other?) where entity == other: return true
        case (.rows(let entity), let other?):
            message =
                "'\(name.text)' is on a '\(symbols.schema[entity].name)', not on a "
                + "'\(symbols.schema[other].name)'"
        case (.rows(let entity), nil):
            if !isRequired { return true }
            message = "'\(name.text)' needs the '\(symbols.schema[entity].name)' that it is on"
        }
        diagnostics.append(
            Diagnostic(.wrongTarget, at: span ?? name.span, message, notes: declaredHere(declared)))
        return false
    }

    /// The row that a literal names, or a report of what is wrong with it.
    mutating func row(_ literal: RowLiteral) -> PlanTest.Target? {
        guard let entity = entity(literal.entity) else { return nil }
        let schema = symbols.schema[entity]
        let key = literal.key.map(\.value)
        if key.count == schema.key.count || schema.key.isEmpty {
            return PlanTest.Target(entity: entity, key: key)
        }
        let fields = schema.key.map { "'\(schema[$0].name)'" }.joined(separator: ", ")
        diagnostics.append(
            Diagnostic(
                .invalidKey, at: literal.span,
                "the key of '\(schema.name)' is \(fields): \(key.count == 1 ? "1 text is" : "\(key.count) texts are") "
                    + "given, \(schema.key.count) needed", notes: declaredHere(.entity(entity))))
        return nil
    }

    mutating func entity(_ name: Name) -> EntityID? {
        guard !name.text.isEmpty else { return nil }
        if let id = symbols.entities[name.text] { return id }
        diagnostics.append(.unknownEntity(name, nearest: symbols.nearestEntity(to: name.text)))
        return nil
    }

    mutating func rule(_ name: Name) -> RuleID? {
        guard !name.text.isEmpty else { return nil }
        if let id = symbols.rulesByName[name.text] { return id }
        diagnostics.append(.unknownDeclaration("rule", name, nearest: symbols.nearestRule(to: name.text)))
        return nil
    }

    mutating func task(_ name: Name) -> TaskID? {
        guard !name.text.isEmpty else { return nil }
        if let id = symbols.tasks[name.text] { return id }
        var diagnostic = Diagnostic.unknownDeclaration("task", name, nearest: symbols.nearestTask(to: name.text))
        if symbols.actions[name.text] != nil {
            diagnostic = Diagnostic(
                .unknownDeclaration, at: name.span, "'\(name.text)' is an action, it is run",
                help: "write 'run \(name.text)'")
        }
        diagnostics.append(diagnostic)
        return nil
    }

    mutating func action(_ name: Name) -> ActionID? {
        guard !name.text.isEmpty else { return nil }
        if let id = symbols.actions[name.text] { return id }
        var diagnostic = Diagnostic.unknownDeclaration(
            "action", name, nearest: symbols.nearestAction(to: name.text))
        if symbols.tasks[name.text] != nil {
            diagnostic = Diagnostic(
                .unknownDeclaration, at: name.span, "'\(name.text)' is a task, it is required",
                help: "write 'require \(name.text)'")
        }
        diagnostics.append(diagnostic)
        return nil
    }

    /// A task or an action by its name alone.
    mutating func subject(_ name: Name) -> PlanTest.Subject? {
        guard !name.text.isEmpty else { return nil }
        switch (symbols.tasks[name.text], symbols.actions[name.text]) {
        case (let task?, nil): return .task(task)
        case (nil, let action?): return .action(action)
        case (let task?, let action?):
            diagnostics.append(
                Diagnostic(
                    .ambiguousName, at: name.span, "'\(name.text)' is a task and an action",
                    notes: declaredHere(.task(task)) + declaredHere(.action(action))))
        case (nil, nil):
            let names = Array(symbols.tasks.keys) + Array(symbols.actions.keys)
            diagnostics.append(
                .unknownDeclaration(
                    "task or action", name, nearest: NearestSpelling.nearest(to: name.text, among: names)))
        }
        return nil
    }

    func declaredHere(_ declared: Symbols.Declared) -> [Diagnostic.Note] {
        symbols.span(of: declared).map { [.init("declared here", at: $0)] } ?? []
    }
}

extension [SourceFile] {
    /// What stands at a span, on one line: without comments, and with one blank for any number of blanks and line breaks.
    func lineOfText(at span: SourceSpan) -> String {
        let file = Int(span.file.rawValue)
        guard indices.contains(file) else { return "" }
        let bytes = self[file].bytes
        let start = Swift.min(Int(span.start), bytes.count)
        var result: [UInt8] = []
        var isInText = false
        var isInComment = false
        var isEscaped = false
        for byte in bytes[start..<Swift.max(start, Swift.min(Int(span.end), bytes.count))] {
            if isInComment {
                isInComment = byte != UInt8(ascii: "\n")
            } else if isInText {
                result.append(byte)
                isInText = byte != UInt8(ascii: "\"") || isEscaped
                isEscaped = byte == UInt8(ascii: "\\") && !isEscaped
            } else if byte == UInt8(ascii: "#") {
                isInComment = true
            } else if byte <= UInt8(ascii: " ") {
                if result.last != UInt8(ascii: " ") { result.append(UInt8(ascii: " ")) }
            } else {
                result.append(byte)
                isInText = byte == UInt8(ascii: "\"")
            }
        }
        if result.last == UInt8(ascii: " ") { result.removeLast() }
        return String(decoding: result, as: UTF8.self)
    }
}
