import RuleEngine
import RulePlan

/// Evaluates what tests give: expressions of the empty frame, which depend on no data.
struct GivenValues {
    private let plan: Plan
    private let noData: Dataset
    /// Values of parameters that a test does not set.
    let parameters: [ParameterID: Value]

    init(_ plan: Plan, parameters: [ParameterID: Value]) {
        self.parameters = parameters
        var plan = plan
        // Nothing of the rules is asked for here, so that no definition is evaluated ahead for them.
        plan.rules = []
        plan.waivers = []
        self.plan = plan
        noData = DatasetBuilder(schema: plan.schema).finish()
    }

    func evaluator(in context: RunContext) -> ScalarEvaluator {
        ScalarEvaluator(plan: plan, data: noData, context: context)
    }
}
