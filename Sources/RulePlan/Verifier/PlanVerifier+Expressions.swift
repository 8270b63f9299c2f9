extension PlanVerifier {
    /// The bound on the nesting of expressions, so that recursion over them is safe. Sources nest 256 deep.
    private static let deepestNesting = 2_048
    /// The bound on how often one evaluation may come to an expression: operands that are shared are counted each time.
    private static let largestEvaluation = 1 << 26

    /// Whether every expression can be evaluated, in bounded time and stack; nothing is to be said of rules where one can't.
    mutating func verifyExpressions() -> Bool {
        var isWhole = true
        rowsRead.reserveCapacity(plan.expressions.count)
        sizes.reserveCapacity(plan.expressions.count)
        for index in plan.expressions.indices {
            if isWhole, addJunction(at: index) { continue }
            let expression = plan.expressions[index]
            let type = plan.types[index]
            if let problem = placeProblem(of: expression, type: type, at: index) {
                report(.expression(index), problem)
                isWhole = false
            }
            // What follows looks at operands.
            guard isWhole else { continue }
            guard addSize(of: expression) else {
                report(.expression(index), "is too large")
                return false
            }
            addRows(readBy: expression, type: type)
            if let problem = typeProblem(of: expression, type: type) { report(.expression(index), problem) }
            guard !rowsRead.isTooLarge else {
                problems.append("its expressions read too many rows around them")
                return false
            }
        }
        return isWhole
    }

    /// Looks at all of an `and` or `or` at once, since most expressions of a large plan are one.
    /// - Returns: Whether it is one with which nothing is wrong; about all others nothing is noted.
    private mutating func addJunction(at index: Int) -> Bool {
        let terms: [ExpressionID]
        switch plan.expressions[index] {
        case .and(let operands), .or(let operands): terms = operands
        default: return false
        }
        guard terms.count > 1, plan.types[index].isBoolean else { return false }
        var depth = 0
        var count = 1
        rowsRead.begin()
        for term in terms {
            guard term.index >= 0, term.index < index, plan.types[term.index].isBoolean else { return false }
            let size = sizes[term.index]
            depth = max(depth, size.depth)
            count = min(count + size.count, Self.largestEvaluation + 1)
            rowsRead.take(term)
        }
        guard depth < Self.deepestNesting, count <= Self.largestEvaluation, !rowsRead.hasClash, !rowsRead.isTooLarge
        else { return false }
        sizes.append((depth + 1, count))
        _ = rowsRead.end()
        return true
    }

    /// What is wrong with the places that an expression names.
    private func placeProblem(of expression: PlanExpression, type: ValueType, at index: Int) -> String? {
        if !isThere(type) { return "is of an entity that isn't there" }
        var stray: Int?
        expression.forEachOperand { operand in
            if operand.index >= index || operand.index < 0 { stray = operand.index }
        }
        if let stray { return "operand \(stray) does not stand before it" }
        return hasKnownIDs(expression) ? nil : "names something that isn't there"
    }

    private func hasKnownIDs(_ expression: PlanExpression) -> Bool {
        switch expression {
        case .parameter(let id): plan.parameters.indices.contains(id.index)
        case .score(let id): plan.schema.scores.indices.contains(id.index)
        case .row(let depth): (0..<RowsRead.deepest).contains(depth)
        case .definition(let id, _): plan.definitions.indices.contains(id.index)
        case .aggregate(_, _, _, let rows), .quantifier(_, let rows, _):
            switch rows.scope {
            case .everywhere: contains(rows.entity)
            case .referring(let slot, _): contains(slot, in: rows.entity)
            }
        default: true
        }
    }

    /// - Returns: Whether it is small enough to be evaluated.
    private mutating func addSize(of expression: PlanExpression) -> Bool {
        var depth = 0
        var count = 1
        expression.forEachOperand { operand in
            let size = sizes[operand.index]
            depth = max(depth, size.depth)
            count = min(count + size.count, Self.largestEvaluation + 1)
        }
        sizes.append((depth + 1, count))
        return depth < Self.deepestNesting && count <= Self.largestEvaluation
    }

    // MARK: Frames

    /// Finds the rows that an expression reads from those of its operands.
    private mutating func addRows(readBy expression: PlanExpression, type: ValueType) {
        rowsRead.begin()
        switch expression {
        case .row(let depth):
            if case .reference(let entity) = type { rowsRead.take(entity, atDepth: depth) }
        case .aggregate(_, let value, let by, let rows): addInner([value, by, rows.condition], of: rows)
        case .quantifier(_, let rows, let satisfy): addInner([rows.condition, satisfy], of: rows)
        default: expression.forEachOperand { rowsRead.take($0) }
        }
        if let depth = rowsRead.end() {
            report(.expression(sizes.count - 1), "takes the row at depth \(depth) for rows of two entities")
        }
    }

    /// What the operands in a row set's inner frame read of the frames around it, and what the row reads that it refers to.
    private mutating func addInner(_ operands: [ExpressionID?], of rows: PlanRowSet) {
        rowsRead.take(rows.entity, atDepth: 0)
        for case let operand? in operands { rowsRead.take(operand) }
        rowsRead.leaveInnermost()
        if case .referring(_, let target) = rows.scope { rowsRead.take(target) }
    }

    /// Checks a whole expression in the frame of one row, or in the empty one.
    /// - Parameter type: The kind of its values; nothing where any will do.
    mutating func verify(_ id: ExpressionID?, _ type: ValueType?, in subject: EntityID?, _ place: PlanPlace) {
        guard let id else { return }
        guard contains(id) else {
            report(place, "expression \(id.index) isn't there")
            return
        }
        var depth = 0
        for entity in rowsRead[id] {
            if let entity, depth > 0 || subject != entity {
                report(place, "expression \(id.index) reads a row that isn't in its frame")
            }
            depth += 1
        }
        if let type, !type.isLike(plan.types[id.index]) { report(place, "expression \(id.index) has another type") }
    }
}
