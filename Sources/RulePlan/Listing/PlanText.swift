/// Writes a plan's expressions as text, close to how the language would say them.
///
/// Every field stands with its row's name, so that the text means the same wherever it is read.
package struct PlanText: Sendable {
    let plan: Plan

    package init(plan: Plan) {
        self.plan = plan
    }

    /// How tightly a form binds, loosest first.
    private enum Binding: Int, Comparable {
        case or, and, not, comparison, otherwise, sum, product, unary, primary

        static func < (left: Binding, right: Binding) -> Bool { left.rawValue < right.rawValue }
    }

    /// An expression as the language would say it.
    /// - Parameter rows: The names of the rows in scope, innermost last.
    package func text(_ id: ExpressionID, rows: [String]) -> String {
        form(id, rows).text
    }

    /// The name of a row set's rows inside it: the entity's, or another where that is taken by a row outside.
    package func innerName(of entity: EntityID, rows: [String]) -> String {
        let name = plan.schema[entity].name
        if !rows.contains(name) { return name }
        var number = 2
        while rows.contains("\(name)_\(number)") { number += 1 }
        return "\(name)_\(number)"
    }

    /// A value of a type as it would be written.
    package func text(_ value: Value, _ type: ValueType) -> String {
        switch value {
        case .missing: "missing"
        case .boolean(let truth): truth ? "true" : "false"
        case .number(let number): number.shortestText
        case .text(let text): Self.quoted(text.string)
        case .time(let instant): "\(instant)"
        case .duration(let span): "\(span)"
        case .version(let version): Self.quoted("\(version)")
        case .address(let address): Self.quoted("\(address)")
        case .network(let network): Self.quoted("\(network)")
        case .member(let place):
            type.members.flatMap { $0.indices.contains(place) ? $0[place] : nil } ?? "member \(place)"
        case .row(let row): "row \(row)"
        case .list(let values):
            if case .list(let element) = type {
                "[\(values.map { text($0, element) }.joined(separator: ", "))]"
            } else {
                "[]"
            }
        }
    }

    /// A text literal.
    package static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\t": result += "\\t"
            case _ where scalar.value < 0x20 || scalar.value == 0x7F:
                result += "\\u{\(String(scalar.value, radix: 16))}"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}

// MARK: - Forms

extension PlanText {
    private typealias Form = (text: String, binding: Binding)

    /// An operand, in parentheses where it binds less tightly than its place asks for.
    private func operand(_ id: ExpressionID, _ rows: [String], atLeast binding: Binding) -> String {
        let form = form(id, rows)
        return form.binding < binding ? "(\(form.text))" : form.text
    }

    private func form(_ id: ExpressionID, _ rows: [String]) -> Form {
        switch plan[id] {
        case .constant(let value): (text(value, plan.type(of: id)), .primary)
        case .parameter(let parameter): (plan[parameter].name, .primary)
        case .score(let score): (plan.schema[score].name, .primary)
        case .now: ("now", .primary)
        case .today: ("today", .primary)
        case .date(let year, let month, let day): (Self.date(year, month, day), .primary)
        case .row(let depth): (depth < rows.count ? rows[rows.count - 1 - depth] : "row", .primary)
        case .field(let slot, let row):
            ("\(operand(row, rows, atLeast: .primary)).\(fieldName(slot, of: row))", .primary)
        case .definition(let definition, let row):
            (
                (row.map { operand($0, rows, atLeast: .primary) + "." } ?? "") + plan[definition].name, .primary
            )
        case .negated(let value): ("-\(operand(value, rows, atLeast: .unary))", .unary)
        case .arithmetic(let `operator`, let left, let right): arithmetic(`operator`, left, right, rows)
        case .function(let function, let value): ("\(function.rawValue)(\(text(value, rows: rows)))", .primary)
        case .otherwise(let value, let fallback):
            (
                "\(operand(value, rows, atLeast: .sum)) otherwise \(operand(fallback, rows, atLeast: .otherwise))",
                .otherwise
            )
        case .list(let elements):
            ("[\(elements.map { text($0, rows: rows) }.joined(separator: ", "))]", .primary)
        case .aggregate(let function, let value, let by, let rowSet):
            (aggregate(function, value, by, rowSet, rows), .primary)
        case .and(let terms):
            (terms.map { operand($0, rows, atLeast: .not) }.joined(separator: " and "), .and)
        case .or(let terms): (terms.map { operand($0, rows, atLeast: .and) }.joined(separator: " or "), .or)
        case .not(let condition): negation(condition, rows)
        case .quantifier(let kind, let rowSet, let satisfy): quantifier(kind, rowSet, satisfy, rows)
        case .comparison(let comparator, let left, let right, let folding):
            relation(left, comparator.rawValue, right, folding, rows)
        case .between(let value, let lower, let upper):
            (
                "\(operand(value, rows, atLeast: .otherwise)) between \(operand(lower, rows, atLeast: .otherwise)) "
                    + "and \(operand(upper, rows, atLeast: .otherwise))", .comparison
            )
        case .isIn(let value, let list, let folding): relation(value, "in", list, folding, rows)
        case .contains(let list, let element, let folding): relation(list, "contains", element, folding, rows)
        case .textTest(let test, let left, let right, let folding):
            relation(left, test.rawValue, right, folding, rows)
        case .like(let value, let pattern):
            (
                "\(operand(value, rows, atLeast: .otherwise)) like \(pattern.folding ? "" : "exactly ")"
                    + Self.quoted(pattern.source), .comparison
            )
        case .matches(let value, let regex):
            (
                "\(operand(value, rows, atLeast: .otherwise)) matches \(regex.folding ? "" : "exactly ")"
                    + "/\(Self.escapedPattern(regex.pattern))/", .comparison
            )
        case .isKnown(let value): ("\(operand(value, rows, atLeast: .otherwise)) is known", .comparison)
        }
    }

