// What the cases of the plan's enumerations are called in a file. A number is for ever within a format.
//
// Writing goes through the switches, so that a new case breaks the build here; reading looks for the case that has the number.

/// A case without anything in it, that a number stands for.
protocol PlanFileCode: CaseIterable, Equatable {
    var fileCode: UInt32 { get }
}

extension ArithmeticOperator: PlanFileCode {
    var fileCode: UInt32 {
        switch self {
        case .add: 0
        case .subtract: 1
        case .multiply: 2
        case .divide: 3
        }
    }
}

extension PlanComparator: PlanFileCode {
    var fileCode: UInt32 {
        switch self {
        case .equal: 0
        case .notEqual: 1
        case .less: 2
        case .lessOrEqual: 3
        case .greater: 4
        case .greaterOrEqual: 5
        }
    }
}

extension PlanFunction: PlanFileCode {
    var fileCode: UInt32 {
        switch self {
        case .abs: 0
        case .lower: 1
        case .length: 2
        case .days: 3
        case .hours: 4
        }
    }
}

extension PlanAggregate: PlanFileCode {
    var fileCode: UInt32 {
        switch self {
        case .count: 0
        case .sum: 1
        case .min: 2
        case .max: 3
        case .average: 4
        case .latest: 5
        case .earliest: 6
        }
    }
}

extension PlanQuantifier: PlanFileCode {
    var fileCode: UInt32 {
        switch self {
        case .any: 0
        case .no: 1
        case .all: 2
        }
    }
}

extension TextTest: PlanFileCode {
    var fileCode: UInt32 {
        switch self {
        case .contains: 0
        case .startsWith: 1
        case .endsWith: 2
        }
    }
}

extension Severity: PlanFileCode {
    var fileCode: UInt32 {
        switch self {
        case .informational: 0
        case .low: 1
        case .medium: 2
        case .high: 3
        case .critical: 4
        }
    }
}

extension ScoreSchema.Direction: PlanFileCode {
    var fileCode: UInt32 {
        switch self {
        case .lowerIsBetter: 0
        case .higherIsBetter: 1
        }
    }
}

/// What kind of expression follows.
enum ExpressionTag: UInt32 {
    case constant, parameter, score, now, today, date, row, field, definition
    case negated, arithmetic, function, otherwise, list, aggregate
    case and, or, not, quantifier, comparison, between, isIn, contains, textTest, like, matches, isKnown
}

/// What kind of value follows.
enum ValueTag: UInt32 {
    case missing, boolean, number, text, time, duration, version, address, network, member, list, row
}

/// What kind of type follows.
enum TypeTag: UInt32 {
    case boolean, number, text, time, duration, version, address, network, levels, choices, list, reference
}

enum DomainTag: UInt32 {
    case range, list
}

enum ApprovalTag: UInt32 {
    case automatic, required
}

enum EffectTag: UInt32 {
    case require, run, raise, notify, forbid
}

enum LevelTag: UInt32 {
    case fixed, computed
}

enum CadenceTag: UInt32 {
    case daily, every, weekly, monthly, asNeeded
}

enum SegmentTag: UInt32 {
    case text, value
}

enum ScopeTag: UInt32 {
    case everywhere, referring
}

enum EndTag: UInt32 {
    case day, instant
}
