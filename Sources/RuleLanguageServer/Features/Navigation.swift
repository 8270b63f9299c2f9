import RuleCompiler
import RuleData
import RulePlan
import RuleSyntax
import RuleText

/// Where a name was declared, and where it is used.
extension LanguageServer {
    /// The name at the position of a request.
    mutating func occurrence(
        _ parameters: InputValue
    ) throws(ResponseError) -> (target: Target, occurrence: NameOccurrence)? {
        let target = try target(parameters)
        let offset = try offset(of: parameters["position"], in: target)
        return target.snapshot.occurrence(at: offset, in: target.file).map { (target, $0) }
    }

    /// `textDocument/definition`
    mutating func definition(_ parameters: InputValue) throws(ResponseError) -> JSONValue {
        guard let (target, occurrence) = try occurrence(parameters),
            let span = target.snapshot.declaration(of: occurrence.meaning)
        else { return .null }
        return target.snapshot.location(of: span, in: client.encoding, workspace.uri)
    }

    /// `textDocument/references`
    mutating func references(_ parameters: InputValue) throws(ResponseError) -> JSONValue {
        guard let (target, occurrence) = try occurrence(parameters) else { return .list([]) }
        let isDeclarationWanted = parameters["context"]?["includeDeclaration"]?.boolean ?? true
        let places = target.snapshot.occurrences(of: occurrence.meaning)
            .filter { isDeclarationWanted || !$0.isDeclaration }
        return .list(
            places.map { target.snapshot.location(of: $0.span, in: client.encoding, workspace.uri) })
    }

    /// `textDocument/documentHighlight`
    mutating func highlights(_ parameters: InputValue) throws(ResponseError) -> JSONValue {
        guard let (target, occurrence) = try occurrence(parameters) else { return .list([]) }
        let places = target.snapshot.occurrences(in: target.file).filter { $0.meaning == occurrence.meaning }
        return .list(
            places.map {
                .object([
                    ("range", target.snapshot.range(of: $0.span, in: client.encoding)),
                    // Read, or written where it is declared.
                    ("kind", .integer($0.isDeclaration ? 3 : 2)),
                ])
            })
    }
}

extension ProgramSnapshot {
    /// The place of the name's declaration.
    func declaration(of meaning: NameMeaning) -> SourceSpan? {
        switch meaning {
        case .declared(let declared): symbols.span(of: declared)
        case .row(_, let span): span
        case .member(_, of: let owner):
            memberDeclaration(of: meaning) ?? owner.flatMap { symbols.span(of: $0) }
        case .severity: nil
        }
    }

    private func memberDeclaration(of meaning: NameMeaning) -> SourceSpan? {
        guard case .member(let name, let owner?) = meaning else { return nil }
        // A parameter or a derived value has its levels from somewhere else.
        let source = source(ofTypeOf: owner)
        guard let span = symbols.span(of: source) else { return nil }
        let wanted = NameMeaning.member(name, of: source)
        return occurrences(in: span.file).first { $0.isDeclaration && $0.meaning == wanted }?.span
    }

    /// The field from which a parameter has its type.
    private func source(ofTypeOf declared: Symbols.Declared) -> Symbols.Declared {
        guard case .parameter(let id) = declared, let written = symbols[id].declaration.fieldType,
            let entity = symbols.entities[written.entity.text],
            let name = symbols.rowNames[entity.index][written.field.text]
        else { return declared }
        return NameWalk.declared(name, in: entity)
    }
}
