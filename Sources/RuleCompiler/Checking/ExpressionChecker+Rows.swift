import RulePlan
import RuleSyntax
import RuleText

extension ExpressionChecker {
    mutating func quantifier(_ node: Quantifier) -> TypedExpression? {
        guard let scope = enter(node.rows) else { return nil }
        let condition = node.rows.condition.map { rowCondition($0) }
        let satisfy = node.satisfy.map { self.condition($0) }
        leave()
        guard let rows = rowSet(scope, condition: condition), let satisfy = Self.required(satisfy) else { return nil }
        let kind: PlanQuantifier =
            switch node.kind {
            case .any: .any
            case .no: .no
            case .all: .all
            }
        let result = truth(.quantifier(kind, rows: rows, satisfy: satisfy))
        collect(result, .quantifier(node))
        return result
    }

    mutating func aggregate(_ node: Aggregate) -> TypedExpression? {
        guard let scope = enter(node.rows) else { return nil }
        let value = node.value.map { check($0) }
        let by = node.by.map { check($0) }
        let condition = node.rows.condition.map { rowCondition($0) }
        let type = value.map { value in value.flatMap { resultType(node, of: $0) } } ?? Self.count
        let order = by.map { by in by.flatMap { isOrder($0, node.by) ? $0 : nil } }
        leave()
        guard let rows = rowSet(scope, condition: condition), let value = Self.required(value),
            let by = Self.required(order),
            let type
        else { return nil }
        let result = typed(
            .aggregate(node.function.planned, value: value?.id, by: by?.id, rows: rows), type)
        collect(result, .aggregate(node))
        return result
    }

    private static let count = ValueType.number(NumberRange(lower: 0, upper: .infinity))

    /// Nothing where a part was written and is wrong.
    static func required<Part>(_ part: Part??) -> Part?? {
        switch part {
        case .none: .some(nil)
        case .some(.none): nil
        case .some(.some(let part)): .some(part)
        }
    }

    private mutating func collect(_ result: TypedExpression, _ written: Expression) {
        guard evidence != nil, frame.rows.count == outerRowCount else { return }
        evidence?.add(written.canonicalText, result.id, at: written.span)
    }

    // MARK: - Types

    private mutating func resultType(_ node: Aggregate, of value: TypedExpression) -> ValueType? {
        switch (node.function, value.type) {
        case (.count, _): return Self.count
        // Rounding may carry an average past the ends of its values' range.
        case (.sum, .number), (.average, .number): return .number
        case (.sum, .duration), (.average, .duration): return .duration
        case (.min, let type) where type.isOrdered, (.max, let type) where type.isOrdered: return type
        case (.latest, let type), (.earliest, let type): return type
        case (.sum, _), (.average, _), (.min, _), (.max, _):
            let need =
                switch node.function {
                case .sum, .average: "numbers or durations"
                default: "numbers, times, durations, versions or levels"
                }
            if let written = node.value {
                report(
                    Diagnostic(
                        .typeMismatch, at: written.span,
                        "'\(node.function.rawValue)' needs \(need), \(described(written, value.type))"))
            }
            return nil
        }
    }

    private mutating func isOrder(_ by: TypedExpression, _ written: Expression?) -> Bool {
        if by.type.isOrdered { return true }
        if let written {
            report(
                Diagnostic(
                    .typeMismatch, at: written.span,
                    "'by' needs a value with an order, such as a time, \(described(written, by.type))"))
        }
        return false
    }

    // MARK: - Scope

    /// A row set whose rows are in scope.
    private struct EnteredRows {
        var entity: EntityID
        /// Nothing where it has a mistake, which has been reported.
        var scope: PlanRowSet.Scope?
    }

    private func rowSet(_ entered: EnteredRows, condition: ExpressionID??) -> PlanRowSet? {
        guard let scope = entered.scope, let condition = Self.required(condition) else { return nil }
        return PlanRowSet(entity: entered.entity, scope: scope, condition: condition)
    }

