import RulePlan
import RuleSyntax
import RuleText

/// The words that name a type.
enum TypeWord: String, CaseIterable {
    case boolean, number, text, time, duration, version, ip

    var type: ValueType {
        switch self {
        case .boolean: .boolean
        case .number: .number
        case .text: .text
        case .time: .time
        case .duration: .duration
        case .version: .version
        case .ip: .address
        }
    }

    /// What other languages call a type.
    init?(foreign word: String) {
        switch word {
        case "string", "str", "char", "varchar", "guid", "uuid": self = .text
        case "int", "integer", "long", "float", "double", "decimal", "real": self = .number
        case "bool", "flag": self = .boolean
        case "date", "datetime", "timestamp": self = .time
        case "timespan", "interval": self = .duration
        case "address", "ip_address", "ipv4", "ipv6": self = .ip
        default: return nil
        }
    }
}

/// What a type is the type of, as messages say it.
enum TypeUse: String {
    case field = "a field"
    case score = "a score"
    case parameter = "an action's parameter"
    case element = "a list"
}

extension SymbolsBuilder {
    /// The type that is written, or a report of what is wrong with it.
    mutating func type(_ expression: TypeExpression, of use: TypeUse) -> ValueType? {
        switch expression {
        case .named(let name): namedType(name, of: use)
        case .number(let range, _): numberRange(range).map(ValueType.number)
        case .levels(let names, _): members(names).map(ValueType.levels)
        case .choices(let names, _): members(names).map(ValueType.choices)
        case .list(let element, let span):
            switch use {
            case .field: type(element, of: .element).map(ValueType.list)
            case .score, .parameter: invalidType("\(use.rawValue) can't be a list", at: span)
            case .element: invalidType("a list can't hold lists", at: span)
            }
        case .invalid: nil
        }
    }

    private mutating func namedType(_ name: Name, of use: TypeUse) -> ValueType? {
        guard !name.text.isEmpty else { return nil }
        if let word = TypeWord(rawValue: name.text), !name.isQuoted { return word.type }
        if let entity = symbols.entities[name.text] {
            switch use {
            case .field: return .reference(entity)
            case .score, .parameter:
                return invalidType("\(use.rawValue) can't be a reference to a row", at: name.span)
            case .element: return invalidType("a list can't hold references to rows", at: name.span)
            }
        }
        var diagnostic = Diagnostic(
            .invalidType, at: name.span, "'\(name.text)' is neither a type nor an entity")
        let known = TypeWord.allCases.map(\.rawValue) + symbols.entities.keys
        if let word = TypeWord(foreign: name.text) {
            diagnostic.suggest(
                "use '\(word.rawValue)'", replacing: name.span, with: word.rawValue, .safe)
        } else if let nearest = NearestSpelling.nearest(to: name.text, among: known) {
            diagnostic.suggest("did you mean '\(nearest)'?", replacing: name.span, with: nearest, .safe)
        } else {
            diagnostic.help =
                "types are \(TypeWord.allCases.map(\.rawValue).joined(separator: ", ")), 'list of T', levels 'a < b', "
                + "choices 'a | b' and the entities"
        }
        report(diagnostic)
        return nil
    }

    private mutating func invalidType(_ message: String, at span: SourceSpan, notes: [Diagnostic.Note] = [])
        -> ValueType?
    {
        report(Diagnostic(.invalidType, at: span, message, notes: notes))
        return nil
    }

    /// The range of a number type, or a report of what is wrong with it.
    private mutating func numberRange(_ range: RangeLiteral) -> NumberRange? {
        guard let lower = rangeEnd(range.lower) else { return nil }
        guard let upperEnd = range.upper else { return NumberRange(lower: lower, upper: .infinity) }
        guard let upper = rangeEnd(upperEnd) else { return nil }
        guard lower <= upper else {
            report(
                Diagnostic(
                    .invalidType, at: range.span,
                    "no number is in this range: its lower end is greater than its upper end"))
            return nil
        }
        return NumberRange(lower: lower, upper: upper)
    }

    private mutating func rangeEnd(_ expression: Expression) -> Double? {
        if case .invalid = expression { return nil }
        guard case .number(let number)? = literalValue(expression) else {
            report(
                Diagnostic(.invalidType, at: expression.span, "the range of a number needs numbers at its ends"))
            return nil
        }
        return number
    }

    /// The names of levels or choices, or a report that two of them could not be told apart in data.
    private mutating func members(_ names: [Name]) -> [String]? {
        var places: [String: Name] = [:]
        var isValid = true
        for name in names {
            // A name that recovery made up has been reported.
            if name.text.isEmpty { return nil }
            let spelling = dataSpelling(name.text)
            if name.text == "missing" {
                _ = invalidType("'missing' can't be a member: it says that a value is not known", at: name.span)
                isValid = false
            } else if let first = places[spelling] {
                let message =
                    first.text == name.text
                    ? "'\(name.text)' is listed twice" : "data can't tell '\(name.text)' from '\(first.text)'"
                _ = invalidType(message, at: name.span, notes: [.init("first listed here", at: first.span)])
                isValid = false
            } else {
                places[spelling] = name
            }
        }
        return isValid ? names.map(\.text) : nil
    }

    /// A member's name as data spells it: case, blanks, `_` and `-` don't count.
    private func dataSpelling(_ name: String) -> String {
        String(name.lowercased().filter { $0 != "_" && $0 != "-" && $0 != " " })
    }
}
