import RulePlan
import RuleSyntax
import RuleText

/// Checks expressions and lowers them to the plan's.
///
/// Whatever returns nothing has reported why.
struct ExpressionChecker: Sendable {
    let symbols: Symbols
    var plan: Plan
    var diagnostics = DiagnosticLog()

    // What holds for the expression being checked.

    /// The rows in scope.
    var frame = Frame.organization
    /// How many of them were there before any row set was entered: one for the rows of an entity, none for the organisation.
    var outerRowCount = 0
    /// By row in scope: how often something of it was read.
    var rowReads: [Int] = []
    /// How often anything of the data was read. What reads none of it is the same whatever the data.
    var dataReads = 0
    /// What a reason will show; nothing where the expression is no rule's condition.
    var evidence: EvidenceCollector?
    /// What was found out about comparisons, by their place.
    var facts: [SourceSpan: ComparisonFact] = [:]

    // What is known of definitions.

    var definitionStates: [DefinitionState]
    /// Definitions that were read before they were checked.
    var pendingDefinitions: [DefinitionID] = []

    /// What was made of the parts of rules that are written alike.
    var known: KnownParts
    /// By entity: the frame of a row that is called as the entity is.
    let plainFrames: [Frame]

    /// - Parameter files: Those that the program's spans point into.
    init(symbols: Symbols, files: [SourceFile]) {
        self.symbols = symbols
        known = KnownParts(files: files)
        plan = Plan(schema: symbols.schema)
        plainFrames = symbols.schema.entities.indices.map { .row(of: EntityID($0), in: symbols.schema) }
        definitionStates = symbols.definitions.map { _ in .unchecked }
    }

    /// Checks an expression that has to be true or false.
    mutating func condition(_ expression: Expression, in frame: Frame) -> ExpressionID? {
        enter(frame)
        return condition(expression)
    }

    /// Checks the condition of a `where`, in the frame of the row that it is about: each of its terms should read that row.
    mutating func rowCondition(_ expression: Expression, in frame: Frame) -> ExpressionID? {
        enter(frame)
        return rowCondition(expression)
    }

    /// Checks an expression, of the given type where one is expected: a bare word is then a level or choice of it, and a text
    /// literal a version, address or network.
    mutating func value(_ expression: Expression, expecting type: ValueType?, in frame: Frame) -> ExpressionID? {
        enter(frame)
        guard let type else { return check(expression)?.id }
        return value(expression, of: type)?.id
    }

    /// Starts afresh with an expression that stands by itself.
    mutating func enter(_ frame: Frame) {
        self.frame = frame
        outerRowCount = frame.rows.count
        rowReads.removeAll(keepingCapacity: true)
        for _ in frame.rows { rowReads.append(0) }
        dataReads = 0
        evidence = nil
    }
}

/// An expression that was checked.
struct TypedExpression: Hashable, Sendable {
    var id: ExpressionID
    /// As narrow as is known: a parameter's numbers have the range of its domain.
    var type: ValueType
}

/// What the place of an expression says about its type.
enum Expectation: Hashable, Sendable {
    case anything
    /// Bare words are levels or choices of the type, text literals are read as it says. `owner` is what has that type, as written.
    case type(ValueType, owner: Owner?)
    /// It can't be known because of a mistake elsewhere: what follows from that is not reported.
    case undetermined

    /// For messages; put into words only where there is one.
    enum Owner: Hashable, Sendable {
        case written(Expression)
        case named(String)

        var text: String {
            switch self {
            case .written(let expression): expression.shortText
            case .named(let name): name
            }
        }
    }

    var type: ValueType? {
        if case .type(let type, _) = self { type } else { nil }
    }

    /// The same for the elements of a list.
    var ofElements: Expectation {
        switch self {
        case .type(.list(let element), let owner): .type(element, owner: owner)
        case .anything, .type: .anything
        case .undetermined: .undetermined
        }
    }
}

extension ExpressionChecker {
    /// Checks an expression of any type. What is expected only tells how words and texts are read; it is not enforced.
    mutating func check(_ expression: Expression, expecting expected: Expectation = .anything) -> TypedExpression? {
        switch expression {
        case .number(let node): number(node)
        case .text(let node): text(node, expecting: expected)
        case .boolean(let node): constant(.boolean(node.value), .boolean)
        case .duration(let node): constant(.duration(TimeSpan(seconds: node.seconds)), .duration)
        case .time(let node): time(node)
        case .list(let node): list(node, expecting: expected)
        case .clock(let node): typed(node.kind == .now ? .now : .today, .time)
        case .name(let node): name(node, expecting: expected)
        case .member(let node): member(node, expecting: expected)
        case .call(let node): call(node)
        case .aggregate(let node): aggregate(node)
        case .quantifier(let node): quantifier(node)
        case .parenthesized(let node): check(node.content, expecting: expected)
        case .negative(let node): negative(node)
        case .arithmetic(let node): arithmetic(node)
        case .otherwise(let node): otherwise(node, expecting: expected)
        case .comparison(let node): comparison(node)
        case .between(let node): between(node)
        case .test(let node): test(node)
        case .match(let node): match(node)
        case .presence(let node): presence(node)
        case .not(let node): negation(node)
        case .all(let node): junction(node.terms) { .and($0) }
        case .any(let node): junction(node.terms) { .or($0) }
        case .invalid: nil
        }
    }

    mutating func typed(_ expression: PlanExpression, _ type: ValueType) -> TypedExpression {
        TypedExpression(id: plan.intern(expression, type: type), type: type)
    }

    mutating func constant(_ value: Value, _ type: ValueType) -> TypedExpression {
        typed(.constant(value), type)
    }

    mutating func truth(_ expression: PlanExpression, negated: Bool = false) -> TypedExpression {
        let condition = typed(expression, .boolean)
        return negated ? typed(.not(condition.id), .boolean) : condition
    }

    mutating func report(_ diagnostic: Diagnostic) {
        diagnostics.append(diagnostic)
    }
}
