import RulePlan

/// The rows in scope of an expression, innermost last.
struct Frame: Hashable, Sendable {
    struct Row: Hashable, Sendable {
        /// What the row is called: its entity's name, or its `as` name.
        var name: String
        var entity: EntityID
    }

    var rows: [Row] = []

    /// The frame of the whole organisation.
    static let organization = Frame()

    /// The frame of one row of `entity`, called `alias` or else by the entity's name.
    static func row(of entity: EntityID, named alias: String? = nil, in schema: Schema) -> Frame {
        Frame(rows: [Row(name: alias ?? schema[entity].name, entity: entity)])
    }

    var innermost: Row? { rows.last }
}