    private func arithmetic(
        _ operator: ArithmeticOperator, _ left: ExpressionID, _ right: ExpressionID, _ rows: [String]
    ) -> Form {
        let binding: Binding =
            switch `operator` {
            case .add, .subtract: .sum
            case .multiply, .divide: .product
            }
        let tighter: Binding = binding == .sum ? .product : .unary
        return (
            "\(operand(left, rows, atLeast: binding)) \(`operator`.rawValue) \(operand(right, rows, atLeast: tighter))",
            binding
        )
    }

    private func relation(
        _ left: ExpressionID, _ word: String, _ right: ExpressionID, _ folding: Bool, _ rows: [String]
    ) -> Form {
        let isText = plan.type(of: left) == .text || plan.type(of: left) == .list(.text)
        return (
            "\(operand(left, rows, atLeast: .otherwise)) \(word) \(isText && !folding ? "exactly " : "")"
                + operand(right, rows, atLeast: .otherwise), .comparison
        )
    }

    private func negation(_ condition: ExpressionID, _ rows: [String]) -> Form {
        if case .isKnown(let value) = plan[condition] {
            return ("\(operand(value, rows, atLeast: .otherwise)) is missing", .comparison)
        }
        return ("not \(operand(condition, rows, atLeast: .not))", .not)
    }

    private func aggregate(
        _ function: PlanAggregate, _ value: ExpressionID?, _ by: ExpressionID?, _ rowSet: PlanRowSet, _ rows: [String]
    ) -> String {
        let inner = rows + [innerName(of: rowSet.entity, rows: rows)]
        var result = function.rawValue + "("
        if let value { result += text(value, rows: inner) + " of " }
        result += text(rowSet, rows)
        if let by { result += " by " + text(by, rows: inner) }
        return result + ")"
    }

    private func quantifier(
        _ kind: PlanQuantifier, _ rowSet: PlanRowSet, _ satisfy: ExpressionID?, _ rows: [String]
    ) -> Form {
        var result = "\(kind.rawValue) \(text(rowSet, rows))"
        if let satisfy {
            result += " satisfy " + text(satisfy, rows: rows + [innerName(of: rowSet.entity, rows: rows)])
        }
        // What follows a `where` belongs to it.
        let isOpen = satisfy != nil || rowSet.condition != nil
        return (result, isOpen ? .or : .not)
    }

    private func text(_ rowSet: PlanRowSet, _ rows: [String]) -> String {
        let entity = plan.schema[rowSet.entity]
        let name = innerName(of: rowSet.entity, rows: rows)
        var result = entity.name
        if name != entity.name { result += " as \(name)" }
        switch rowSet.scope {
        case .everywhere: result += " anywhere"
        case .referring(let slot, let target):
            let type = entity[slot].type
            if entity.fields.count(where: { $0.type == type }) > 1 { result += " via \(entity[slot].name)" }
            result += " of \(operand(target, rows, atLeast: .primary))"
        }
        if let condition = rowSet.condition { result += " where " + text(condition, rows: rows + [name]) }
        return result
    }

    private func fieldName(_ slot: FieldSlot, of row: ExpressionID) -> String {
        guard case .reference(let entity) = plan.type(of: row) else { return "field \(slot.index)" }
        return plan.schema[entity][slot].name
    }

    /// `2026-11-23`
    static func date(_ year: Int, _ month: Int, _ day: Int) -> String {
        "\(year.padded(to: 4))-\(month.padded(to: 2))-\(day.padded(to: 2))"
    }

    /// A pattern between slashes: each of its own slashes gets a backslash.
    private static func escapedPattern(_ pattern: String) -> String {
        var result = ""
        for scalar in pattern.unicodeScalars {
            if scalar == "/" { result += "\\" }
            result.unicodeScalars.append(scalar)
        }
        return result
    }
}
