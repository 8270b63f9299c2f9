package import RuleText

/// The one layout of a file.
///
/// The tokens and comments stay what they are, in their order; only blanks and line breaks between them change. Laying out
/// what was laid out changes nothing. Blank lines are kept, one at most, between declarations, fields and statements.
package struct CanonicalLayout {
    var tokens: SourceTokens
    /// The next token to lay out.
    var next = 0
    /// Tokens before which a blank line of the author's is kept.
    var items: Set<Int> = []

    /// The text of a file in the one layout.
    /// - Parameter tree: What the parser read, without diagnostics.
    /// - Complexity: O(bytes).
    package static func of(_ file: SourceFile, _ tree: RuleFile) -> [UInt8] {
        var patterns: Set<UInt32> = []
        for declaration in tree.declarations { declaration.forEachPattern { patterns.insert($0.span.start) } }
        var layout = CanonicalLayout(tokens: SourceTokens(file, patternsAt: patterns))
        var parts: [LayoutDocument] = []
        for declaration in tree.declarations {
            if !parts.isEmpty { parts.append(.hardLine) }
            layout.items.insert(layout.next)
            parts.append(layout.declaration(declaration))
        }
        if !parts.isEmpty { parts.append(.hardLine) }
        layout.items.insert(layout.tokens.endIndex)
        parts.append(LayoutDocument(content: .token(layout.tokens.endIndex), width: 0))
        var printer = LayoutPrinter(.sequence(parts), layout.tokens, keepingBlankLinesBefore: layout.items)
        return printer.printed()
    }

    private mutating func declaration(_ declaration: Declaration) -> LayoutDocument {
        switch declaration {
        case .rule(let node): return rule(node)
        case .definition(let node): return definition(node)
        case .parameter(let node): return parameter(node)
        case .waiver(let node): return waiver(node)
        case .entity(let node): return entity(node)
        case .score, .task, .action, .role:
            return .nest(
                2,
                filled(
                    to: declaration.span,
                    breakingBefore: [.from, .or, .on, .automatically, .with, .reverses, .lower, .higher]))
        case .test(let node): return test(node)
        }
    }

    // MARK: Tokens

    func group(_ parts: LayoutDocument...) -> LayoutDocument { .group(.sequence(parts), in: tokens) }

    /// The next token.
    mutating func take() -> LayoutDocument {
        let index = min(next, tokens.endIndex)
        next += 1
        return LayoutDocument(content: .token(index), width: tokens.width(index), range: index...index)
    }

    /// The tokens up to the end of something, on one line.
    mutating func words(to span: SourceSpan) -> LayoutDocument { words { $0.end <= span.end } }

    /// The tokens before something, on one line.
    mutating func words(before span: SourceSpan) -> LayoutDocument { words { $0.start < span.start } }

    /// The tokens before the one before something.
    mutating func words(beforeWordOf span: SourceSpan) -> LayoutDocument {
        var parts: [LayoutDocument] = []
        while next + 1 < tokens.endIndex, tokens.tokens[next + 1].start < span.start {
            if !parts.isEmpty, needsBlank(before: next) { parts.append(.space) }
            parts.append(take())
        }
        return .sequence(parts)
    }

    private mutating func words(while isPart: (Token) -> Bool) -> LayoutDocument {
        var parts: [LayoutDocument] = []
        while next < tokens.endIndex, isPart(tokens.tokens[next]) {
            if !parts.isEmpty, needsBlank(before: next) { parts.append(.space) }
            parts.append(take())
        }
        return .sequence(parts)
    }

    /// The tokens up to the end of something, on as few lines as they need, which begin at some words, at texts behind
    /// others, and behind commas.
    mutating func filled(to span: SourceSpan, breakingBefore keywords: [Keyword]) -> LayoutDocument {
        let first = next
        var parts: [LayoutDocument] = []
        var part: [LayoutDocument] = []
        while next < tokens.endIndex, tokens.tokens[next].end <= span.end {
            let token = tokens.tokens[next]
            let isBreak =
                next > first
                && (tokens.tokens[next - 1].kind == .comma || token.keyword.map(keywords.contains) == true
                    || token.kind == .pipe || token.kind == .less)
            if isBreak {
                parts.append(.sequence(part))
                part = []
            } else if !part.isEmpty, needsBlank(before: next) {
                part.append(.space)
            }
            part.append(take())
        }
        parts.append(.sequence(part))
        return .fill(parts, in: tokens)
    }

    /// Whether a blank stands between a token and the one before it, outside of expressions.
    private func needsBlank(before index: Int) -> Bool {
        switch tokens.tokens[index].kind {
        case .comma, .colon, .dot, .range, .rightParenthesis, .rightBracket: return false
        default: break
        }
        switch tokens.tokens[index - 1].kind {
        case .dot, .range, .leftParenthesis, .leftBracket, .minus: return false
        default: return true
        }
    }

    /// Items on lines of their own between braces, behind the brace that opens; the token that closes is taken.
    mutating func block(_ items: [LayoutDocument]) -> LayoutDocument {
        let comments = LayoutDocument(content: .comments(before: next), width: 0)
        let hasComments = tokens.leading[next] != nil
        let content = items.map { LayoutDocument.sequence([.hardLine, $0]) }
        if items.isEmpty, !hasComments { return take() }
        return .sequence([
            .nest(2, .sequence(content), hasComments ? .sequence([.hardLine, comments]) : .empty), .hardLine, take(),
        ])
    }
}
