import RuleCompiler
import RuleData
import RuleSyntax
import RuleText

/// What the numbers of semantic tokens stand for.
enum SemanticTokenLegend {
    enum Kind: Int, CaseIterable {
        case keyword, comment, string, number, regexp, `operator`, function, `class`, property, variable, parameter,
            enumMember, event, method, type
    }

    /// Bits.
    enum Modifier: Int, CaseIterable {
        case declaration, defaultLibrary
    }

    static let json = JSONValue.object([
        ("tokenTypes", .list(Kind.allCases.map { .text("\($0)") })),
        ("tokenModifiers", .list(Modifier.allCases.map { .text("\($0)") })),
    ])
}

/// Colours that know what a name means.
extension LanguageServer {
    /// `textDocument/semanticTokens/full`
    mutating func semanticTokens(_ parameters: InputValue) throws(ResponseError) -> JSONValue {
        let target = try target(parameters)
        let index = target.snapshot.lineIndex(of: target.file)
        var data: [JSONValue] = []
        var last = Position(line: 0, character: 0)
        for token in ColoredTokens(target.snapshot, target.file).tokens {
            let start = index.position(at: token.span.start, in: client.encoding)
            let end = index.position(at: token.span.end, in: client.encoding)
            guard start.line == end.line, end.character > start.character else { continue }
            data += [
                start.line - last.line, start.line == last.line ? start.character - last.character : start.character,
                end.character - start.character, token.kind.rawValue, token.modifiers,
            ].map(JSONValue.integer)
            last = start
        }
        return .object([("data", .list(data))])
    }
}

private struct ColoredTokens {
    struct Token {
        var span: SourceSpan
        var kind: SemanticTokenLegend.Kind
        var modifiers = 0
    }

    /// In order; they do not overlap.
    private(set) var tokens: [Token] = []
    private let snapshot: ProgramSnapshot
    private let file: FileIndex
    private let names: [NameOccurrence]
    /// The first of the names that no token has reached.
    private var nextName = 0

    init(_ snapshot: ProgramSnapshot, _ file: FileIndex) {
        self.snapshot = snapshot
        self.file = file
        names = snapshot.occurrences(in: file)
        var lexer = Lexer(snapshot.compilation.files[Int(file.rawValue)], index: file)
        var previous: RuleSyntax.Token?
        var commentCount = 0
        while true {
            let mayBePattern = previous?.keyword == .matches || previous?.keyword == .exactly
            let token = mayBePattern ? lexer.nextPattern() : lexer.next()
            for comment in lexer.comments[commentCount...] { tokens.append(Token(span: comment.span, kind: .comment)) }
            commentCount = lexer.comments.count
            if token.kind == .end { break }
            add(token, behind: previous)
            previous = token
        }
    }

    private mutating func add(_ token: RuleSyntax.Token, behind previous: RuleSyntax.Token?) {
        let span = SourceSpan(file: file, start: token.start, end: token.end)
        while nextName < names.count, names[nextName].span.start < token.start { nextName += 1 }
        switch token.kind {
        case .text: addText(span)
        case .number, .duration, .time: tokens.append(Token(span: span, kind: .number))
        case .regex: tokens.append(Token(span: span, kind: .regexp))
        case .word, .quotedName:
            if nextName < names.count, names[nextName].span == span {
                tokens.append(colored(names[nextName]))
            } else if let keyword = token.keyword, previous?.kind != .dot {
                let isFunction = Self.functions.contains(keyword) && isParenthesis(behind: token.end)
                tokens.append(Token(span: span, kind: isFunction ? .function : .keyword))
            } else if Vocabulary.types.contains(snapshot.text(at: span)) {
                tokens.append(Token(span: span, kind: .type))
            }
        case .plus, .minus, .star, .slash, .equals, .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual,
            .pipe, .range:
            tokens.append(Token(span: span, kind: .operator))
        case .end, .leftParenthesis, .rightParenthesis, .leftBracket, .rightBracket, .leftBrace, .rightBrace, .comma,
            .colon, .dot:
            break
        }
    }

    private static let functions = Set(Keyword.aggregates + Keyword.functions)

    private func isParenthesis(behind offset: UInt32) -> Bool {
        snapshot.bytes(of: file)[Int(offset)...].first { $0 != 32 && $0 != 9 } == UInt8(ascii: "(")
    }

    /// A text, and between its pieces the names in its interpolations.
    private mutating func addText(_ span: SourceSpan) {
        var start = span.start
        while nextName < names.count, names[nextName].span.end <= span.end {
            let name = names[nextName]
            if name.span.start > start {
                tokens.append(Token(span: SourceSpan(file: file, start: start, end: name.span.start), kind: .string))
            }
            if name.span.start >= start {
                tokens.append(colored(name))
                start = name.span.end
            }
            nextName += 1
        }
        if start < span.end {
            tokens.append(Token(span: SourceSpan(file: file, start: start, end: span.end), kind: .string))
        }
    }

    private func colored(_ name: NameOccurrence) -> Token {
        var modifiers = name.isDeclaration ? 1 << SemanticTokenLegend.Modifier.declaration.rawValue : 0
        let kind: SemanticTokenLegend.Kind
        switch name.meaning {
        case .row: kind = .variable
        case .member, .severity: kind = .enumMember
        case .declared(let declared):
            if let span = snapshot.symbols.span(of: declared), span.file == FileIndex(0) {
                modifiers |= 1 << SemanticTokenLegend.Modifier.defaultLibrary.rawValue
            }
            switch declared {
            case .entity: kind = .class
            case .field: kind = .property
            case .score, .definition: kind = .variable
            case .task: kind = .event
            case .action, .approval: kind = .method
            case .argument, .parameter: kind = .parameter
            case .role: kind = .type
            case .rule: kind = .function
            }
        }
        return Token(span: name.span, kind: kind, modifiers: modifiers)
    }
}
