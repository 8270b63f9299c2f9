extension Plan {
    /// The definitions that a rule or a waiver uses, also by way of others, each behind those that it uses itself.
    package func definitionsInUse() -> [DefinitionID] { definitions(neededBy: roots) }

    /// The definitions that expressions use, also by way of others, each behind those that it uses itself.
    package func definitions(neededBy roots: [ExpressionID]) -> [DefinitionID] {
        var order: [DefinitionID] = []
        var state = definitions.map { _ in Visit.unseen }
        // A stack of our own: chains of definitions may be as long as a program.
        var stack: [(DefinitionID, isDone: Bool)] = definitionsUsed(by: roots).reversed().map { ($0, false) }
        while let (id, isDone) = stack.popLast() {
            if isDone {
                state[id.index] = .done
                order.append(id)
                continue
            }
            guard state[id.index] == .unseen else { continue }
            state[id.index] = .open
            stack.append((id, true))
            for used in definitionsUsed(by: [self[id].value]).reversed() where state[used.index] == .unseen {
                stack.append((used, false))
            }
        }
        return order
    }

    private enum Visit {
        case unseen, open, done
    }

    /// Every expression that a run evaluates by itself.
    package var roots: [ExpressionID] {
        rules.flatMap { $0.expressions + $0.evidence.map(\.expression) } + waivers.compactMap(\.condition)
    }

    /// The definitions that stand in the expressions, not looking into the definitions themselves; ascending.
    private func definitionsUsed(by roots: [ExpressionID]) -> [DefinitionID] {
        var seen: Set<ExpressionID> = []
        var used: Set<DefinitionID> = []
        var stack = roots
        while let id = stack.popLast() {
            guard seen.insert(id).inserted else { continue }
            if case .definition(let definition, _) = self[id] { used.insert(definition) }
            stack += self[id].operands
        }
        return used.sorted()
    }
}
