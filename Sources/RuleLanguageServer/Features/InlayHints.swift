import RuleCompiler
import RuleData
import RulePlan
import RuleSyntax
import RuleText

/// What numbers are of: `exposure_score > 60` shows ` of 100` behind the 60, `days(age) > 3` shows ` days`.
extension LanguageServer {
    /// `textDocument/inlayHint`
    mutating func inlayHints(_ parameters: InputValue) throws(ResponseError) -> JSONValue {
        let target = try target(parameters)
        let span = try span(of: parameters["range"], in: target)
        let declarations = target.snapshot.tree(of: target.file).declarations
            .filter { $0.span.start <= span.end && span.start <= $0.span.end }
        var units = NumberUnits(target.snapshot)
        for declaration in declarations { units.visit(declaration) }
        let hints = units.hints.filter { $0.offset >= span.start && $0.offset <= span.end }.sorted {
            $0.offset < $1.offset
        }
        let index = target.snapshot.lineIndex(of: target.file)
        return .list(
            hints.map { hint in
                .object([
                    ("position", index.position(at: hint.offset, in: client.encoding).json),
                    ("label", .text(hint.label)), ("paddingLeft", .boolean(true)),
                ])
            })
    }
}

/// Finds the numbers that are compared with something whose unit is known.
private struct NumberUnits {
    private let snapshot: ProgramSnapshot
    private(set) var hints: [(offset: UInt32, label: String)] = []

    init(_ snapshot: ProgramSnapshot) {
        self.snapshot = snapshot
    }

    mutating func visit(_ declaration: Declaration) {
        switch declaration {
        case .rule(let node):
            if let condition = node.subject?.top?.condition { visit(condition) }
            visit(node.condition)
        case .definition(let node): visit(node.value)
        case .waiver(let node): if let condition = node.subject?.condition { visit(condition) }
        case .parameter, .entity, .score, .task, .action, .role, .test: break
        }
    }

    private mutating func visit(_ expression: Expression) {
        switch expression {
        case .comparison(let node): hint([node.left], and: [node.right])
        case .between(let node): hint([node.value], and: [node.lower, node.upper])
        default: break
        }
        // Recursion is bounded by the nesting that the parser allows.
        var children: [Expression] = []
        expression.forEachChild { children.append($0) }
        for child in children { visit(child) }
    }

    private mutating func hint(_ left: [Expression], and right: [Expression]) {
        for (measured, numbers) in [(left, right), (right, left)] {
            guard measured.count == 1, let unit = unit(of: measured[0]) else { continue }
            for case .number(let number) in numbers { hints.append((number.span.end, unit)) }
        }
    }

    private func unit(of expression: Expression) -> String? {
        switch expression {
        case .parenthesized(let node): return unit(of: node.content)
        case .call(let node):
            return ["days", "hours"].contains(node.function.text) ? node.function.text : nil
        case .name(let name): return unit(ofNameAt: name.span)
        case .member(let node): return unit(ofNameAt: node.member.span)
        default: return nil
        }
    }

    /// The upper end of a range that begins at 0, or what stands in parentheses at the end of a title.
    private func unit(ofNameAt span: SourceSpan) -> String? {
        guard case .declared(let declared)? = snapshot.occurrence(at: Int(span.start), in: span.file)?.meaning else {
            return nil
        }
        let symbols = snapshot.symbols
        let type: ValueType?
        var title: String?
        switch declared {
        case .score(let id):
            type = symbols.type(of: id)
            title = symbols.schema[id].title
        case .field(let entity, let slot):
            type = symbols.type(of: slot, in: entity)
            title = symbols.schema[entity][slot].documentation
        default: return nil
        }
        guard case .number(let range)? = type else { return nil }
        if range.lower == 0, range.upper.isFinite { return "of \(JSONValue.text(of: range.upper))" }
        guard let title, title.hasSuffix(")"), let open = title.lastIndex(of: "(") else { return nil }
        return String(title[title.index(after: open)...].dropLast())
    }
}
