import RuleCompiler
import RulePlan
import RuleSyntax
import RuleText

/// A program as the lints look at it: what was written, beside what it means.
struct AnalyzedProgram {
    let compilation: Compilation
    let plan: Plan
    var reasoner: Reasoner
    let source: MeaningSpace.SourceID
    /// The same program with its parameters as they are by default.
    let defaults: MeaningSpace.SourceID
    private(set) var rules: [AnalyzedRule] = []
    /// Every condition that stands by itself: of rules, definitions, waivers and row sets.
    private(set) var conditions: [WrittenCondition] = []
    /// The places of lints that say already how a comparison comes out, ascending.
    private let settled: [SourceSpan]

    init(_ compilation: Compilation, _ plan: Plan, steps: Int) {
        self.compilation = compilation
        self.plan = plan
        var space = MeaningSpace()
        source = space.add(plan)
        defaults = space.add(plan, isAtDefaults: true)
        reasoner = Reasoner(space, steps: steps)
        settled = compilation.diagnostics.filter { $0.code == .neverTrue || $0.code == .alwaysTrue }.map(\.span)
            .sorted()
        collect()
    }

    /// Whether something in a place has been said to come out one way whatever the data.
    func isSettled(_ span: SourceSpan) -> Bool {
        let first = settled.partitioned { ($0.file, $0.start) >= (span.file, span.start) }
        return first < settled.count && settled[first].file == span.file && settled[first].start < span.end
    }

    /// The place among the meanings of an expression of the plan.
    mutating func written(_ id: ExpressionID) -> ExpressionID { reasoner.reader.space.written(id, of: source) }

    /// When a part of a condition is true, or when it is false.
    mutating func formula(_ part: ConditionPart, is truth: Bool = true) -> FormulaID {
        reasoner.reader.formula(written(part.id), is: truth)
    }

    /// When a part of a condition is anything but true, or anything but false.
    mutating func formula(_ part: ConditionPart, isNot truth: Bool) -> FormulaID {
        let formula = formula(part, is: truth)
        return reasoner.reader.table.complement(formula)
    }

    // MARK: - Conditions

    private mutating func collect() {
        for (symbol, rule) in zip(compilation.symbols.rules, plan.rules) {
            let node = symbol.declaration
            var parts = [ConditionPart(node.condition, rule.condition)]
            // `top` asks too, of the same row.
            if let written = node.subject?.top?.condition, let id = rule.subject?.top?.condition {
                parts.insert(ConditionPart(written, id), at: 0)
            }
            add(parts)
            rules.append(
                AnalyzedRule(
                    declaration: node, rule: rule,
                    entity: rule.subject.map { reasoner.reader.space.entity($0.entity, of: source) },
                    conditions: parts.map { written($0.id) }))
        }
        for (symbol, definition) in zip(compilation.symbols.definitions, plan.definitions) {
            let part = ConditionPart(symbol.declaration.value, definition.value)
            if definition.type == .boolean { add([part]) } else { addRowConditions(part) }
        }
        for (waiver, meaning) in zip(compilation.symbols.waivers, plan.waivers) {
            if let written = waiver.subject?.condition, let id = meaning.condition { add([ConditionPart(written, id)]) }
        }
    }

    private mutating func add(_ parts: [ConditionPart]) {
        conditions.append(WrittenCondition(parts: parts))
        for part in parts { addRowConditions(part) }
    }

    /// Adds the conditions of the row sets in an expression.
    private mutating func addRowConditions(_ part: ConditionPart) {
        for inner in part.rowConditions(in: plan) { add([inner]) }
    }
}
