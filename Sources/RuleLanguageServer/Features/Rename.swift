import RuleCompiler
import RuleData
import RulePlan
import RuleSyntax
import RuleText

/// Gives a declared name another one, everywhere in the program.
extension LanguageServer {
    /// `textDocument/prepareRename`
    mutating func prepareRename(_ parameters: InputValue) throws(ResponseError) -> JSONValue {
        guard let (target, occurrence) = try occurrence(parameters) else { return .null }
        try target.snapshot.checkRenamable(occurrence.meaning)
        return .object([
            ("range", target.snapshot.range(of: occurrence.span, in: client.encoding)),
            ("placeholder", .text(target.snapshot.name(at: occurrence))),
        ])
    }

    /// `textDocument/rename`
    mutating func rename(_ parameters: InputValue) throws(ResponseError) -> JSONValue {
        guard let name = parameters["newName"]?.string else {
            throw ResponseError(.invalidParameters, "'newName' is missing")
        }
        guard let (target, occurrence) = try occurrence(parameters) else {
            throw ResponseError(.requestFailed, "there is no name here")
        }
        let snapshot = target.snapshot
        try snapshot.checkRenamable(occurrence.meaning)
        try snapshot.check(newName: name, for: occurrence.meaning)
        let written = Self.written(name)
        var edits: [DocumentName: [JSONValue]] = [:]
        for place in snapshot.occurrences(of: occurrence.meaning) {
            // What stands for nothing in the text, such as a name that recovery made up, is none of it.
            guard place.span.start < place.span.end, snapshot.name(at: place) == snapshot.name(at: occurrence) else {
                continue
            }
            edits[snapshot.names[Int(place.span.file.rawValue)], default: []].append(
                .object([
                    ("range", snapshot.range(of: place.span, in: client.encoding)), ("newText", .text(written)),
                ]))
        }
        let changes = edits.sorted { $0.key < $1.key }.map { (workspace.uri(of: $0.key), JSONValue.list($0.value)) }
        return .object([("changes", .object(changes))])
    }

    /// A name as it is written where every word may be a name: reserved words in backquotes.
    private static func written(_ name: String) -> String {
        Keyword.reserved.contains { $0.spelling == name } ? "`\(name)`" : name
    }
}

extension ProgramSnapshot {
    /// Without backquotes.
    func name(at occurrence: NameOccurrence) -> String {
        let text = text(at: occurrence.span)
        return text.hasPrefix("`") ? String(text.dropFirst().dropLast()) : text
    }

    fileprivate func checkRenamable(_ meaning: NameMeaning) throws(ResponseError) {
        switch meaning {
        case .member(let name, _):
            throw ResponseError(.requestFailed, "'\(name)' is a value as it stands in the data, it can't be renamed")
        case .severity(let name):
            throw ResponseError(.requestFailed, "'\(name)' is a severity of the language, it can't be renamed")
        case .row: break
        case .declared(let declared):
            guard let span = symbols.span(of: declared) else {
                throw ResponseError(.requestFailed, "this name is declared nowhere")
            }
            // A model of one's own is a file like any other.
            if names[Int(span.file.rawValue)] == .standardModel {
                throw ResponseError(
                    .requestFailed, "'\(text(at: span))' belongs to the standard model, it can't be renamed")
            }
        }
    }

    fileprivate func check(newName name: String, for meaning: NameMeaning) throws(ResponseError) {
        guard name.isIdentifier else {
            throw ResponseError(
                .invalidParameters,
                "'\(name.displayed)' is no name: a name is letters, digits and '_', and does not begin with a digit")
        }
        guard let other = other(named: name, besides: meaning) else { return }
        throw ResponseError(.invalidParameters, "there is a \(other) '\(name)' already")
    }

    /// The kind of what has a name already where a name has to be its own.
    private func other(named name: String, besides meaning: NameMeaning) -> String? {
        guard case .declared(let declared) = meaning else { return nil }
        func isOther(_ found: Symbols.Declared?) -> Bool { found != nil && found != declared }
        switch declared {
        case .entity: return isOther(symbols.entities[name].map { .entity($0) }) ? "entity" : nil
        case .task: return isOther(symbols.tasks[name].map { .task($0) }) ? "task" : nil
        case .action: return isOther(symbols.actions[name].map { .action($0) }) ? "action" : nil
        case .rule: return isOther(symbols.rulesByName[name].map { .rule($0) }) ? "rule" : nil
        case .score, .role, .parameter: return otherOrganizationName(name, besides: declared)
        case .definition(let id):
            if case .rows(let entity) = symbols[id].subject { return otherRowName(name, of: entity, besides: declared) }
            return otherOrganizationName(name, besides: declared)
        case .field(let entity, _): return otherRowName(name, of: entity, besides: declared)
        case .argument(let action, let place):
            let other = symbols.schema[action].parameters.firstIndex { $0.name == name }
            return other != nil && other != place ? "parameter" : nil
        case .approval: return nil
        }
    }

    private func otherRowName(_ name: String, of entity: EntityID, besides declared: Symbols.Declared) -> String? {
        guard let found = symbols.rowNames[entity.index][name] else { return nil }
        return NameWalk.declared(found, in: entity) == declared ? nil : "field"
    }

    private func otherOrganizationName(_ name: String, besides declared: Symbols.Declared) -> String? {
        guard let found = symbols.organization[name] else { return nil }
        let other: Symbols.Declared =
            switch found {
            case .score(let id): .score(id)
            case .parameter(let id): .parameter(id)
            case .definition(let id): .definition(id)
            case .role(let id): .role(id)
            }
        return other == declared ? nil : found.kind
    }
}

extension String {
    /// Whether it is letters, digits and `_`, and begins with no digit.
    var isIdentifier: Bool {
        guard let first = utf8.first, !(first >= 48 && first <= 57) else { return false }
        return utf8.allSatisfy(\.isIdentifierByte)
    }
}

extension UInt8 {
    var isIdentifierByte: Bool {
        self >= 48 && self <= 57 || self >= 65 && self <= 90 || self >= 97 && self <= 122 || self == 95
    }
}
