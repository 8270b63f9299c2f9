import RuleText

extension Parser {
    /// Reads a text in which `{…}` holds expressions, or says that it is missing.
    mutating func parseTemplate(_ what: String) -> TextTemplate? {
        guard token.kind == .text else {
            reportExpected(what)
            return nil
        }
        let literal = token
        let span = tokenSpan
        let segments = segments(of: literal)
        advance()
        return TextTemplate(segments: segments, span: span)
    }

    private mutating func segments(of literal: Token) -> [TextTemplate.Segment] {
        var range = lexer.contentRange(ofText: literal)
        var bytes = lexer.bytes
        var origins: [UInt32] = []
        if literal.flags.contains(.hasEscape) {
            (bytes, origins) = lexer.unescaped(range)
            range = 0..<bytes.count
        }
        guard bytes[range].contains(where: { $0 == Self.leftBrace || $0 == Self.rightBrace }) else {
            return range.isEmpty ? [] : [.text(String(decoding: bytes[range], as: UTF8.self))]
        }
        var segments: [TextTemplate.Segment] = []
        var text: [UInt8] = []
        var offset = range.lowerBound
        while offset < range.upperBound {
            let byte = bytes[offset]
            let isBrace = byte == Self.leftBrace || byte == Self.rightBrace
            // A brace that was written as an escape is a brace and nothing else.
            guard isBrace, origins.isEmpty || origins[offset + 1] - origins[offset] == 1 else {
                text.append(byte)
                offset += 1
                continue
            }
            if offset + 1 < range.upperBound, bytes[offset + 1] == byte {
                text.append(byte)
                offset += 2
            } else if byte == Self.rightBrace {
                let place = lexer.span(offset, offset + 1)
                report(.loneBrace(at: origins.isEmpty ? place : self.place(offset, offset + 1, origins)))
                offset += 1
            } else {
                if !text.isEmpty { segments.append(.text(String(decoding: text, as: UTF8.self))) }
                text = []
                let inner = Lexer(
                    interpolationIn: bytes, from: offset + 1, to: range.upperBound, origins: origins, file: lexer.file)
                let (expression, end) = parseInterpolation(inner, opening: offset)
                segments.append(.value(expression))
                offset = end
            }
        }
        if !text.isEmpty { segments.append(.text(String(decoding: text, as: UTF8.self))) }
        return segments
    }

    private static let leftBrace = UInt8(ascii: "{")
    private static let rightBrace = UInt8(ascii: "}")

    private func place(_ start: Int, _ end: Int, _ origins: [UInt32]) -> SourceSpan {
        SourceSpan(file: lexer.file, start: origins[start], end: origins[end])
    }

    /// Reads an expression and the brace behind it.
    /// - Returns: The expression, and the offset behind the brace.
    private mutating func parseInterpolation(_ inner: Lexer, opening: Int) -> (Expression, end: Int) {
        let reportedBefore = lexer.diagnostics.count
        let (result, end) = reading(inner) { parser -> (expression: Expression, isClosed: Bool) in
            if parser.token.kind == .rightBrace {
                let whole = parser.lexer.span(opening, parser.token.endOffset)
                parser.report(.emptyInterpolation(at: whole))
                return (.invalid(whole), true)
            }
            let expression = parser.parseExpression()
            if parser.token.kind == .rightBrace { return (expression, true) }
            let found = parser.described(parser.token)
            let place = parser.tokenSpan
            let brace = parser.lexer.span(opening, opening + 1)
            parser.skip { $0.token.kind == .rightBrace }
            let isClosed = parser.token.kind == .rightBrace
            // Prose in braces makes many mistakes; it is one.
            parser.lexer.diagnostics.removeLast(parser.lexer.diagnostics.count - reportedBefore)
            parser.report(
                isClosed
                    ? .surplusInInterpolation(found, at: place)
                    : .unclosedInterpolation(before: found, place, at: brace))
            return (.invalid(brace), isClosed)
        }
        return (result.expression, end)
    }
}

extension Diagnostic {
    static func loneBrace(at span: SourceSpan) -> Diagnostic {
        var diagnostic = Diagnostic(.malformedInterpolation, at: span, "'}' closes nothing here")
        diagnostic.suggest("write '}}' for a brace", replacing: span, with: "}}", .safe)
        return diagnostic
    }

    static func emptyInterpolation(at span: SourceSpan) -> Diagnostic {
        Diagnostic(
            .malformedInterpolation, at: span, "an expression belongs between the braces",
            help: "write '{{' and '}}' for braces")
    }

    static func surplusInInterpolation(_ found: String, at span: SourceSpan) -> Diagnostic {
        Diagnostic(
            .malformedInterpolation, at: span, "expected an operator or '}', found \(found)",
            help: "braces hold an expression; write '{{' and '}}' for braces")
    }

    static func unclosedInterpolation(before found: String, _ place: SourceSpan, at span: SourceSpan) -> Diagnostic {
        Diagnostic(
            .malformedInterpolation, at: span, "'{' begins an expression, which is not closed",
            notes: [Note("expected '}' before \(found)", at: place)], help: "write '{{' for a brace")
    }
}
