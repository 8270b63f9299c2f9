import RuleText

/// Adding to the tree.
extension Parser {
    /// Adds a node that reaches from an offset to the end of what was consumed last.
    @inline(__always)
    mutating func add(
        _ kind: SyntaxNode.Kind, detail: UInt8 = 0, from start: Int, _ a: NodeIndex = .none, _ b: NodeIndex = .none,
        _ c: NodeIndex = .none
    ) -> NodeIndex {
        add(kind, detail: detail, at: span(from: start), a.rawValue, b.rawValue, c.rawValue)
    }

    @inline(__always)
    mutating func add(
        _ kind: SyntaxNode.Kind, detail: UInt8 = 0, at span: SourceSpan, _ a: UInt32 = 0, _ b: UInt32 = 0,
        _ c: UInt32 = 0, _ d: UInt32 = 0
    ) -> NodeIndex {
        tables.add(SyntaxNode(kind, detail: detail, start: span.start, end: span.end, a: a, b: b, c: c, d: d))
    }

    /// Adds what stands on both sides of an operator.
    @inline(__always)
    mutating func add(
        _ kind: SyntaxNode.Kind, detail: UInt8, _ left: NodeIndex, _ right: NodeIndex, operator place: SourceSpan,
        from start: Int
    ) -> NodeIndex {
        add(
            kind, detail: detail, at: span(from: start), left.rawValue, right.rawValue, place.start, place.end)
    }

    /// What recovery leaves behind.
    mutating func invalid(at span: SourceSpan) -> NodeIndex { add(.invalid, at: span) }

    mutating func invalid(from start: Int) -> NodeIndex { add(.invalid, from: start) }

    /// For what is missing behind what was consumed last.
    mutating func invalidAtEnd() -> NodeIndex { invalid(at: lexer.span(previousEnd, previousEnd)) }

    /// Makes a list of the elements that were put down since a number of them was there.
    mutating func takeList(from mark: Int) -> UInt32 {
        let list = tables.addList(elements, from: mark)
        elements.removeAll(from: mark)
        return list
    }

    /// The tree of an expression, for a declaration that keeps it.
    func tree(_ index: NodeIndex) -> Expression { tables.expression(index, in: arena) }

    /// Reads an expression, for a declaration that keeps its tree.
    mutating func tree(_ read: (inout Parser) -> NodeIndex) -> Expression {
        let index = read(&self)
        return tree(index)
    }

    func isMissing(_ name: NodeIndex) -> Bool { tables[name].a == 0 }

    func span(of index: NodeIndex) -> SourceSpan { tables.span(of: index) }

    // MARK: Leaves

    /// Adds the text here, and goes behind it.
    mutating func consumeTextNode() -> NodeIndex {
        let isPlain = token.flags.isDisjoint(with: [.hasEscape, .isMalformed]) && !lexer.isRemapped
        let text = isPlain ? 0 : tables.addText(lexer.content(ofText: token))
        let node = add(.text, at: tokenSpan, text)
        advance()
        return node
    }

    /// Adds the number here, unless it is malformed, and goes behind it.
    mutating func consumeNumberNode() -> NodeIndex? {
        guard let value = lexer.value(ofDigits: token) else { return nil }
        let bits = value.bitPattern
        let isPlain = !lexer.isRemapped && !lexer.hasUnderscore(token)
        let digits = isPlain ? 0 : tables.addText(lexer.digits(of: token))
        let node = add(
            .number, at: tokenSpan, UInt32(truncatingIfNeeded: bits), UInt32(truncatingIfNeeded: bits >> 32), digits)
        advance()
        return node
    }

    /// Adds a duration.
    mutating func addDuration(_ seconds: Int64, at span: SourceSpan) -> NodeIndex {
        let bits = UInt64(bitPattern: seconds)
        return add(
            .duration, at: span, UInt32(truncatingIfNeeded: bits), UInt32(truncatingIfNeeded: bits >> 32))
    }

    /// Adds a date or a time.
    mutating func addTime(_ kind: TimeLiteral.Kind, at span: SourceSpan) -> NodeIndex {
        switch kind {
        case .date(let year, let month, let day):
            return add(
                .date, at: span, UInt32(truncatingIfNeeded: year), UInt32(truncatingIfNeeded: month),
                UInt32(truncatingIfNeeded: day))
        case .instant(let seconds, let nanoseconds):
            let bits = UInt64(bitPattern: seconds)
            return add(
                .instant, at: span, UInt32(truncatingIfNeeded: bits), UInt32(truncatingIfNeeded: bits >> 32),
                UInt32(bitPattern: nanoseconds))
        }
    }
}
