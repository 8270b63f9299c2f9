import RulePlan

extension Schema {
    /// The parts of a key that a field's value gives; nothing where it is missing or can't be part of one.
    func keyParts(_ value: Value, of type: ValueType) -> [String]? {
        switch value {
        case .text(let text): return [text.string]
        case .number(let number): return [number.shortestText]
        case .boolean(let truth): return [truth ? "true" : "false"]
        case .time(let time): return [time.utcText]
        case .version(let version): return [version.description]
        case .address(let address): return [address.description]
        case .member(let place):
            let names = keyTypes(of: type).first?.members ?? []
            return names.indices.contains(place) ? [names[place]] : nil
        case .list(let elements):
            let types = keyTypes(of: type)
            guard !elements.isEmpty else { return nil }
            var parts: [String] = []
            // Lists hold lists no deeper than the key that they spell.
            for (index, element) in elements.enumerated() {
                guard let part = keyParts(element, of: index < types.count ? types[index] : .text) else { return nil }
                parts += part
            }
            return parts
        case .missing, .duration, .network, .row: return nil
        }
    }

    /// The types of the values that refer to an entity, part by part; the type itself where it is no reference.
    private func keyTypes(of type: ValueType) -> [ValueType] {
        var types = [type]
        // A key of one part may itself refer to another entity; never further than there are entities.
        for _ in entities.indices {
            guard types.count == 1, case .reference(let entity)? = types.first else { break }
            types = self[entity].key.map { self[entity][$0].type }
        }
        return types
    }
}
