import RulePlan

/// The fewest parts of a condition that would have to be otherwise for it to come out as wanted.
struct RequiredChanges: Hashable {
    /// Each as a sentence: `exposure_score is 58, needs > 60`.
    private(set) var sentences: [String] = []
    /// Whether there is another way that takes as many changes, or more.
    private(set) var isChoice = false
    /// Whether the condition has no other part.
    private var isAlone = false

    private static let greatestDepth = 48

    /// - Parameter rows: The names of the rows in the frame, innermost last.
    init(
        to condition: ExpressionID, _ wanted: Bool = true, in frame: ScalarEvaluator.Frame, rows: [String],
        _ evaluator: ScalarEvaluator
    ) {
        self.init(condition, wanted, Scope(frame: frame, rows: rows), evaluator, depth: 0)
    }

    private struct Scope {
        var frame: ScalarEvaluator.Frame
        var rows: [String]
    }

    private init(sentences: [String]) {
        self.sentences = sentences
    }

    private init(_ id: ExpressionID, _ wanted: Bool, _ scope: Scope, _ evaluator: ScalarEvaluator, depth: Int) {
        guard evaluator.truth(of: id, in: scope.frame) != wanted else {
            self.init(sentences: [])
            return
        }
        let plan = evaluator.plan
        if depth < Self.greatestDepth {
            switch plan[id] {
            case .not(let operand):
                if case .isKnown = plan[operand] { break }
                self.init(operand, !wanted, scope, evaluator, depth: depth + 1)
                return
            case .and(let terms):
                self.init(terms, wanted, needsAll: wanted, scope, evaluator, depth: depth + 1)
                return
            case .or(let terms):
                self.init(terms, wanted, needsAll: !wanted, scope, evaluator, depth: depth + 1)
                return
            case .definition(let definition, let row):
                guard let inner = Self.scope(of: definition, row, scope, evaluator) else { break }
                self.init(plan[definition].value, wanted, inner, evaluator, depth: depth + 1)
                return
            default: break
            }
        }
        self.init(sentences: [PartText(evaluator, scope.frame, scope.rows).sentence(id, wanted: wanted)])
        isAlone = true
    }

    /// - Parameter needsAll: Whether every term has to come out as wanted, and not just one.
    private init(
        _ terms: [ExpressionID], _ wanted: Bool, needsAll: Bool, _ scope: Scope, _ evaluator: ScalarEvaluator,
        depth: Int
    ) {
        let changes = terms.map { RequiredChanges($0, wanted, scope, evaluator, depth: depth) }
        if needsAll {
            for sentence in changes.flatMap(\.sentences) where !sentences.contains(sentence) {
                sentences.append(sentence)
            }
            isChoice = changes.contains(where: \.isChoice)
        } else if let least = changes.min(by: { $0.sentences.count < $1.sentences.count }) {
            sentences = least.sentences
            isChoice = true
        }
    }

    /// Where a definition is evaluated; nothing where it can't be looked into.
    private static func scope(
        of definition: DefinitionID, _ row: ExpressionID?, _ scope: Scope, _ evaluator: ScalarEvaluator
    ) -> Scope? {
        var inner = Scope(frame: [], rows: [])
        if let row {
            guard case .row(let index) = evaluator.value(of: row, in: scope.frame),
                case .reference(let entity) = evaluator.plan.type(of: row)
            else { return nil }
            inner = Scope(frame: [index], rows: [evaluator.plan.schema[entity].name])
        }
        return evaluator.data.givenDefinitions[definition]?[inner.frame.first ?? 0] == nil ? inner : nil
    }

    /// All of it in one line.
    var text: String {
        sentences.joined(separator: "; ")
            + (isAlone ? "" : isChoice ? "; nothing else would have to change" : "; everything else holds")
    }
}

/// What a part of a condition is, and what it would have to be.
private struct PartText {
    private let evaluator: ScalarEvaluator
    private let frame: ScalarEvaluator.Frame
    private let rows: [String]
    private var plan: Plan { evaluator.plan }

    init(_ evaluator: ScalarEvaluator, _ frame: ScalarEvaluator.Frame, _ rows: [String]) {
        self.evaluator = evaluator
        self.frame = frame
        self.rows = rows
    }

    func sentence(_ id: ExpressionID, wanted: Bool) -> String {
        switch plan[id] {
        case .comparison(let comparator, let left, let right, _):
            let needed = wanted ? comparator : comparator.negated
            return plan.isLiteral(left)
                ? needs(right, "\(needed.mirrored.rawValue) \(operand(left))")
                : needs(left, "\(needed.rawValue) \(operand(right))")
        case .between(let value, let lower, let upper):
            return needs(value, "\(wanted ? "" : "not ")between \(operand(lower)) and \(operand(upper))")
        case .isIn(let value, let list, _): return needs(value, "\(wanted ? "" : "not ")in \(operand(list))")
        case .contains(let list, let element, _):
            return needs(list, "\(wanted ? "" : "not ")contains \(operand(element))")
        case .textTest(let test, let value, let part, _):
            return needs(value, "\(wanted ? "" : "not ")\(test.rawValue) \(operand(part))")
        case .like(let value, let pattern):
            return needs(value, "\(wanted ? "" : "not ")like \(PlanText.quoted(pattern.source))")
        case .matches(let value, let regex): return needs(value, "\(wanted ? "" : "not ")matches /\(regex.pattern)/")
        case .isKnown(let value): return needs(value, wanted ? "a value" : "none")
        case .not(let inner):
            if case .isKnown(let value) = plan[inner] { return needs(value, wanted ? "none" : "a value") }
            return needs(id, wanted ? "true" : "false")
        default: return needs(id, wanted ? "true" : "false")
        }
    }

    private func needs(_ value: ExpressionID, _ needed: String) -> String {
        "\(PlanText(plan: plan).text(value, rows: rows)) is \(literal(value)), needs \(needed)"
    }

    /// An operand, with its value where it does not say that itself.
    private func operand(_ id: ExpressionID) -> String {
        let text = PlanText(plan: plan).text(id, rows: rows)
        return plan.isLiteral(id) ? text : "\(text), which is \(literal(id))"
    }

    private func literal(_ id: ExpressionID) -> String {
        let text = evaluator.literal(id, in: frame)
        return plan.type(of: id) == .boolean && text == "missing" ? "unknown" : text
    }
}
