import RuleCompiler
import RuleData
import RuleSyntax
import RuleText

/// What the client was offered last, for when it asks to hear more about one of it.
struct OfferedCompletions {
    let snapshot: ProgramSnapshot
    let items: [CompletionItem]
}

/// What the word at the cursor may become.
extension LanguageServer {
    /// `textDocument/completion`
    mutating func completion(_ parameters: InputValue) throws(ResponseError) -> JSONValue {
        let target = try target(parameters)
        let offset = try offset(of: parameters["position"], in: target)
        let snapshot = target.snapshot
        let written = WrittenSoFar(
            snapshot.bytes(of: target.file), at: offset, in: snapshot.tree(of: target.file).declarations)
        let items = snapshot.completions(written)
        completionCount += 1
        offered = OfferedCompletions(snapshot: snapshot, items: items)
        let range = snapshot.range(
            of: SourceSpan(file: target.file, start: written.word.lowerBound, end: written.word.upperBound),
            in: client.encoding)
        let list = completionCount
        return .object([
            ("isIncomplete", .boolean(false)),
            (
                "items",
                .list(items.enumerated().map { json($1, in: range, data: [list, $0], written, snapshot) })
            ),
        ])
    }

    private func json(
        _ item: CompletionItem, in range: JSONValue, data: [Int], _ written: WrittenSoFar, _ snapshot: ProgramSnapshot
    ) -> JSONValue {
        var text = item.label
        if case .name = item.meaning {
            let isQuoted = written.isQuoted || !written.isBehindDot && text.mayBeKeyword
            if isQuoted { text = "`\(text)`" }
        }
        var members: [(name: String, value: JSONValue)] = [
            ("label", .text(item.label)), ("kind", .integer(item.kind)),
            ("sortText", .text("\(item.rank.rawValue)\(item.label)")),
            ("textEdit", .object([("range", range), ("newText", .text(text))])),
            ("data", .list(data.map(JSONValue.integer))),
        ]
        if text != item.label { members.append(("filterText", .text(text))) }
        return .object(members)
    }

    /// `completionItem/resolve`: adds what the item is. Of a list that is no longer the last one nothing is known.
    mutating func resolveCompletion(_ parameters: InputValue) throws(ResponseError) -> JSONValue {
        guard parameters.members != nil else {
            throw ResponseError(.invalidParameters, "an item of a completion is an object")
        }
        guard case .object(var result) = JSONValue(parameters) else { return .null }
        let data = parameters["data"]?.elements.compactMap(\.integer) ?? []
        guard data.count == 2, data[0] == completionCount, let offered, offered.items.indices.contains(data[1]) else {
            return .object(result)
        }
        let item = offered.items[data[1]]
        let detail: String
        let text: String
        switch item.meaning {
        case .name(let meaning):
            let description = NameDescription(snapshot: offered.snapshot)
            detail = description.signature(meaning)
            text = description.markdown(meaning)
        case .word(let word):
            let keyword = Keyword.allCases.first { $0.spelling == word }
            detail = keyword == nil ? "a day of the week" : "keyword"
            text = keyword?.explanation ?? "The day of `weekly on \(word)`"
        case .type(let type):
            detail = "type"
            text = "A type that needs no declaration: `\(type)`"
        }
        result.removeAll { $0.name == "detail" || $0.name == "documentation" }
        result.append(("detail", .text(detail)))
        result.append(("documentation", .object([("kind", .text("markdown")), ("value", .text(text))])))
        return .object(result)
    }
}

extension ProgramSnapshot {
    /// What the word at the cursor may become, best first.
    func completions(_ written: WrittenSoFar) -> [CompletionItem] {
        guard written.surroundings != .opaque, written.before.count <= WrittenSoFar.maximumByteCount else { return [] }
        let probe = CompletionProbe(written, self)
        let place = probe.place()
        var items = place.map { NameCandidates($0, symbols).items } ?? []
        var words = probe.words(besides: place).map { CompletionItem(label: $0, meaning: .word($0), rank: .word) }
        if written.surroundings == .grammar, written.startsLine, written.isBetweenDeclarations {
            let keywords = Keyword.declarations + (written.isUnindented ? [.for, .when] : [])
            words += keywords.map {
                CompletionItem(label: $0.spelling, meaning: .word($0.spelling), rank: .declaration)
            }
        }
        var seen: Set<CompletionItem.Meaning> = []
        items += words
        return items.filter { seen.insert($0.meaning).inserted }.sorted {
            ($0.rank, $0.label) < ($1.rank, $1.label)
        }
    }
}

extension String {
    /// Whether it is no name where a value stands, unless it is in backquotes.
    fileprivate var mayBeKeyword: Bool {
        (Keyword.reserved + Keyword.values).contains { $0.spelling == self }
    }
}

extension JSONValue {
    /// What a client sent, as it is sent back: of a name that occurs twice the last value.
    fileprivate init(_ value: InputValue) {
        switch value.content {
        case .null, .malformed: self = .null
        case .boolean(let boolean): self = .boolean(boolean)
        case .number(let digits):
            self = Int(digits).map(JSONValue.integer) ?? Double(digits).map(JSONValue.number) ?? .null
        case .text(let text): self = .text(text)
        case .array(let elements): self = .list(elements.map { JSONValue($0) })
        case .object(let members):
            var names: Set<String> = []
            let last = members.reversed().filter { names.insert($0.name).inserted }
            self = .object(last.reversed().map { ($0.name, JSONValue($0.value)) })
        }
    }
}
