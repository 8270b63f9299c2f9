import RuleText

/// Which parts of a declaration or effect have been read, in the order in which they have to stand.
struct PartOrder {
    /// How the parts are called in messages, in order.
    let names: [String]
    private var seen: UInt64 = 0
    /// Without the parts that stand too early, which was said.
    private var ordered: UInt64 = 0

    init(_ names: [String]) { self.names = names }

    enum Verdict {
        case inOrder, duplicate
        case before(String)
    }

    /// Notes a part by its place in `names`.
    @inline(__always)
    mutating func note(_ rank: Int) -> Verdict {
        let bit: UInt64 = 1 << UInt64(truncatingIfNeeded: rank)
        guard seen & bit == 0 else { return .duplicate }
        let later = ordered & ~(bit &* 2 &- 1)
        seen |= bit
        ordered = (ordered | bit) & ~later
        return later == 0 ? .inOrder : .before(names[later.trailingZeroBitCount])
    }
}

extension Parser {
    /// Notes a part that begins here, and says if it stands at a wrong place or for a second time.
    /// - Returns: Whether it is the first of its kind, which counts.
    @inline(__always)
    mutating func begin(_ rank: Int, _ order: inout PartOrder) -> Bool {
        switch order.note(rank) {
        case .inOrder: return true
        case .duplicate:
            if isNewMistake() { report(.duplicatePart(order.names[rank], at: tokenSpan)) }
            return false
        case .before(let other):
            if isNewMistake() { report(.partOutOfOrder(order.names[rank], before: other, at: tokenSpan)) }
            return true
        }
    }

    // MARK: Names and literals

    /// Reads a name, or says that it is missing.
    /// - Parameter what: `a task`, `the entity's name`
    mutating func parseName(_ what: String) -> Name {
        let name = parseNameNode(what)
        return tables.name(name)
    }

    /// As `parseName`, for what keeps the name's node.
    mutating func parseNameNode(_ what: String) -> NodeIndex {
        if let name = acceptNameNode() { return name }
        reportExpected(what)
        return add(.name, at: lexer.span(previousEnd, previousEnd))
    }

    /// Reads a name if one stands here; a reserved word that was meant as one is one, and reported.
    mutating func acceptName() -> Name? { acceptNameNode().map { tables.name($0) } }

    /// As `acceptName`, for what keeps the name's node.
    @inline(__always)
    mutating func acceptNameNode() -> NodeIndex? {
        switch token.kind {
        case .word:
            // In a test these two begin statements; as names they are quoted.
            if isInTest, token.keyword == .given || token.keyword == .expect { return nil }
            if let keyword = token.keyword, keyword.isReserved {
                guard isMeantAsName(keyword) else { return nil }
                if isNewMistake() { report(.reservedWord(keyword, at: tokenSpan)) }
            }
            return consumeNameNode()
        case .quotedName: return consumeNameNode()
        default: return nil
        }
    }

    /// Takes the word here for a name, whatever it is.
    mutating func consumeName() -> Name {
        let name = consumeNameNode()
        return tables.name(name)
    }

    /// As `consumeName`, for what keeps the name's node.
    @inline(__always)
    mutating func consumeNameNode() -> NodeIndex {
        let isQuoted = token.kind == .quotedName
        let number = token.name != 0 ? token.name : numberOfName(inset: isQuoted ? 1 : 0)
        let name = add(.name, detail: isQuoted ? 1 : 0, at: tokenSpan, number)
        advance()
        return name
    }

    @inline(never)
    private mutating func numberOfName(inset: Int) -> UInt32 {
        tables.names.number(of: lexer.bytes, token.startOffset + inset, token.endOffset - inset)
    }

    /// Whether a reserved word where a name belongs is more likely that name than what comes after a missing one.
    mutating func isMeantAsName(_ keyword: Keyword) -> Bool {
        guard !token.flags.contains(.isUnindented) else { return false }
        let next = peek()
        // A `when` with nothing behind it on its line begins no rule.
        if keyword == .when, next.flags.contains(.startsLine), !token.flags.contains(.startsLine) { return true }
        switch next.kind {
        case .equals, .colon, .dot, .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual: return true
        case .word, .quotedName, .text:
            return keyword.beginsDeclaration
                && (!token.flags.contains(.startsLine) || next.keyword != nil && next.kind == .word)
        default: return keyword.beginsDeclaration
        }
    }

    /// Reads a text, or says that it is missing.
    mutating func parseText(_ what: String) -> TextLiteral? {
        guard token.kind == .text else {
            reportExpected(what)
            return nil
        }
        return consumeText()
    }

    mutating func acceptText() -> TextLiteral? { token.kind == .text ? consumeText() : nil }

    @inline(__always)
    mutating func consumeText() -> TextLiteral {
        let literal = TextLiteral(value: lexer.content(ofText: token), span: tokenSpan)
        advance()
        return literal
    }

    /// Reads texts between commas.
    mutating func parseTexts(_ what: String) -> [TextLiteral] {
        var texts: [TextLiteral] = []
        repeat {
            guard let text = parseText(what) else { break }
            texts.append(text)
        } while accept(.comma)
        return texts
    }

    /// Reads names between commas.
    mutating func parseNames(_ what: String) -> [Name] {
        var names: [Name] = []
        repeat {
            let name = parseName(what)
            guard !name.isMissing else { break }
            names.append(name)
        } while accept(.comma)
        return names
    }

    /// Reads a number without a sign, or says that it is missing.
    mutating func parseNumber(_ what: String) -> NodeIndex? {
        guard token.kind == .number else {
            reportExpected(what)
            return nil
        }
        if let number = consumeNumberNode() { return number }
        // A malformed number was reported; one is what every place that takes a number takes.
        let one = addOne(at: tokenSpan)
        advance()
        return one
    }

    mutating func addOne(at span: SourceSpan) -> NodeIndex {
        let bits = (1.0).bitPattern
        return add(
            .number, at: span, UInt32(truncatingIfNeeded: bits), UInt32(truncatingIfNeeded: bits >> 32),
            tables.addText("1"))
    }

    /// Reads `from "A" or "B"` behind the `from`.
    mutating func parseSources() -> [TextLiteral] {
        var sources: [TextLiteral] = []
        repeat {
            guard let text = parseText("a name in the data, as a text") else { break }
            sources.append(text)
        } while accept(.or)
        return sources
    }

    /// Reads a path: `device`, `alert.device`.
    mutating func parsePath(_ what: String) -> NodeIndex {
        let start = token.startOffset
        guard let name = acceptNameNode() else {
            reportExpected(what)
            height = 0
            return invalidAtEnd()
        }
        height = 0
        return parseMembers(of: name, from: start)
    }

    /// Reads `.field` as often as it stands here.
    @inline(__always)
    mutating func parseMembers(of base: NodeIndex, from start: Int) -> NodeIndex {
        var result = base
        while token.kind == .dot {
            advance()
            guard token.kind == .word || token.kind == .quotedName else {
                reportExpected("a field's name")
                return invalid(from: start)
            }
            let member = consumeNameNode()
            result = nested(add(.member, from: start, result, member), over: height)
        }
        return result
    }
}
