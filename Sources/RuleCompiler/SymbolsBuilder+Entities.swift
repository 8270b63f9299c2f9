import RulePlan
import RuleSyntax
import RuleText

extension SymbolsBuilder {
    /// Resolves an entity's fields. All entities' names must be declared.
    mutating func resolveFields(of id: EntityID, _ node: EntityDeclaration) {
        for field in node.fields {
            let slot = FieldSlot(symbols.schema[id].fields.count)
            let declared = Symbols.Declared.field(id, slot)
            symbols.spans[declared] = field.name.span
            let type = type(field.type, of: .field)
            if type == nil { symbols.untyped.insert(declared) }
            symbols.schema[id].fields.append(
                FieldSchema(
                    name: field.name.text, type: type ?? .text, sources: field.sources.map(\.value),
                    readings: type.map { readings(field.readings, of: $0) } ?? [],
                    documentation: field.documentation?.value))
            guard !field.name.text.isEmpty else { continue }
            if let other = symbols.rowNames[id.index][field.name.text] {
                report(
                    .duplicate("field", field.name, otherKind: "field", firstAt: symbols.span(of: other, in: id)))
            } else {
                symbols.rowNames[id.index][field.name.text] = .field(slot)
            }
        }
    }

    /// Resolves an entity's parent, key, `newest` and `stale`. All entities' fields must be resolved.
    mutating func resolveParts(of id: EntityID, _ node: EntityDeclaration) {
        symbols.schema[id].key = key(of: id, node)
        if let newest = node.newest, let slot = field(newest, of: id) {
            if let type = symbols.type(of: slot, in: id), !type.isOrdered {
                invalidModel(
                    "'newest' needs a field with an order, '\(newest.text)' is \(type.phrase(in: symbols.schema))",
                    at: newest.span, declared: .field(id, slot))
            } else {
                symbols.schema[id].newest = slot
            }
        }
        if let staleness = node.staleness, let slot = field(staleness.field, of: id) {
            if let type = symbols.type(of: slot, in: id), type != .time {
                invalidModel(
                    "'stale after' needs a time, '\(staleness.field.text)' is \(type.phrase(in: symbols.schema))",
                    at: staleness.field.span, declared: .field(id, slot))
            } else {
                symbols.schema[id].staleness = .init(age: TimeSpan(seconds: staleness.age.seconds), field: slot)
            }
        }
        if let parent = node.parent, let parentID = entity(parent) {
            symbols.schema[id].parent = parentID
            let hasReference = symbols.schema[id].fields.contains { $0.type == .reference(parentID) }
            let hasUntyped = symbols.schema[id].fields.indices.contains {
                symbols.untyped.contains(.field(id, FieldSlot($0)))
            }
            if !hasReference, !hasUntyped, parentID != id {
                invalidModel(
                    "'\(node.name.text)' is nested in '\(parent.text)' and needs a field of type '\(parent.text)'",
                    at: parent.span)
            }
        }
    }

    /// Reports entities that are nested in themselves, each cycle once.
    mutating func reportNestingCycles(_ nodes: [EntityDeclaration]) {
        var settled: Set<EntityID> = []
        for index in nodes.indices {
            var path: [EntityID] = []
            var current: EntityID? = EntityID(index)
            while let id = current, !settled.contains(id), !path.contains(id) {
                path.append(id)
                current = symbols.schema[id].parent
            }
            settled.formUnion(path)
            guard let start = current, let first = path.firstIndex(of: start) else { continue }
            let cycle = path[first...]
            // Of the cycle's entities, the first one declared.
            guard let head = cycle.min(), let parent = nodes[head.index].parent,
                let headPlace = cycle.firstIndex(of: head)
            else { continue }
            let names = (cycle[headPlace...] + cycle[..<headPlace] + [head]).map { "'\(symbols.schema[$0].name)'" }
            report(
                Diagnostic(
                    .invalidModel, at: parent.span,
                    "an entity can't be nested in itself: \(names.joined(separator: " in "))"))
        }
    }

