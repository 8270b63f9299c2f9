package import RuleText

/// Reads a file. There is always a tree; what is wrong with the text is in the diagnostics.
///
/// Where recovery had to invent something, the tree says so: an expression, type, effect or statement is `.invalid`, a
/// name is empty (`Name.isMissing`), a list is empty. Whoever reads the tree stays silent about these.
/// - Complexity: O(bytes).
package func parse(_ file: SourceFile, index: FileIndex) -> Parsed<RuleFile> {
    var parser = Parser(file, index: index)
    let declarations = parser.parseDeclarations(before: file.bytes.count)
    parser.arena.fill(parser.tables)
    let tree = RuleFile(
        declarations: declarations, comments: parser.lexer.comments,
        span: SourceSpan(file: index, start: 0, end: file.bytes.count))
    return Parsed(tree: tree, diagnostics: parser.lexer.diagnostics.sortedForDisplay())
}

/// Reads one expression, such as a value given on the command line, and nothing behind it.
package func parseExpression(_ file: SourceFile, index: FileIndex) -> Parsed<Expression> {
    var parser = Parser(file, index: index)
    let expression = parser.parseExpression()
    if parser.token.kind != .end { parser.reportExpected("nothing more") }
    while parser.token.kind != .end { parser.advance() }
    parser.arena.fill(parser.tables)
    return Parsed(tree: parser.arena.expression(expression), diagnostics: parser.lexer.diagnostics.sortedForDisplay())
}

/// Where the parser stands in the text, and what every part of it does with tokens.
///
/// One token is looked at, and seldom a second one. Plain tokens are read ahead; all others the lexer is asked for one by one, since
/// only the parser knows where a `/` begins a regular expression.
///
/// There is one of it, and it is never copied: it is large, and a copy for a look at one of its parts costs more than the look.
struct Parser: ~Copyable {
    var lexer: Lexer
    var token: Token
    private var lookahead: Token?
    /// What was read ahead, behind the lookahead.
    private var batch = TokenBatch()
    /// The end of the last token that was consumed.
    var previousEnd = 0
    /// How many constructs that nest are open.
    var depth = 0
    /// How deeply the expression that was read last is nested.
    var height = 0
    /// How many `all` around here wait for their `satisfy`.
    var openAlls = 0
    /// Whether the statements of a test are being read.
    var isInTest = false
    /// Whether an expression of this declaration, effect or statement has been found to nest too deeply.
    var hasReportedNesting = false
    /// The token about which something was said last: of one token only the first mistake is one.
    var reported: UInt32 = .max

    /// What has been read.
    var tables: SyntaxTables
    /// Will hold what has been read.
    let arena: SyntaxArena
    /// The elements of the lists that are being read, those of the innermost one last.
    var elements = NodeStack()

    /// - Parameter range: Where to begin, and how far reading will go as far as is known; by default the whole file.
    init(_ file: SourceFile, index: FileIndex, _ range: Range<Int>? = nil) {
        lexer = Lexer(file, index: index)
        if let range { lexer.begin(at: range.lowerBound) }
        tables = SyntaxTables(file: index, bytes: file.bytes, byteCount: range?.count ?? file.bytes.count)
        arena = SyntaxArena(SyntaxTables(file: index, bytes: []))
        token = lexer.next()
    }

    /// Reads declarations as long as they begin before an offset.
    mutating func parseDeclarations(before end: Int) -> [Declaration] {
        var declarations: [Declaration] = []
        while token.kind != .end, token.startOffset < end {
            let start = token.start
            if let declaration = parseDeclaration() { declarations.append(declaration) }
            // Invariant: every round consumes a token, whatever a declaration's parser left.
            if token.start == start, token.kind != .end { advance() }
        }
        return declarations
    }

    @inline(__always)
    mutating func advance() {
        previousEnd = token.endOffset
        if let lookahead {
            token = lookahead
            self.lookahead = nil
        } else {
            token = nextToken()
        }
    }

    @inline(__always)
    private mutating func nextToken() -> Token { batch.take() ?? nextTokenOfNewBatch() }

    @inline(never)
    private mutating func nextTokenOfNewBatch() -> Token {
        lexer.readAhead(into: &batch, &tables.names)
        return batch.take() ?? lexer.next()
    }

