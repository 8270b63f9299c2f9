/// The data model and what may be asked for, resolved.
package struct Schema: Hashable, Sendable {
    package var entities: [EntitySchema] = []
    package var scores: [ScoreSchema] = []
    package var tasks: [TaskSchema] = []
    package var actions: [ActionSchema] = []
    package var roles: [RoleSchema] = []

    package init() {}

    package subscript(id: EntityID) -> EntitySchema {
        get { entities[id.index] }
        set { entities[id.index] = newValue }
    }
    package subscript(id: ScoreID) -> ScoreSchema { scores[id.index] }
    package subscript(id: TaskID) -> TaskSchema { tasks[id.index] }
    package subscript(id: ActionID) -> ActionSchema { actions[id.index] }
    package subscript(id: RoleID) -> RoleSchema { roles[id.index] }

    package func entity(named name: String) -> EntityID? {
        entities.firstIndex { $0.name == name }.map(EntityID.init)
    }
}

package struct EntitySchema: Hashable, Sendable {
    package struct Staleness: Hashable, Sendable {
        package var age: TimeSpan
        package var field: FieldSlot

        package init(age: TimeSpan, field: FieldSlot) {
            self.age = age
            self.field = field
        }
    }

    package var name: String
    package var title: String?
    /// Names under which exports know it: file names, OData sets; for nested rows the key of the array in the parent's object.
    package var sources: [String]
    /// The entity in whose rows this one's are nested.
    package var parent: EntityID?
    package var fields: [FieldSchema] = []
    /// One field or more.
    package var key: [FieldSlot] = []
    /// Of rows with one key, the one with the greatest value wins; without it the later one.
    package var newest: FieldSlot?
    package var staleness: Staleness?

    package init(name: String, title: String?, sources: [String]) {
        self.name = name
        self.title = title
        self.sources = sources
    }

    package subscript(slot: FieldSlot) -> FieldSchema { fields[slot.index] }

    package func field(named name: String) -> FieldSlot? {
        fields.firstIndex { $0.name == name }.map(FieldSlot.init)
    }

    /// The field that names a row to a person: the first of `name`, `title` and `display_name` that is text.
    package var labelField: FieldSlot? {
        for name in ["name", "title", "display_name"] {
            if let slot = field(named: name), self[slot].type == .text { return slot }
        }
        return nil
    }
}

package struct FieldSchema: Hashable, Sendable {
    /// `reading "X" as v`; `missing` where the spelling means that nothing is known.
    package struct Reading: Hashable, Sendable {
        package var spelling: String
        package var value: Value

        package init(spelling: String, value: Value) {
            self.spelling = spelling
            self.value = value
        }
    }

    package var name: String
    package var type: ValueType
    /// Dotted paths in an export's row, tried in order; the field's own name comes after them.
    package var sources: [String]
    package var readings: [Reading]
    package var documentation: String?

    package init(
        name: String, type: ValueType, sources: [String] = [], readings: [Reading] = [], documentation: String? = nil
    ) {
        self.name = name
        self.type = type
        self.sources = sources
        self.readings = readings
        self.documentation = documentation
    }
}

package struct ScoreSchema: Hashable, Sendable {
    package enum Direction: Hashable, Sendable, CaseIterable {
        case lowerIsBetter, higherIsBetter
    }

    package var name: String
    package var title: String?
    package var type: ValueType
    package var direction: Direction?
    package var sources: [String]

    package init(name: String, title: String?, type: ValueType, direction: Direction?, sources: [String]) {
        self.name = name
        self.title = title
        self.type = type
        self.direction = direction
        self.sources = sources
    }
}

package struct TaskSchema: Hashable, Sendable {
    package var name: String
    package var title: String?
    package var target: EntityID?

    package init(name: String, title: String?, target: EntityID?) {
        self.name = name
        self.title = title
        self.target = target
    }
}

package struct ActionSchema: Hashable, Sendable {
    package struct Parameter: Hashable, Sendable {
        package var name: String
        package var type: ValueType

        package init(name: String, type: ValueType) {
            self.name = name
            self.type = type
        }
    }

    package var name: String
    package var title: String?
    package var target: EntityID
    package var approval: PlanApproval
    package var parameters: [Parameter]
    /// The actions that this one takes back.
    package var reverses: [ActionID]

    package init(
        name: String, title: String?, target: EntityID, approval: PlanApproval, parameters: [Parameter],
        reverses: [ActionID]
    ) {
        self.name = name
        self.title = title
        self.target = target
        self.approval = approval
        self.parameters = parameters
        self.reverses = reverses
    }
}

package struct RoleSchema: Hashable, Sendable {
    package var name: String
    package var title: String?

    package init(name: String, title: String?) {
        self.name = name
        self.title = title
    }
}

/// How an action is approved. Where a rule says less than the action's declaration, the declaration holds.
package enum PlanApproval: Hashable, Sendable {
    /// Runs unasked, for at most `limit` targets in one run (or in one calendar day).
    case automatic(limit: Int, perDay: Bool)
    case required(role: RoleID?)
}
