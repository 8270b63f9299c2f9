/// One node of the plan's expressions. Operands are places in `Plan.expressions`, always smaller than the node's own.
///
/// An expression is evaluated in a *frame*: the rows in scope, innermost last. `row(depth: 0)` is the innermost one, so that equal
/// conditions are equal nodes wherever they stand. Definitions are evaluated in a frame of their own: one row for an entity's, none
/// for the organisation's.
package enum PlanExpression: Hashable, Sendable {
    case constant(Value)
    case parameter(ParameterID)
    case score(ScoreID)
    case now
    /// Midnight of the run's day in the run's zone.
    case today
    /// Midnight of a calendar day in the run's zone.
    case date(year: Int, month: Int, day: Int)
    /// The row itself, counted from the innermost.
    case row(depth: Int)
    /// A field of a row; missing where the row is.
    case field(FieldSlot, of: ExpressionID)
    /// A derived value; `of` is the row for an entity's definition.
    case definition(DefinitionID, of: ExpressionID?)

    // Values
    case negated(ExpressionID)
    case arithmetic(ArithmeticOperator, ExpressionID, ExpressionID)
    case function(PlanFunction, ExpressionID)
    /// The first where it is known, else the second.
    case otherwise(ExpressionID, ExpressionID)
    case list([ExpressionID])
    /// `value` for all but `count`, `by` for `latest` and `earliest`; both in the row set's inner frame.
    case aggregate(PlanAggregate, value: ExpressionID?, by: ExpressionID?, rows: PlanRowSet)

    // Conditions: Boolean, missing where unknown
    case and([ExpressionID])
    case or([ExpressionID])
    case not(ExpressionID)
    /// `satisfy`, with `all` only, is in the row set's inner frame.
    case quantifier(PlanQuantifier, rows: PlanRowSet, satisfy: ExpressionID?)
    /// `folding`: text is compared after simple case folding.
    case comparison(PlanComparator, ExpressionID, ExpressionID, folding: Bool)
    /// Both ends included.
    case between(ExpressionID, lower: ExpressionID, upper: ExpressionID)
    /// The first is equal to an element of the second, a list; an address is also in a network that holds it.
    case isIn(ExpressionID, list: ExpressionID, folding: Bool)
    /// The first, a list, has an element equal to the second.
    case contains(ExpressionID, element: ExpressionID, folding: Bool)
    case textTest(TextTest, ExpressionID, ExpressionID, folding: Bool)
    case like(ExpressionID, LikePattern)
    case matches(ExpressionID, Regex)
    /// Always determined. For a reference: whether the row is there.
    case isKnown(ExpressionID)
}

package enum ArithmeticOperator: String, Hashable, Sendable, CaseIterable {
    case add = "+"
    case subtract = "-"
    case multiply = "*"
    case divide = "/"
}

package enum PlanComparator: String, Hashable, Sendable, CaseIterable {
    case equal = "=="
    case notEqual = "!="
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="

    /// What holds of two known values exactly where this does not.
    package var negated: PlanComparator {
        switch self {
        case .equal: .notEqual
        case .notEqual: .equal
        case .less: .greaterOrEqual
        case .lessOrEqual: .greater
        case .greater: .lessOrEqual
        case .greaterOrEqual: .less
        }
    }

    /// What says the same with the sides exchanged.
    package var mirrored: PlanComparator {
        switch self {
        case .equal, .notEqual: self
        case .less: .greater
        case .lessOrEqual: .greaterOrEqual
        case .greater: .less
        case .greaterOrEqual: .lessOrEqual
        }
    }
}

package enum PlanFunction: String, Hashable, Sendable, CaseIterable {
    case abs, lower, length, days, hours
}

package enum PlanAggregate: String, Hashable, Sendable, CaseIterable {
    case count, sum, min, max, average, latest, earliest
}

package enum PlanQuantifier: String, Hashable, Sendable, CaseIterable {
    case any, no, all
}

package enum TextTest: String, Hashable, Sendable, CaseIterable {
    case contains
    case startsWith = "starts with"
    case endsWith = "ends with"
}

/// The rows that a quantifier or an aggregate runs over.
package struct PlanRowSet: Hashable, Sendable {
    package enum Scope: Hashable, Sendable {
        /// All rows of the organisation.
        case everywhere
        /// The rows whose reference `field` is the row that `to` yields; `to` is in the outer frame.
        case referring(FieldSlot, to: ExpressionID)
    }

    package var entity: EntityID
    package var scope: Scope
    /// In the inner frame, where `row(depth: 0)` is a row of `entity`.
    package var condition: ExpressionID?

    package init(entity: EntityID, scope: Scope, condition: ExpressionID?) {
        self.entity = entity
        self.scope = scope
        self.condition = condition
    }
}
