import RuleData
import RuleSyntax
import RuleText

/// The declarations of a document, as an outline.
extension LanguageServer {
    /// `textDocument/documentSymbol`
    mutating func documentSymbols(_ parameters: InputValue) throws(ResponseError) -> JSONValue {
        let target = try target(parameters)
        let symbols = target.snapshot.tree(of: target.file).declarations.map { declaration in
            OutlineSymbol(
                declaration, line: target.snapshot.lineIndex(of: target.file).line(at: declaration.span.start))
        }
        return .list(
            symbols.map {
                client.hasNestedSymbols ? nested($0, in: target) : flat($0, in: target)
            })
    }

    /// `DocumentSymbol`
    private func nested(_ symbol: OutlineSymbol, in target: Target) -> JSONValue {
        var members: [(name: String, value: JSONValue)] = [
            ("name", .text(symbol.name)), ("kind", .integer(symbol.kind.rawValue)),
            ("range", target.snapshot.range(of: symbol.span, in: client.encoding)),
            ("selectionRange", target.snapshot.range(of: symbol.selection, in: client.encoding)),
        ]
        if let detail = symbol.detail { members.append(("detail", .text(detail))) }
        if !symbol.children.isEmpty {
            members.append(("children", .list(symbol.children.map { nested($0, in: target) })))
        }
        return .object(members)
    }

    /// `SymbolInformation`
    private func flat(_ symbol: OutlineSymbol, in target: Target) -> JSONValue {
        .object([
            ("name", .text(symbol.name)), ("kind", .integer(symbol.kind.rawValue)),
            ("location", target.snapshot.location(of: symbol.span, in: client.encoding, workspace.uri)),
        ])
    }
}

/// A line of the outline.
private struct OutlineSymbol {
    /// LSP 3.17, `SymbolKind`.
    enum Kind: Int {
        case entity = 5
        case action = 6
        case field = 8
        case role = 11
        case rule = 12
        case value = 13
        case parameter = 14
        case waiver = 20
        case task = 24
        case test = 19
    }

    /// Never empty.
    var name: String
    var detail: String?
    var kind: Kind
    var span: SourceSpan
    /// Inside of `span`.
    var selection: SourceSpan
    var children: [OutlineSymbol] = []

    init(_ declaration: Declaration, line: Int) {
        switch declaration {
        case .rule(let node):
            self.init(node.name, .rule, node.span, detail: node.title?.value, otherwise: "rule at line \(line)")
        case .definition(let node):
            self.init(node.name, .value, node.span, detail: "define")
            if let entity = node.entity { name = "\(entity.text).\(name)" }
        case .parameter(let node): self.init(node.name, .parameter, node.span, detail: "param")
        case .waiver(let node):
            self.init(node.rule, .waiver, node.span, detail: node.because.value)
            name = "waive \(name)"
        case .entity(let node):
            self.init(node.name, .entity, node.span, detail: node.title?.value)
            children = node.fields.map { OutlineSymbol($0.name, .field, $0.span, detail: $0.documentation?.value) }
        case .score(let node): self.init(node.name, .value, node.span, detail: node.title?.value)
        case .task(let node): self.init(node.name, .task, node.span, detail: node.title?.value)
        case .action(let node): self.init(node.name, .action, node.span, detail: node.title?.value)
        case .role(let node): self.init(node.name, .role, node.span, detail: node.title?.value)
        case .test(let node):
            self.init(nil, .test, node.span, detail: "test", otherwise: node.title.value.displayed)
            selection = node.title.span
            if name.isEmpty { name = "test at line \(line)" }
        }
    }

    private init(
        _ name: Name?, _ kind: Kind, _ span: SourceSpan, detail: String?, otherwise other: String = "(without a name)"
    ) {
        let written = name.flatMap { $0.isMissing ? nil : $0 }
        self.name = written?.text ?? other
        self.detail = detail?.displayed
        self.kind = kind
        self.span = span
        selection = written?.span ?? SourceSpan(file: span.file, start: span.start, end: span.start)
        // A client refuses a selection that is not inside.
        self.span = span.joined(with: selection)
    }
}
