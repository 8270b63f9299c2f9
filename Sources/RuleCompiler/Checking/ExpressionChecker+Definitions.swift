import RulePlan
import RuleSyntax
import RuleText

/// How far the check of a definition has come.
enum DefinitionState: Hashable, Sendable {
    case unchecked
    /// `isFixed` says that its value is the same whatever the data.
    case checked(ValueType, isFixed: Bool)
    /// It has a mistake, which has been reported: what uses it is silent.
    case failed

    var isUnchecked: Bool { self == .unchecked }

    var type: ValueType? { if case .checked(let type, _) = self { type } else { nil } }

    var isFixed: Bool { if case .checked(_, true) = self { true } else { false } }
}

/// A definition whose dependencies are being checked.
private struct DefinitionVisit {
    var id: DefinitionID
    var dependencies: [DefinitionID] = []
    var next = 0
}

extension ExpressionChecker {
    /// Checks and lowers every `define`, into `plan.definitions`.
    ///
    /// Those that others are made of come first, whatever their order in the files; one that is made of itself is reported. The
    /// path is a list and not a recursion: a chain of definitions may be of any length.
    mutating func checkDefinitions() {
        var lowered: [PlanDefinition?] = symbols.definitions.map { _ in nil }
        var scratch = Plan(schema: symbols.schema)
        for index in symbols.definitions.indices where definitionStates[index].isUnchecked {
            var path = [DefinitionVisit(id: DefinitionID(index))]
            var isOnPath: Set<DefinitionID> = [DefinitionID(index)]
            while let visit = path.last {
                if visit.next < visit.dependencies.count {
                    path[path.count - 1].next += 1
                    let dependency = visit.dependencies[visit.next]
                    guard definitionStates[dependency.index].isUnchecked else { continue }
                    if isOnPath.insert(dependency).inserted {
                        path.append(DefinitionVisit(id: dependency))
                    } else if let start = path.firstIndex(where: { $0.id == dependency }) {
                        fail(path[start...].map(\.id))
                    }
                    continue
                }
                if definitionStates[visit.id.index].isUnchecked {
                    // Asked again after they are checked: a type that becomes known may lead to others.
                    let dependencies = dependencies(of: visit.id, &scratch)
                    if !dependencies.isEmpty {
                        path[path.count - 1] = DefinitionVisit(id: visit.id, dependencies: dependencies)
                        continue
                    }
                }
                lowered[visit.id.index] = self.lowered(visit.id)
                isOnPath.remove(visit.id)
                path.removeLast()
            }
        }
        plan.definitions = lowered.compactMap(\.self)
    }

    /// The type of a definition; while it is unchecked, nothing, and it is noted.
    mutating func type(of id: DefinitionID) -> ValueType? {
        switch definitionStates[id.index] {
        case .checked(let type, _): return type
        case .failed: return nil
        case .unchecked:
            pendingDefinitions.append(id)
            return nil
        }
    }

    /// The definitions that this one is made of and that are not checked yet, in the order of the text.
    private mutating func dependencies(of id: DefinitionID, _ scratch: inout Plan) -> [DefinitionID] {
        var unheard = DiagnosticLog()
        pendingDefinitions = []
        // What this lowers would be nobody's, and what it reports is reported when the definition is checked.
        swap(&plan, &scratch)
        swap(&diagnostics, &unheard)
        _ = value(of: id)
        swap(&plan, &scratch)
        swap(&diagnostics, &unheard)
        return pendingDefinitions
    }

    private mutating func lowered(_ id: DefinitionID) -> PlanDefinition? {
        let value = value(of: id)
        // A definition of a cycle has failed already, and is checked only for its other mistakes.
        guard definitionStates[id.index].isUnchecked else { return nil }
        guard let value else {
            definitionStates[id.index] = .failed
            return nil
        }
        definitionStates[id.index] = .checked(value.type, isFixed: dataReads == 0)
        let symbol = symbols[id]
        let entity: EntityID? = if case .rows(let entity) = symbol.subject { entity } else { nil }
        return PlanDefinition(
            entity: entity, name: symbol.declaration.name.text, type: value.type, value: value.id)
    }

    private mutating func value(of id: DefinitionID) -> TypedExpression? {
        let symbol = symbols[id]
        switch symbol.subject {
        case .organization: enter(.organization)
        case .rows(let entity): enter(.row(of: entity, in: symbols.schema))
        case .unknown: return nil
        }
        return check(symbol.declaration.value)
    }

    // MARK: - Cycles

    /// Reports a cycle once, at its first definition in the order of the files.
    private mutating func fail(_ cycle: [DefinitionID]) {
        for id in cycle { definitionStates[id.index] = .failed }
        guard let first = cycle.min(), let start = cycle.firstIndex(of: first) else { return }
        let ordered = Array(cycle[start...] + cycle[..<start])
        let names = (ordered + [first]).map { name(of: $0) }
        report(
            Diagnostic(
                .definitionCycle, at: symbols[first].declaration.name.span,
                ordered.count == 1
                    ? "'\(name(of: first))' is defined by itself"
                    : "'\(name(of: first))' is defined by itself: \(names.joined(separator: " → "))",
                notes: ordered.dropFirst().map {
                    .init("'\(name(of: $0))' is defined here", at: symbols[$0].declaration.name.span)
                }))
    }

    private func name(of id: DefinitionID) -> String {
        let declaration = symbols[id].declaration
        return declaration.entity.map { "\($0.text).\(declaration.name.text)" } ?? declaration.name.text
    }
}