    /// Goes on behind `matches`, where a regular expression may stand: nothing is read ahead beyond a `/`.
    mutating func advanceToPattern() {
        guard lookahead == nil, batch.isEmpty else { return advance() }
        previousEnd = token.endOffset
        token = lexer.nextPattern()
    }

    /// Takes the `/` here for the beginning of a regular expression.
    mutating func rereadAsPattern() {
        guard lookahead == nil, batch.isEmpty else { return }
        lexer.position = token.startOffset
        token = lexer.nextPattern()
    }

    /// The token behind this one.
    mutating func peek() -> Token {
        if let lookahead { return lookahead }
        let next = nextToken()
        lookahead = next
        return next
    }

    // MARK: Places

    /// From an offset to the end of what was consumed last.
    @inline(__always)
    func span(from start: Int) -> SourceSpan { lexer.span(start, max(start, previousEnd)) }

    @inline(__always)
    var tokenSpan: SourceSpan { lexer.span(of: token) }

    func text(of token: Token) -> String { lexer.written(token.startOffset, token.endOffset) }

    // MARK: Reports

    mutating func report(_ diagnostic: Diagnostic) { lexer.report(diagnostic) }

    /// Whether a mistake at this token is a new one; if so, the next one at this token is not.
    mutating func isNewMistake() -> Bool {
        // What follows a nesting that was given up is not looked at closely.
        guard reported != token.start, !hasReportedNesting else { return false }
        reported = token.start
        // Messages that nobody will see are not made.
        guard lexer.diagnostics.count < Lexer.maximumDiagnosticCount else { return false }
        return token.flags.isDisjoint(with: [.followsError, .isMalformed])
    }

    /// Says that something else stands here than what the grammar asks for.
    ///
    /// What is missing before a token on another line is missing at the end of the line before it.
    /// - Parameters:
    ///   - what: As it stands in the sentence: `'then'`, `a name`.
    ///   - isBeginning: Whether something of its own was to begin here, so that what stands here is the mistake.
    mutating func reportExpected(
        _ what: String, _ code: DiagnosticCode = .unexpectedToken, isBeginning: Bool = false, help: String? = nil
    ) {
        guard isNewMistake() else { return }
        let isMissingBefore = token.kind == .end || token.flags.contains(.startsLine) && !isBeginning
        let span = isMissingBefore ? lexer.span(previousEnd, previousEnd) : tokenSpan
        let found = isMissingBefore ? " before \(described(token))" : ", found \(described(token))"
        report(Diagnostic(code, at: span, "expected \(what)\(found)", help: help))
    }

    func described(_ token: Token) -> String {
        switch token.kind {
        case .end: lexer.isInterpolation ? "the end of the text" : "the end of the file"
        case .text: "a text"
        default: "'\(text(of: token).abbreviated)'"
        }
    }

    /// Takes a word here for one of some keywords if it is one in another case or with a typing mistake, and says so.
    /// - Returns: Whether one of the keywords now stands here.
    @discardableResult
    mutating func correct(_ keywords: [Keyword], _ code: DiagnosticCode = .unexpectedToken) -> Bool {
        guard token.kind == .word, token.keyword == nil,
            lexer.diagnostics.count < Lexer.maximumDiagnosticCount
        else { return token.keyword.map(keywords.contains) ?? false }
        let word = text(of: token)
        if let keyword = KeywordTable.shared.keyword(ignoringCaseOf: word.utf8) {
            guard keywords.contains(keyword) else { return false }
            if isNewMistake() { report(.keywordCase(word, keyword, at: tokenSpan)) }
            token.keyword = keyword
            return true
        }
        // Of two letters one is too many to guess.
        guard word.utf8.count > 2,
            let nearest = NearestSpelling.nearest(to: word, among: keywords.lazy.map(\.spelling)),
            let keyword = keywords.first(where: { $0.spelling == nearest })
        else { return false }
        if isNewMistake() { report(.mistypedKeyword(word, keyword, code, at: tokenSpan)) }
        token.keyword = keyword
        return true
    }

    // MARK: Expectations

    /// Consumes a mark if it stands here.
    @inline(__always)
    mutating func accept(_ kind: Token.Kind) -> Bool {
        guard token.kind == kind else { return false }
        advance()
        return true
    }

    /// Consumes a keyword if it stands here.
    @inline(__always)
    mutating func accept(_ keyword: Keyword) -> Bool {
        guard token.keyword == keyword else { return false }
        advance()
        return true
    }

