import RuleCompiler
import RulePlan
import RuleSyntax

/// What a name may be where one stands.
enum NamePlace {
    /// A value, or a level or choice of the type that is expected.
    case value([NameWalk.Row], expecting: NameWalk.Typed?)
    /// A row, or a reference to one.
    case target([NameWalk.Row])
    /// A severity, or a value with levels.
    case raisedLevel([NameWalk.Row])
    case field(of: EntityID)
    case severity
    case entity, task, action, role, rule, parameter
    /// A task or an action.
    case work
    /// A task, an action or a rule.
    case expected
    /// A score, param, definition or entity.
    case given
    case argument(ActionID)
    case type
    /// One of a type's levels or choices.
    case reading(of: TypeExpression)
    /// What is being declared has a name of its own.
    case declaration
    /// The same, unless it is the entity of a derived value.
    case definedName

    /// Whether any value may stand there.
    var isValue: Bool {
        switch self {
        case .value, .raisedLevel: true
        default: false
        }
    }
}