    private mutating func key(of id: EntityID, _ node: EntityDeclaration) -> [FieldSlot] {
        var key: [FieldSlot] = []
        for name in node.key where !name.text.isEmpty {
            guard case .field(let slot)? = symbols.rowNames[id.index][name.text] else {
                invalidKey(name, "'\(node.name.text)' has no field '\(name.text)' for its key") {
                    $0.nearestField(to: name.text, in: id)
                }
                continue
            }
            if key.contains(slot) {
                invalidKey(name, "'\(name.text)' is in the key twice")
                continue
            }
            key.append(slot)
            switch symbols.type(of: slot, in: id) {
            case .list?:
                invalidKey(name, "a list can't be part of a key, '\(name.text)' is one", declared: .field(id, slot))
            case .reference(let other)? where (keyCount(of: other)) > 1:
                invalidKey(
                    name,
                    "'\(name.text)' can't be part of a key: the key of '\(symbols.schema[other].name)' has several parts",
                    declared: .field(id, slot))
            default: break
            }
        }
        return key
    }

    private func keyCount(of entity: EntityID) -> Int { keyCounts[entity.index] }

    private mutating func invalidKey(
        _ name: Name, _ message: String, declared: Symbols.Declared? = nil,
        nearest: (Symbols) -> String? = { _ in nil }
    ) {
        var diagnostic = Diagnostic(.invalidKey, at: name.span, message, notes: declaredHere(declared))
        if let nearest = nearest(symbols) {
            diagnostic.suggest("did you mean '\(nearest)'?", replacing: name.span, with: nearest, .safe)
        }
        report(diagnostic)
    }

    private mutating func invalidModel(_ message: String, at span: SourceSpan, declared: Symbols.Declared? = nil) {
        report(Diagnostic(.invalidModel, at: span, message, notes: declaredHere(declared)))
    }

    func declaredHere(_ declared: Symbols.Declared?) -> [Diagnostic.Note] {
        declared.flatMap { symbols.span(of: $0) }.map { [.init("declared here", at: $0)] } ?? []
    }

    /// The field of that name, or a report that there is none.
    private mutating func field(_ name: Name, of entity: EntityID) -> FieldSlot? {
        guard !name.text.isEmpty else { return nil }
        if case .field(let slot)? = symbols.rowNames[entity.index][name.text] { return slot }
        report(
            .unknownField(
                name, of: symbols.schema[entity].name, nearest: symbols.nearestField(to: name.text, in: entity)))
        return nil
    }

    private mutating func readings(_ nodes: [FieldDeclaration.Reading], of type: ValueType) -> [FieldSchema.Reading] {
        var result: [FieldSchema.Reading] = []
        for node in nodes where !node.value.text.isEmpty {
            guard let value = readingValue(node.value, of: type) else { continue }
            if let first = nodes.first(where: { $0.spelling.value == node.spelling.value }), first != node {
                report(
                    Diagnostic(
                        .duplicateDeclaration, at: node.spelling.span,
                        "the spelling \"\(node.spelling.value)\" is read twice",
                        notes: [.init("first read here", at: first.spelling.span)]))
                continue
            }
            result.append(.init(spelling: node.spelling.value, value: value))
        }
        return result
    }

    private mutating func readingValue(_ name: Name, of type: ValueType) -> Value? {
        if name.text == "missing" { return .missing }
        switch type {
        case .levels(let members), .choices(let members):
            if let place = members.firstIndex(of: name.text) { return .member(place) }
            report(.unknownMember(name.text, among: members + ["missing"], at: name.span))
            return nil
        case .boolean:
            switch name.text {
            case "true": return .boolean(true)
            case "false": return .boolean(false)
            default:
                report(.unknownMember(name.text, among: ["true", "false", "missing"], at: name.span))
                return nil
            }
        case .list(let element): return readingValue(name, of: element)
        case .number, .text, .time, .duration, .version, .address, .network, .reference:
            report(.unknownMember(name.text, among: ["missing"], at: name.span))
            return nil
        }
    }
}
