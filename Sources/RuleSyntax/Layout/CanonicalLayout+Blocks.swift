import RuleText

extension CanonicalLayout {
    /// Names, types and sources of an entity's fields stand in columns, as far as they are short.
    mutating func entity(_ node: EntityDeclaration) -> LayoutDocument {
        var head: [LayoutDocument] = []
        let start = next
        var opening = next
        while opening < tokens.endIndex, tokens.tokens[opening].kind != .leftBrace { opening += 1 }
        let end = SourceSpan(
            file: node.span.file, start: tokens.tokens[start].start, end: tokens.tokens[max(opening - 1, start)].end)
        head = [
            .nest(4, filled(to: end, breakingBefore: [.from, .or, .in, .key, .newest, .stale])), .space, take(),
        ]
        let longest = node.fields.map { Int($0.name.span.end - $0.name.span.start) }.filter { $0 <= 28 }.max() ?? 0
        let typeColumn = longest + 4
        let widths = typeWidths(node.fields)
        let sourceColumn = typeColumn + (widths.filter { $0 <= 36 }.max() ?? 0) + 2
        let fields = zip(node.fields, widths).map { field, width in
            self.items.insert(next)
            return self.field(field, typeWidth: width, typeColumn, sourceColumn)
        }
        return .sequence(head + [block(fields)])
    }

    /// The widths of types on one line.
    private func typeWidths(_ fields: [FieldDeclaration]) -> [Int] {
        var copy = self
        return fields.map { field in
            _ = copy.words(to: field.name.span)
            let width = copy.words(to: field.type.span).width
            _ = copy.words(to: field.span)
            return width
        }
    }

    private mutating func field(
        _ field: FieldDeclaration, typeWidth: Int, _ typeColumn: Int, _ sourceColumn: Int
    ) -> LayoutDocument {
        let first = next
        let name = words(to: field.name.span)
        let type = filled(to: field.type.span, breakingBefore: [])
        var parts: [LayoutDocument] = []
        if let last = field.sources.last { parts.append(filled(to: last.span, breakingBefore: [.or])) }
        let readings = field.readings.map { reading in
            let spelling = words(to: reading.value.span)
            return tokens.tokens[next].kind == .comma ? .sequence([spelling, take()]) : spelling
        }
        if !readings.isEmpty { parts.append(.nest(2, .fill(readings, in: tokens))) }
        if next < tokens.endIndex, tokens.tokens[next].end <= field.span.end { parts.append(words(to: field.span)) }

        let hasComments = tokens.hasComments(inside: first...max(next - 1, first))
        let total = parts.reduce(sourceColumn) { $0 + $1.width + 2 } - 2
        let isAligned = typeColumn + typeWidth + 2 <= sourceColumn
        let isOneLine = !hasComments && (isAligned || parts.isEmpty) && total <= LayoutPrinter.lineLength
        var line: [LayoutDocument] = [name, .column(typeColumn), .nest(typeColumn, type)]
        var rest = parts[...]
        if isOneLine {
            for (place, part) in rest.enumerated() {
                line += [place == 0 ? .column(sourceColumn, atLeast: 2) : .column(0, atLeast: 2), part]
            }
            return .sequence(line)
        }
        if !field.sources.isEmpty, isAligned, let sources = rest.popFirst() {
            line += [.column(sourceColumn, atLeast: 2), .nest(typeColumn + 2, sources)]
        }
        return .sequence(line + rest.map { .nest(typeColumn, .hardLine, $0) })
    }

    // MARK: Tests

    mutating func test(_ node: TestDeclaration) -> LayoutDocument {
        let head = filled(to: node.rules.last?.span ?? node.title.span, breakingBefore: [.of])
        let opening = take()
        let statements = node.statements.map { statement in
            items.insert(next)
            return self.statement(statement)
        }
        return .sequence([.nest(4, head), .space, opening, block(statements)])
    }

    private mutating func statement(_ statement: TestStatement) -> LayoutDocument {
        var value: Expression?
        switch statement {
        case .set(_, let expression, _), .givenScore(_, let expression, _): value = expression
        case .givenRow(let row): return given(row)
        case .givenEvent(let event): value = event.at
        case .expectation(let expectation):
            switch expectation.kind {
            case .require(_, _, let due), .run(_, _, _, let due): value = due
            case .raise, .notify, .forbid, .item, .rule, .nothingElse: break
            }
        case .now, .timeZone, .givenNone, .invalid: break
        }
        guard let value else { return .nest(2, filled(to: statement.span, breakingBefore: [.on, .for])) }
        let head = words(before: value.span)
        return .nest(2, head, .space, expression(value))
    }

    /// `given device "d1" { … }`
    private mutating func given(_ row: GivenRow) -> LayoutDocument {
        let head = words(to: row.row.span)
        let opening = take()
        var members: [LayoutDocument] = []
        for member in row.members {
            let name = words(before: member.value.span)
            let value = expression(member.value)
            let comma = tokens.tokens[next].kind == .comma ? take() : .empty
            members.append(.sequence([name, .space, value, comma]))
        }
        let comments = LayoutDocument(content: .comments(before: next), width: 0)
        if members.isEmpty {
            return .sequence([head, .space, group(opening, .nest(2, .softLine, comments), .softLine, take())])
        }
        return .sequence([
            head, .space, group(opening, .nest(2, .line, .fill(members, in: tokens), comments), .line, take()),
        ])
    }
}
