/// A place in one of the plan's or the schema's lists, typed by what the list holds.
@frozen public struct Ordinal<Element>: Hashable, Comparable, Sendable {
    public let index: Int

    @inlinable public init(_ index: Int) {
        self.index = index
    }

    @inlinable public static func < (left: Ordinal, right: Ordinal) -> Bool { left.index < right.index }
}

package typealias EntityID = Ordinal<EntitySchema>
/// The place of a field among its entity's fields.
package typealias FieldSlot = Ordinal<FieldSchema>
package typealias ScoreID = Ordinal<ScoreSchema>
package typealias TaskID = Ordinal<TaskSchema>
package typealias ActionID = Ordinal<ActionSchema>
package typealias RoleID = Ordinal<RoleSchema>
package typealias ParameterID = Ordinal<PlanParameter>
package typealias DefinitionID = Ordinal<PlanDefinition>
package typealias RuleID = Ordinal<PlanRule>
package typealias ExpressionID = Ordinal<PlanExpression>
