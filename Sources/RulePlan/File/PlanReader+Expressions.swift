extension PlanReader {
    mutating func expression() throws(PlanFileError) -> PlanExpression {
        let tag: ExpressionTag = try tag()
        switch tag {
        case .constant: return .constant(try value())
        case .parameter: return .parameter(try ordinal())
        case .score: return .score(try ordinal())
        case .now: return .now
        case .today: return .today
        case .date: return .date(year: try number(), month: try number(), day: try number())
        case .row: return .row(depth: try number())
        case .field: return .field(try ordinal(), of: try ordinal())
        case .definition: return .definition(try ordinal(), of: try ordinalIfAny())
        case .negated: return .negated(try ordinal())
        case .arithmetic: return .arithmetic(try code(), try ordinal(), try ordinal())
        case .function: return .function(try code(), try ordinal())
        case .otherwise: return .otherwise(try ordinal(), try ordinal())
        case .list: return .list(try ordinals())
        case .aggregate:
            return .aggregate(try code(), value: try ordinalIfAny(), by: try ordinalIfAny(), rows: try rowSet())
        case .and: return .and(try ordinals())
        case .or: return .or(try ordinals())
        case .not: return .not(try ordinal())
        case .quantifier: return .quantifier(try code(), rows: try rowSet(), satisfy: try ordinalIfAny())
        case .comparison: return .comparison(try code(), try ordinal(), try ordinal(), folding: try code())
        case .between: return .between(try ordinal(), lower: try ordinal(), upper: try ordinal())
        case .isIn: return .isIn(try ordinal(), list: try ordinal(), folding: try code())
        case .contains: return .contains(try ordinal(), element: try ordinal(), folding: try code())
        case .textTest: return .textTest(try code(), try ordinal(), try ordinal(), folding: try code())
        case .like: return .like(try ordinal(), LikePattern(try string(), folding: try code()))
        case .matches: return .matches(try ordinal(), try regex())
        case .isKnown: return .isKnown(try ordinal())
        }
    }

    private mutating func rowSet() throws(PlanFileError) -> PlanRowSet {
        let entity: EntityID = try ordinal()
        let tag: ScopeTag = try tag()
        let scope: PlanRowSet.Scope
        switch tag {
        case .everywhere: scope = .everywhere
        case .referring: scope = .referring(try ordinal(), to: try ordinal())
        }
        return PlanRowSet(entity: entity, scope: scope, condition: try ordinalIfAny())
    }

    private mutating func regex() throws(PlanFileError) -> Regex {
        let spelling = RegexSpelling(pattern: Text(try string()), folding: try code())
        if let regex = regexes[spelling] { return regex }
        do throws(Regex.Failure) {
            let regex = try Regex(spelling.pattern.string, folding: spelling.folding)
            regexes[spelling] = regex
            return regex
        } catch {
            throw PlanFileError.impossible("a regular expression of it is malformed")
        }
    }
}

/// What a regular expression is built from, which takes a while.
struct RegexSpelling: Hashable {
    var pattern: Text
    var folding: Bool
}
