import RulePlan
import RuleSyntax

extension Expression {
    /// As it is written, on one line and evenly spaced.
    var canonicalText: String {
        switch self {
        case .number(let node): node.digits
        case .text(let node): node.value.quoted
        case .boolean(let node): node.isAlways ? "always" : "\(node.value)"
        case .duration(let node): "\(TimeSpan(seconds: node.seconds))"
        case .time(let node): node.canonicalText
        case .list(let node): "[\(node.elements.map(\.canonicalText).joined(separator: ", "))]"
        case .clock(let node): node.kind.rawValue
        case .name(let node): node.text
        case .member(let node): "\(node.base.canonicalText).\(node.member.text)"
        case .call(let node):
            "\(node.function.text)(\(node.arguments.map(\.canonicalText).joined(separator: ", ")))"
        case .aggregate(let node): node.canonicalText
        case .quantifier(let node):
            "\(node.kind.rawValue) \(node.rows.canonicalText)"
                + (node.satisfy.map { " satisfy \($0.canonicalText)" } ?? "")
        case .parenthesized(let node): "(\(node.content.canonicalText))"
        case .negative(let node): "-\(node.operand.canonicalText)"
        case .arithmetic(let node):
            "\(node.left.canonicalText) \(node.operator.rawValue) \(node.right.canonicalText)"
        case .otherwise(let node): "\(node.value.canonicalText) otherwise \(node.fallback.canonicalText)"
        case .comparison(let node):
            "\(node.left.canonicalText) \(node.comparator.rawValue) \(node.isExact ? "exactly " : "")\(node.right.canonicalText)"
        case .between(let node):
            "\(node.value.canonicalText) \(node.isNegated ? "not " : "")between \(node.lower.canonicalText)"
                + " and \(node.upper.canonicalText)"
        case .test(let node):
            "\(node.left.canonicalText) \(node.isNegated ? "not " : "")\(node.operator.rawValue)"
                + " \(node.isExact ? "exactly " : "")\(node.right.canonicalText)"
        case .match(let node):
            "\(node.value.canonicalText) \(node.isNegated ? "not " : "")matches \(node.isExact ? "exactly " : "")"
                + "/\(node.pattern.pattern.split(separator: "/", omittingEmptySubsequences: false).joined(separator: "\\/"))/"
        case .presence(let node): "\(node.value.canonicalText) is \(node.kind.rawValue)"
        case .not(let node): "not \(node.operand.canonicalText)"
        case .all(let node): node.terms.map(\.canonicalText).joined(separator: " and ")
        case .any(let node): node.terms.map(\.canonicalText).joined(separator: " or ")
        case .invalid: "…"
        }
    }

    /// For messages: long ones are cut.
    var shortText: String {
        let text = canonicalText
        guard text.count > 60 else { return text }
        return "\(text.prefix(59))…"
    }
}

extension Aggregate {
    fileprivate var canonicalText: String {
        let value = value.map { "\($0.canonicalText) of " } ?? ""
        let order = by.map { " by \($0.canonicalText)" } ?? ""
        return "\(function.rawValue)(\(value)\(rows.canonicalText)\(order))"
    }
}

extension RowSet {
    fileprivate var canonicalText: String {
        var parts = [entity.text]
        if let alias { parts.append("as \(alias.text)") }
        switch scope {
        case .bare: break
        case .anywhere: parts.append("anywhere")
        case .of(let path, let via):
            if let via { parts.append("via \(via.text)") }
            parts.append("of \(path.canonicalText)")
        }
        if let condition { parts.append("where \(condition.canonicalText)") }
        return parts.joined(separator: " ")
    }
}

extension TimeLiteral {
    fileprivate var canonicalText: String {
        switch kind {
        case .date(let year, let month, let day): "\(year.padded(4))-\(month.padded(2))-\(day.padded(2))"
        case .instant(let seconds, let nanoseconds):
            Instant(secondsSinceEpoch: seconds, nanoseconds: nanoseconds).map { "\($0)" } ?? "…"
        }
    }
}

extension Int {
    fileprivate func padded(_ width: Int) -> String {
        let digits = String(self)
        return String(repeating: "0", count: Swift.max(0, width - digits.utf8.count)) + digits
    }
}

extension String {
    fileprivate var quoted: String {
        var result = "\""
        for character in unicodeScalars {
            switch character {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\t": result += "\\t"
            default: result.unicodeScalars.append(character)
            }
        }
        return result + "\""
    }
}
