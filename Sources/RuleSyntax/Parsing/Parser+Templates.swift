import RuleText

extension Parser {
    /// Reads a text in which `{…}` holds expressions, or says that it is missing.
    mutating func parseTemplate(_ what: String) -> NodeIndex? {
        guard token.kind == .text else {
            reportExpected(what)
            return nil
        }
        let literal = token
        let span = tokenSpan
        let segments = segments(of: literal)
        advance()
        return add(.template, at: span, segments)
    }

    /// The list of a template's pieces.
    private mutating func segments(of literal: Token) -> UInt32 {
        var range = lexer.contentRange(ofText: literal)
        var bytes = lexer.bytes
        var origins: [UInt32] = []
        if literal.flags.contains(.hasEscape) {
            (bytes, origins) = lexer.unescaped(range)
            range = 0..<bytes.count
        }
        let mark = elements.count
        let whole = lexer.span(of: literal)
        let isPlain = origins.isEmpty && !lexer.isRemapped
        // What is to be put down: this text, and the bytes from here on.
        var text: [UInt8] = []
        var start = range.lowerBound
        var offset = start
        while offset < range.upperBound {
            let byte = bytes[offset]
            let isBrace = byte == Self.leftBrace || byte == Self.rightBrace
            // A brace that was written as an escape is a brace and nothing else.
            guard isBrace, origins.isEmpty || origins[offset + 1] - origins[offset] == 1 else {
                offset &+= 1
                continue
            }
            if offset + 1 < range.upperBound, bytes[offset + 1] == byte {
                text += bytes[start...offset]
                offset += 2
            } else if byte == Self.rightBrace {
                let place = lexer.span(offset, offset + 1)
                report(.loneBrace(at: origins.isEmpty ? place : self.place(offset, offset + 1, origins)))
                text += bytes[start..<offset]
                offset += 1
            } else {
                addPiece(&text, bytes, start..<offset, isPlain, at: whole)
                let inner = Lexer(
                    interpolationIn: bytes, from: offset + 1, to: range.upperBound, origins: origins, file: lexer.file)
                let (expression, end) = parseInterpolation(inner, opening: offset)
                elements.append(expression)
                offset = end
            }
            start = offset
        }
        addPiece(&text, bytes, start..<max(start, range.upperBound), isPlain, at: whole)
        return takeList(from: mark)
    }

    /// Puts down what stands between two expressions, if it is anything: some text, and bytes behind it.
    /// - Parameter isPlain: Whether these are the file's own bytes.
    private mutating func addPiece(
        _ text: inout [UInt8], _ bytes: [UInt8], _ range: Range<Int>, _ isPlain: Bool, at span: SourceSpan
    ) {
        if text.isEmpty, range.isEmpty { return }
        let piece: NodeIndex
        if text.isEmpty, isPlain {
            piece = add(.templateText, at: lexer.span(range.lowerBound, range.upperBound))
        } else {
            text += bytes[range]
            piece = add(.templateText, at: span, tables.addText(String(decoding: text, as: UTF8.self)))
            text = []
        }
        elements.append(piece)
    }

    private static let leftBrace = UInt8(ascii: "{")
    private static let rightBrace = UInt8(ascii: "}")

    private func place(_ start: Int, _ end: Int, _ origins: [UInt32]) -> SourceSpan {
        SourceSpan(file: lexer.file, start: origins[start], end: origins[end])
    }

    /// Reads an expression and the brace behind it.
    /// - Returns: The expression, and the offset behind the brace.
    private mutating func parseInterpolation(_ inner: Lexer, opening: Int) -> (NodeIndex, end: Int) {
        let reportedBefore = lexer.diagnostics.count
        let (result, end) = reading(inner) { parser -> (expression: NodeIndex, isClosed: Bool) in
            if parser.token.kind == .rightBrace {
                let whole = parser.lexer.span(opening, parser.token.endOffset)
                parser.report(.emptyInterpolation(at: whole))
                return (parser.invalid(at: whole), true)
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
            return (parser.invalid(at: brace), isClosed)
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
