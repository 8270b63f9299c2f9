package import RulePlan

/// A predicate index: the rules for the rows of one entity, to be asked of one row at a time.
///
/// Conditions are taken apart to alternatives, a bit for each. By field and class of values, a bitmap holds the alternatives that such a value
/// rules out, so that a row is answered by uniting as many bitmaps as there are fields, however many rules there are. What a field can't
/// decide (quantifiers, counts, comparisons of two fields) is asked of the evaluator, where no field has ruled it out.
///
/// It holds for the data, the instant and the parameters of its evaluator, and is asked by way of a `RowMatcher`.
package struct RuleIndex: Sendable {
    package let entity: EntityID
    /// The rules, in the order in which they were given. Those with `top` compare rows with one another, and are left out.
    package let rules: [RuleID]
    let evaluator: ScalarEvaluator

    /// A row's code for each, in this order.
    let fields: [FieldClasses]
    /// What the alternatives want of leaves that are no field's.
    let others: OtherLeaves
    let table: RejectTable
    /// By bit of the first block: its rule, a place in `rules`.
    let ruleByBit: [Int]
    /// The alternatives of a rule have the same bit in several blocks; a block holds the words from the first up to the second number.
    let blocks: [Range<Int>]
    /// By place in `rules`: the conditions of waivers that hold, nothing for one without a condition.
    let waivers: [Int: [ExpressionID?]]
    /// The bits of rules with waivers.
    let waivedWords: [UInt64]

    /// How many bytes the bitmaps of a field may take, about.
    private static let fieldSize = 16 << 20

    /// - Parameters:
    ///   - rules: For the rows of `entity`.
    ///   - waivers: The conditions of each rule's waivers that have not ended; nothing for one without a condition.
    ///   - classLimit: How many classes the values of a field may have.
    ///   - isStable: Whether what an expression comes to for all rows alike is the same for every evaluator that the index is asked with.
    package init(
        _ rules: [RuleID], for entity: EntityID, waivers: [RuleID: [ExpressionID?]] = [:],
        with evaluator: ScalarEvaluator, classLimit: Int = 4096, isStable: (ExpressionID) -> Bool = { _ in true }
    ) {
        let plan = evaluator.plan
        self.entity = entity
        self.evaluator = evaluator
        let rules = rules.filter { plan[$0].subject?.entity == entity && plan[$0].subject?.top == nil }
        self.rules = rules
        let (leaves, alternatives) = withoutActuallyEscaping(isStable) { isStable in
            var conjunctions = Conjunctions(for: evaluator, isStable: isStable)
            let alternatives = rules.map { conjunctions.alternatives(of: plan[$0]) }
            return (conjunctions.leaves, alternatives)
        }

        // Rules with many alternatives come first, so that each block begins with the same rules.
        ruleByBit = rules.indices.filter { !alternatives[$0].isEmpty }
            .sorted { (alternatives[$1].count, $0) < (alternatives[$0].count, $1) }
        var blocks: [Range<Int>] = []
        var literals: [[IndexLiteral]?] = []
        for depth in 0..<(ruleByBit.first.map { alternatives[$0].count } ?? 0) {
            let start = literals.count / 64
            for rule in ruleByBit {
                guard alternatives[rule].count > depth else { break }
                literals.append(alternatives[rule][depth])
            }
            while literals.count % 64 != 0 { literals.append(nil) }
            blocks.append(start..<literals.count / 64)
        }
        self.blocks = blocks

        let wordCount = RejectTable.paddedWordCount(literals.count)
        let classLimit = min(classLimit, max(64, Self.fieldSize / (wordCount * 8)))
        fields = Self.fields(of: leaves, entity, classLimit: classLimit, evaluator, isStable)
        var isOther = leaves.map { _ in true }
        for leaf in fields.flatMap(\.leaves) { isOther[leaf] = false }
        var constants: [(leaf: Int, truth: Bool?)] = []
        for (place, leaf) in leaves.enumerated() {
            guard let id = leaf.expression, evaluator.reads.isNothing(of: id), isStable(id) else { continue }
            constants.append((place, evaluator.truth(of: leaf, in: [])))
            isOther[place] = false
        }
        others = OtherLeaves(leaves: leaves, isOther: isOther, literals: literals)
        table = RejectTable(fields, constants: constants, literals: literals, wordCount: wordCount)

        var byPlace: [Int: [ExpressionID?]] = [:]
        for (place, rule) in rules.enumerated() {
            if let conditions = waivers[rule], !conditions.isEmpty { byPlace[place] = conditions }
        }
        self.waivers = byPlace
        var waivedWords = [UInt64](repeating: 0, count: byPlace.isEmpty ? 0 : blocks.first?.count ?? 0)
        if !byPlace.isEmpty {
            for (bit, rule) in ruleByBit.enumerated() where byPlace[rule] != nil {
                waivedWords[bit / 64] |= 1 << UInt64(bit % 64)
            }
        }
        self.waivedWords = waivedWords
    }

    /// Finds the fields that leaves depend on alone.
    private static func fields(
        of leaves: [Leaf], _ entity: EntityID, classLimit: Int, _ evaluator: ScalarEvaluator,
        _ isStable: (ExpressionID) -> Bool
    ) -> [FieldClasses] {
        let sources = RowSources(of: evaluator.plan, evaluator.reads, entity: entity)
        var groups: [ExpressionID: [(place: Int, leaf: Leaf)]] = [:]
        for (place, leaf) in leaves.enumerated() {
            if let id = leaf.expression, isStable(id), let read = sources.sources(of: id), read.count == 1,
                case .field = evaluator.plan[read[0]]
            {
                groups[read[0], default: []].append((place, leaf))
            }
        }
        return groups.keys.sorted().compactMap { source in
            guard case .field(let slot, let row) = evaluator.plan[source], let path = sources.path(to: row) else {
                return nil
            }
            return FieldClasses(
                source, at: path, slot, type: evaluator.plan.type(of: source), candidates: groups[source] ?? [],
                column: evaluator.data.table(path.end)?.columns[slot.index], classLimit: classLimit, with: evaluator)
        }
    }

    /// The codes of a row of the data: one for each field, then one for each condition that no field decides, such as a quantifier.
    /// - Returns: Nothing where a field's values were too many to be classified beforehand; the row itself can be asked about.
    package func codes(ofRow row: Int) -> [UInt16]? {
        var codes: [UInt16] = []
        codes.reserveCapacity(fields.count)
        for field in fields {
            guard let code = field.code(of: field.value(in: row, of: evaluator.data)) else { return nil }
            codes.append(code)
        }
        for leaf in others.leaves { codes.append(OtherLeaves.code(of: evaluator.truth(of: leaf, in: [row]))) }
        return codes
    }
}

extension Leaf {
    /// What it asks about; nothing for a membership.
    fileprivate var expression: ExpressionID? {
        switch self {
        case .truth(let id), .known(let id): id
        case .member: nil
        }
    }
}

extension ScalarEvaluator {
    /// What a leaf comes to for a row.
    func truth(of leaf: Leaf, in frame: Frame) -> Bool? {
        switch leaf {
        case .truth(let id): truth(of: id, in: frame)
        case .known(let id): evaluated(id, in: frame) != .value(.missing)
        case .member: nil
        }
    }
}
