/// The words that mean something to the grammar.
///
/// The reserved ones are never names unless they are quoted; every other one is a keyword only where it has that
/// meaning. Parser, manual and editor grammars share this list.
package enum Keyword: UInt8, CaseIterable, Hashable, Sendable {
    // Connectives (reserved).
    case when, then, and, or, not
    // First words of declarations (reserved).
    case rule, define, param, waive, entity, score, task, action, role, test
    // Parts of rules and waivers.
    case `for`, top, `as`, by, `where`, severity, tags, see, until, because
    // Effects and their parts.
    case require, run, raise, notify, forbid, on, with, within, due, automatically, approval, at, most, per, day,
        days, daily, weekly, monthly, every, needed
    // Parts of the model.
    case from, key, newest, stale, reading, higher, better, reverses, number, list
    // Values.
    case `true`, `false`, always, now, today
    // Rows.
    case any, no, all, satisfy, of, via, anywhere
    // Operators.
    case between, `in`, contains, starts, ends, matches, like, before, after, older, newer, than, `is`, missing,
        known, otherwise, exactly
    // Functions.
    case count, sum, min, max, average, latest, earliest, abs, lower, length, hours
    // Tests.
    case time, zone, set, given, completed, opened, closed, failed, expect, fires, quiet, undetermined, held,
        nothing, `else`

    /// How it is written: always in lower case.
    package var spelling: String { Self.spellings[Int(rawValue)] }

    /// Whether it is no name anywhere but behind a `.` or in backquotes.
    package var isReserved: Bool { rawValue <= Keyword.test.rawValue }

    /// Whether a declaration may begin with it. (`for` and `when` begin a rule without a head.)
    package var beginsDeclaration: Bool {
        rawValue >= Keyword.rule.rawValue && rawValue <= Keyword.test.rawValue
    }

    /// Whether an effect begins with it.
    package var beginsEffect: Bool {
        rawValue >= Keyword.require.rawValue && rawValue <= Keyword.forbid.rawValue
    }

    /// Whether it goes on with an expression or ends it, so that a word before it is an operand.
    var endsOperand: Bool {
        switch self {
        case .and, .or, .not, .then, .when, .otherwise, .between, .in, .contains, .starts, .ends, .matches, .like,
            .before, .after, .older, .newer, .is, .satisfy, .until, .because, .where, .of, .by, .within, .due, .as:
            true
        default: false
        }
    }

    /// Spellings by raw value.
    private static let spellings: [String] = [
        "when", "then", "and", "or", "not", "rule", "define", "param", "waive", "entity", "score", "task", "action",
        "role", "test", "for", "top", "as", "by", "where", "severity", "tags", "see", "until", "because", "require",
        "run", "raise", "notify", "forbid", "on", "with", "within", "due", "automatically", "approval", "at", "most",
        "per", "day", "days", "daily", "weekly", "monthly", "every", "needed", "from", "key", "newest", "stale",
        "reading", "higher", "better", "reverses", "number", "list", "true", "false", "always", "now", "today",
        "any", "no", "all", "satisfy", "of", "via", "anywhere", "between", "in", "contains", "starts", "ends",
        "matches", "like", "before", "after", "older", "newer", "than", "is", "missing", "known", "otherwise",
        "exactly", "count", "sum", "min", "max", "average", "latest", "earliest", "abs", "lower", "length", "hours",
        "time", "zone", "set", "given", "completed", "opened", "closed", "failed", "expect", "fires", "quiet",
        "undetermined", "held", "nothing", "else",
    ]
}

extension Keyword {
    /// The words of the grammar that are reserved.
    package static var reserved: [Keyword] { allCases.filter(\.isReserved) }

    /// The first words of declarations.
    package static var declarations: [Keyword] { allCases.filter(\.beginsDeclaration) }

    /// The first words of effects.
    package static let effects: [Keyword] = [.require, .run, .raise, .notify, .forbid]

    /// The words that may stand between two operands, or behind one; of a pair of words the first.
    package static let wordOperators: [Keyword] = [
        .and, .or, .otherwise, .between, .in, .contains, .starts, .ends, .matches, .like, .before, .after, .older,
        .newer, .is,
    ]

    /// `any`, `no`, `all`
    package static let quantifiers: [Keyword] = [.any, .no, .all]

    /// Functions over rows.
    package static let aggregates: [Keyword] = [.count, .sum, .min, .max, .average, .latest, .earliest]

    /// Functions over values.
    package static let functions: [Keyword] = [.abs, .lower, .length, .days, .hours]

    /// Words that are values.
    package static let values: [Keyword] = [.true, .false, .always, .now, .today]
}

/// Words with a meaning that are names to the grammar, for documents and editors.
package enum Vocabulary {
    /// The types that need no declaration.
    package static let types = ["boolean", "number", "text", "time", "duration", "version", "ip"]

    /// The days of `weekly on …`, from Monday.
    package static let weekdays = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]

    /// The marks and operators that are no words.
    package static var marks: [String] { Token.Kind.allCases.compactMap(\.spelling) }

    /// The units of durations, longest first, with their seconds.
    package static let durationUnits: [(letter: String, seconds: Int64)] = [
        ("w", 604_800), ("d", 86_400), ("h", 3_600), ("m", 60), ("s", 1),
    ]
}
