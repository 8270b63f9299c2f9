import RulePlan
import RuleSyntax

/// What a first name means where it stands.
enum NameResolution: Hashable, Sendable {
    /// A row in scope, by its place in the frame.
    case row(Int)
    /// A field or derived field of the innermost row.
    case ofInnermost(Symbols.RowName)
    case ofOrganization(Symbols.OrganizationName)
    /// Of both the row (or its fields) and the organisation.
    case ambiguous(Symbols.RowName?, Symbols.OrganizationName)
    case role
    case none
}

extension ExpressionChecker {
    /// Rows in scope come before the fields of the innermost one: `device` in `alert of device where device.name …` is the outer
    /// row, whether or not alerts have a field `device`.
    func resolution(of name: String) -> NameResolution {
        var global = symbols.organization[name]
        let isRole = global?.isRole ?? false
        if isRole { global = nil }
        if let row = frame.rows.lastIndex(where: { $0.name == name }) {
            return global.map { .ambiguous(nil, $0) } ?? .row(row)
        }
        if let row = frame.innermost, let field = rowName(name, of: row.entity) {
            return global.map { .ambiguous(field, $0) } ?? .ofInnermost(field)
        }
        if let global { return .ofOrganization(global) }
        return isRole ? .role : .none
    }

    func rowName(_ name: String, of entity: EntityID) -> Symbols.RowName? {
        guard entity.index < symbols.rowNames.count else { return nil }
        return symbols.rowNames[entity.index][name]
    }
}

/// A resolved path: a row or a value of the organisation, then fields through references.
struct ResolvedPath: Hashable, Sendable {
    enum Root: Hashable, Sendable {
        /// A row by its place in the frame.
        case row(Int)
        case organization(Symbols.OrganizationName)
    }

    struct Step: Hashable, Sendable {
        var member: Symbols.RowName
        var type: ValueType
    }

    var root: Root
    var rootType: ValueType
    /// The first name as a reader outside the rule understands it: the entity's name even where the row has another.
    var rootLabel: String
    var steps: [Step] = []
    var stepNames: [String] = []

    var type: ValueType { steps.last?.type ?? rootType }

    /// `alert.device.name`, `exposure_score`
    var label: String { ([rootLabel] + stepNames).joined(separator: ".") }
}