    /// Consumes a mark, or says that it is missing.
    @discardableResult
    mutating func expect(_ kind: Token.Kind) -> Bool {
        if accept(kind) { return true }
        reportExpected("'\(kind.spelling ?? "")'")
        return false
    }

    /// Consumes a keyword, or says that it is missing.
    /// - Parameter context: What goes before it in the message: `'by' and a field`.
    @discardableResult
    mutating func expect(_ keyword: Keyword, _ what: String? = nil) -> Bool {
        if accept(keyword) { return true }
        if correct([keyword]) {
            advance()
            return true
        }
        reportExpected(what ?? "'\(keyword.spelling)'")
        return false
    }

    /// Consumes the `=` of a declaration, or says that it is missing.
    mutating func expectEquals() {
        if token.kind == .equal, isNewMistake() {
            report(.doubleEquals(at: tokenSpan))
            advance()
        } else {
            expect(.equals)
        }
    }

    /// Consumes the bracket that closes another one, or says which one is not closed.
    mutating func expectClosing(_ kind: Token.Kind, openedAt opening: Int, otherwise what: String) {
        if accept(kind) { return }
        let closing = kind.spelling ?? ""
        if endsBracket {
            guard isNewMistake() else { return }
            let span = lexer.span(opening, opening + 1)
            let place = token.kind == .end ? lexer.span(previousEnd, previousEnd) : tokenSpan
            let found = described(token)
            return report(
                .unclosedBracket(lexer.written(opening, opening + 1), closing, before: found, place, at: span))
        }
        reportExpected("\(what)'\(closing)'")
        skip { $0.endsBracket || $0.token.kind == kind }
        _ = accept(kind)
    }

    /// Whether here an open bracket can only have been forgotten.
    private var endsBracket: Bool {
        switch token.kind {
        case .end, .rightParenthesis, .rightBracket, .rightBrace: return true
        case .word:
            switch token.keyword {
            case .then, .because, .when: return true
            default: return isDeclarationStart
            }
        default: return false
        }
    }

    // MARK: Recovery

    /// Whether a declaration begins here, as far as one token shows.
    var isDeclarationStart: Bool {
        guard let keyword = token.keyword else { return false }
        if keyword.beginsDeclaration { return token.flags.contains(.startsLine) }
        return (keyword == .when || keyword == .for) && token.flags.contains(.isUnindented)
    }

    /// Passes over tokens, and over what stands in brackets, up to a place that the caller knows how to go on from.
    mutating func skip(until isPlace: (inout Parser) -> Bool) {
        while token.kind != .end, !isPlace(&self) {
            switch token.kind {
            case .leftParenthesis, .leftBracket, .leftBrace: skipBracket()
            default: advance()
            }
        }
    }

    /// Passes over a bracket and what it holds, up to an unindented declaration if it is not closed.
    private mutating func skipBracket() {
        var open = 0
        repeat {
            switch token.kind {
            case .leftParenthesis, .leftBracket, .leftBrace: open += 1
            case .rightParenthesis, .rightBracket, .rightBrace: open -= 1
            default:
                if token.flags.contains(.isUnindented), isDeclarationStart { return }
            }
            advance()
        } while open > 0 && token.kind != .end
    }

    /// Reads the inside of an interpolation, which another lexer delivers, and comes back.
    mutating func reading<Result>(_ inner: Lexer, _ body: (inout Parser) -> Result) -> (Result, end: Int) {
        let outer = (token, lookahead, previousEnd, reported)
        var other = inner
        var empty = TokenBatch(capacity: 0)
        swap(&batch, &empty)
        swap(&lexer, &other)
        swap(&lexer.diagnostics, &other.diagnostics)
        lookahead = nil
        reported = .max
        previousEnd = lexer.position
        token = lexer.next()
        let result = body(&self)
        let end = token.endOffset
        swap(&lexer.diagnostics, &other.diagnostics)
        swap(&lexer, &other)
        swap(&batch, &empty)
        (token, lookahead, previousEnd, reported) = outer
        return (result, end)
    }
}

extension Name {
    /// What recovery leaves behind where a name had to stand.
    static func missing(at span: SourceSpan) -> Name { Name("", at: span) }

    /// Whether the parser had to invent it, and has said so.
    package var isMissing: Bool { text.isEmpty }
}
