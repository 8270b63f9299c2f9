import RulePlan

/// What rows are called.
struct RowNames {
    let schema: Schema
    let data: Dataset

    func key(of place: RowPlace) -> TargetKey {
        TargetKey(entity: schema[place.entity].name, parts: parts(of: place))
    }

    func target(_ place: RowPlace) -> Target {
        let key = key(of: place)
        var label = key.text
        if let field = schema[place.entity].labelField,
            case .text(let name)? = data.table(place.entity)?.value(field, place.row)
        {
            label = name.string
        }
        return Target(entity: key.entity, key: key.text, label: label)
    }

    /// By key, its parts compared by scalars.
    func keyPrecedes(_ left: RowPlace, _ right: RowPlace) -> Bool {
        parts(of: left).lexicographicallyPrecedes(parts(of: right)) { $0.precedesByScalars($1) }
    }

    /// No row comes first.
    func precedes(_ left: RowPlace?, _ right: RowPlace?) -> Bool {
        guard let right else { return false }
        return left.map { keyPrecedes($0, right) } ?? true
    }

    private func parts(of place: RowPlace) -> [String] {
        guard let table = data.table(place.entity), place.row >= 0, place.row < table.rowCount else { return [] }
        return table.keys[place.row]
    }
}

extension String {
    /// The order of Unicode scalars, which is that of their UTF-8: the same in every locale.
    func precedesByScalars(_ other: String) -> Bool {
        utf8.lexicographicallyPrecedes(other.utf8)
    }
}