    private mutating func enter(_ rows: RowSet) -> EnteredRows? {
        guard let entity = symbols.entities[rows.entity.text] else {
            if !rows.entity.text.isEmpty {
                report(.unknownEntity(rows.entity, nearest: symbols.nearestEntity(to: rows.entity.text)))
            }
            if case .of(let path, _) = rows.scope { _ = check(path) }
            return nil
        }
        let scope = self.scope(of: rows, entity: entity)
        var row = Frame.Row(name: (rows.alias ?? rows.entity).text, entity: entity)
        if frame.rows.contains(where: { $0.name == row.name }) {
            report(.duplicateRowName(rows, name: row.name))
            // As after the mistake is mended, the name means the outer row.
            row.name = ""
        }
        dataReads += 1
        frame.rows.append(row)
        rowReads.append(0)
        return EnteredRows(entity: entity, scope: scope)
    }

    private mutating func leave() {
        frame.rows.removeLast()
        rowReads.removeLast()
    }

    private mutating func scope(of rows: RowSet, entity: EntityID) -> PlanRowSet.Scope? {
        switch rows.scope {
        case .anywhere:
            return .everywhere
        case .bare:
            if outerRowCount > 0 { reportBare(rows, entity: entity) }
            return .everywhere
        case .of(let path, let via):
            guard let row = check(path) else { return nil }
            guard case .reference(let target) = row.type else {
                report(
                    Diagnostic(
                        .typeMismatch, at: path.span, "'of' needs a row, \(described(path, row.type))"))
                return nil
            }
            return reference(from: entity, to: target, rows: rows, via: via)
                .map { .referring($0, to: row.id) }
        }
    }

    /// The field by which the rows of a row set refer to the row behind `of`.
    private mutating func reference(
        from entity: EntityID, to target: EntityID, rows: RowSet, via: Name?
    ) -> FieldSlot? {
        let candidates = references(from: entity, to: target)
        if let via {
            switch rowName(via.text, of: entity) {
            case .field(let slot):
                if candidates.contains(slot) { return slot }
                guard let type = symbols.type(of: slot, in: entity) else { return nil }
                report(.viaNoReference(via, type: type, entity: entity, target: target, symbols: symbols))
            case .definition:
                report(
                    Diagnostic(
                        .noReference, at: via.span, "'\(via.text)' is a derived field; 'via' needs a declared reference"
                    ))
            case nil:
                reportUnknownField(via, of: entity)
            }
            return nil
        }
        if candidates.count == 1 { return candidates.first }
        if candidates.isEmpty {
            // A reference whose type is in doubt may have been meant.
            if symbols.hasUntypedField(entity) { return nil }
            report(.noReference(rows, entity: entity, target: target, symbols: symbols))
        } else {
            report(.severalReferences(rows, candidates, entity: entity, target: target, symbols: symbols))
        }
        return nil
    }

    func references(from entity: EntityID, to target: EntityID) -> [FieldSlot] {
        symbols.schema[entity].fields.indices.map { FieldSlot($0) }
            .filter { symbols.type(of: $0, in: entity) == .reference(target) }
    }

    private mutating func reportBare(_ rows: RowSet, entity: EntityID) {
        guard let outer = frame.rows.first else { return }
        var diagnostic = Diagnostic(
            .bareEntity, at: rows.entity.span,
            "'\(rows.entity.text)' means every \(rows.entity.text) of the organisation here, not those of '\(outer.name)'"
        )
        let end = (rows.alias ?? rows.entity).span.atEnd
        if references(from: entity, to: outer.entity).count == 1 {
            diagnostic.suggest(
                "write '\(rows.entity.text) of \(outer.name)' for its own, or '\(rows.entity.text) anywhere' if every one is meant",
                replacing: end, with: " of \(outer.name)", .changesMeaning)
        } else {
            diagnostic.suggest(
                "write '\(rows.entity.text) anywhere' if every one is meant", replacing: end, with: " anywhere", .safe)
        }
        report(diagnostic)
    }
}

extension Symbols {
    fileprivate func hasUntypedField(_ entity: EntityID) -> Bool {
        schema[entity].fields.indices.contains { type(of: FieldSlot($0), in: entity) == nil }
    }
}

extension Aggregate.Function {
    fileprivate var planned: PlanAggregate {
        switch self {
        case .count: .count
        case .sum: .sum
        case .min: .min
        case .max: .max
        case .average: .average
        case .latest: .latest
        case .earliest: .earliest
        }
    }
}
