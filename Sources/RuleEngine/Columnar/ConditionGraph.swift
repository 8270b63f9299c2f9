import RulePlan

/// What is asked of a row and can't be taken apart further by `and`, `or` and `not`.
enum Leaf: Hashable, Sendable {
    /// Whether a condition is true, or false.
    case truth(ExpressionID)
    /// Whether an expression comes to anything at all, be it a count within bounds. Never unknown.
    case known(ExpressionID)
    /// Whether a row is among the first of a `for top N` rule.
    case member(RuleID)
}

/// Conditions of one table's rows, taken apart to leaves: every distinct part once, whichever rule it stands in.
///
/// *True* and *false* of a condition are asked apart, since *unknown* is neither: where `and` is true all terms are, where it is false
/// one is, and `not` is true where its operand is false. So no node has to be turned round.
struct ConditionGraph: Sendable {
    typealias NodeID = Int

    enum Node: Hashable, Sendable {
        case constant(Bool)
        /// The rows for which a leaf is true, or those for which it is false.
        case literal(leaf: Int, Bool)
        /// Two nodes or more, ascending.
        case all([NodeID])
        case any([NodeID])
        case butNot(NodeID, NodeID)
        /// The rows whose class has a bit, by the number of the bit, or those whose class doesn't.
        case bit(Int, Bool)
    }

    private(set) var nodes: [Node] = []
    private(set) var leaves: [Leaf] = []
    private var nodePlaces: [Node: NodeID] = [:]
    private var leafPlaces: [Leaf: Int] = [:]
    private var conditionPlaces: [Question: NodeID] = [:]
    private let plan: Plan

    private struct Question: Hashable {
        var condition: ExpressionID
        var wanted: Bool
    }

    init(plan: Plan) {
        self.plan = plan
    }

    subscript(id: NodeID) -> Node { nodes[id] }

    func children(of id: NodeID) -> [NodeID] {
        switch nodes[id] {
        case .constant, .literal, .bit: []
        case .all(let children), .any(let children): children
        case .butNot(let first, let second): [first, second]
        }
    }

    /// The children of an `all`, or of an `any`.
    func junction(_ id: NodeID, isAll: Bool) -> [NodeID]? {
        switch nodes[id] {
        case .all(let children) where isAll: children
        case .any(let children) where !isAll: children
        default: nil
        }
    }

    // MARK: - Adding

    /// The rows for which a condition is true (`wanted`), or false.
    mutating func add(_ condition: ExpressionID, _ wanted: Bool) -> NodeID {
        let question = Question(condition: condition, wanted: wanted)
        if let place = conditionPlaces[question] { return place }
        // Invariant: the plan bounds nesting, so that this does not go deep.
        let node: NodeID
        switch plan[condition] {
        case .and(let terms): node = junction(terms.map { add($0, wanted) }, isAll: wanted)
        case .or(let terms): node = junction(terms.map { add($0, wanted) }, isAll: !wanted)
        case .not(let operand): node = add(operand, !wanted)
        case .constant(.boolean(let truth)): node = intern(.constant(truth == wanted))
        default: node = add(.truth(condition), wanted)
        }
        conditionPlaces[question] = node
        return node
    }

    mutating func add(_ leaf: Leaf, _ wanted: Bool) -> NodeID {
        let place = leafPlaces[leaf, default: leaves.count]
        if place == leaves.count {
            leaves.append(leaf)
            leafPlaces[leaf] = place
        }
        return intern(.literal(leaf: place, wanted))
    }

    mutating func junction(_ parts: [NodeID], isAll: Bool) -> NodeID {
        var children: [NodeID] = []
        for part in parts {
            switch nodes[part] {
            case .constant(let truth):
                if truth != isAll { return part }
            case .all(let inner) where isAll: children += inner
            case .any(let inner) where !isAll: children += inner
            default: children.append(part)
            }
        }
        children.sort()
        var distinct: [NodeID] = []
        for child in children where distinct.last != child { distinct.append(child) }
        switch distinct.count {
        case 0: return intern(.constant(isAll))
        case 1: return distinct[0]
        default: return intern(isAll ? .all(distinct) : .any(distinct))
        }
    }

    mutating func butNot(_ first: NodeID, _ second: NodeID) -> NodeID { intern(.butNot(first, second)) }

    mutating func bit(_ number: Int, _ wanted: Bool) -> NodeID { intern(.bit(number, wanted)) }

    mutating func constant(_ truth: Bool) -> NodeID { intern(.constant(truth)) }

    /// Two nodes as they are, whatever they are made of: others may need the same two.
    mutating func pair(_ first: NodeID, _ second: NodeID, isAll: Bool) -> NodeID {
        let children = [min(first, second), max(first, second)]
        return intern(isAll ? .all(children) : .any(children))
    }

    private mutating func intern(_ node: Node) -> NodeID {
        if let place = nodePlaces[node] { return place }
        nodes.append(node)
        nodePlaces[node] = nodes.count - 1
        return nodes.count - 1
    }
}

/// The rows for which a leaf is true, and those for which it is false.
struct LeafLiterals: Sendable {
    enum Literal: Sendable {
        case constant(Bool)
        case classes(ClassSet, of: ClassColumn)
        case bitmap(Bitmap)
    }

    var whereTrue: Literal
    var whereFalse: Literal

    /// For all rows the same.
    init(truth: Bool?) {
        whereTrue = .constant(truth == true)
        whereFalse = .constant(truth == false)
    }

    init(whereTrue: Literal, whereFalse: Literal) {
        self.whereTrue = whereTrue
        self.whereFalse = whereFalse
    }
}
