package import RuleText

/// `entity NAME ["title"] [from "…" or "…"] [in PARENT] key FIELD, … [newest FIELD] [stale after D by FIELD] { fields }`
package struct EntityDeclaration: Hashable, Sendable {
    package struct Staleness: Hashable, Sendable {
        package var age: DurationLiteral
        package var field: Name

        package init(age: DurationLiteral, field: Name) {
            self.age = age
            self.field = field
        }
    }

    package var name: Name
    package var title: TextLiteral?
    package var sources: [TextLiteral]
    /// The entity in whose rows this one's rows are nested.
    package var parent: Name?
    package var key: [Name]
    package var newest: Name?
    package var staleness: Staleness?
    package var fields: [FieldDeclaration]
    package var span: SourceSpan

    package init(
        name: Name, title: TextLiteral?, sources: [TextLiteral], parent: Name?, key: [Name], newest: Name?,
        staleness: Staleness?, fields: [FieldDeclaration], span: SourceSpan
    ) {
        self.name = name
        self.title = title
        self.sources = sources
        self.parent = parent
        self.key = key
        self.newest = newest
        self.staleness = staleness
        self.fields = fields
        self.span = span
    }
}

/// `NAME TYPE [from "…" or "…"] [reading "X" as v, …] ["documentation"]`
package struct FieldDeclaration: Hashable, Sendable {
    /// `"X" as v` or `"X" as missing`
    package struct Reading: Hashable, Sendable {
        package var spelling: TextLiteral
        /// A level or choice, `missing`, `true` or `false`.
        package var value: Name

        package init(spelling: TextLiteral, value: Name) {
            self.spelling = spelling
            self.value = value
        }
    }

    package var name: Name
    package var type: TypeExpression
    package var sources: [TextLiteral]
    package var readings: [Reading]
    package var documentation: TextLiteral?
    package var span: SourceSpan

    package init(
        name: Name, type: TypeExpression, sources: [TextLiteral], readings: [Reading], documentation: TextLiteral?,
        span: SourceSpan
    ) {
        self.name = name
        self.type = type
        self.sources = sources
        self.readings = readings
        self.documentation = documentation
        self.span = span
    }
}

/// The type of a field, score or argument as written.
package indirect enum TypeExpression: Hashable, Sendable {
    /// `boolean`, `text`, … or an entity's name. `number` too, where it has no range.
    case named(Name)
    /// `number 0..100`
    case number(RangeLiteral, span: SourceSpan)
    /// `none < low < high`
    case levels([Name], span: SourceSpan)
    /// `active | inactive`
    case choices([Name], span: SourceSpan)
    /// `list of T`
    case list(TypeExpression, span: SourceSpan)
    /// What recovery leaves behind.
    case invalid(SourceSpan)

    package var span: SourceSpan {
        switch self {
        case .named(let name): name.span
        case .number(_, let span), .levels(_, let span), .choices(_, let span), .list(_, let span): span
        case .invalid(let span): span
        }
    }
}

/// `LO..HI` or `LO..`; for a parameter the ends may be durations.
package struct RangeLiteral: Hashable, Sendable {
    /// A number or duration literal, perhaps negated.
    package var lower: Expression
    /// Nothing where the range is open above.
    package var upper: Expression?
    package var span: SourceSpan

    package init(lower: Expression, upper: Expression?, span: SourceSpan) {
        self.lower = lower
        self.upper = upper
        self.span = span
    }
}

/// `score NAME TYPE [lower is better | higher is better] ["title"] [from "…" or "…"]`
package struct ScoreDeclaration: Hashable, Sendable {
    package enum Direction: String, Hashable, Sendable {
        case lowerIsBetter, higherIsBetter
    }

    package var name: Name
    package var type: TypeExpression
    package var direction: Direction?
    package var title: TextLiteral?
    package var sources: [TextLiteral]
    package var span: SourceSpan

    package init(
        name: Name, type: TypeExpression, direction: Direction?, title: TextLiteral?, sources: [TextLiteral],
        span: SourceSpan
    ) {
        self.name = name
        self.type = type
        self.direction = direction
        self.title = title
        self.sources = sources
        self.span = span
    }
}

/// `task NAME [on ENTITY] ["title"]`
package struct TaskDeclaration: Hashable, Sendable {
    package var name: Name
    package var target: Name?
    package var title: TextLiteral?
    package var span: SourceSpan

    package init(name: Name, target: Name?, title: TextLiteral?, span: SourceSpan) {
        self.name = name
        self.target = target
        self.title = title
        self.span = span
    }
}

/// `action NAME on ENTITY [approval] [with NAME TYPE, …] [reverses ACTION, …] ["title"]`
package struct ActionDeclaration: Hashable, Sendable {
    package struct Parameter: Hashable, Sendable {
        package var name: Name
        package var type: TypeExpression

        package init(name: Name, type: TypeExpression) {
            self.name = name
            self.type = type
        }
    }

    package var name: Name
    package var target: Name
    /// Without one, the action needs approval.
    package var approval: Approval?
    package var parameters: [Parameter]
    package var reverses: [Name]
    package var title: TextLiteral?
    package var span: SourceSpan

    package init(
        name: Name, target: Name, approval: Approval?, parameters: [Parameter], reverses: [Name], title: TextLiteral?,
        span: SourceSpan
    ) {
        self.name = name
        self.target = target
        self.approval = approval
        self.parameters = parameters
        self.reverses = reverses
        self.title = title
        self.span = span
    }
}

/// `role NAME ["title"]`
package struct RoleDeclaration: Hashable, Sendable {
    package var name: Name
    package var title: TextLiteral?
    package var span: SourceSpan

    package init(name: Name, title: TextLiteral?, span: SourceSpan) {
        self.name = name
        self.title = title
        self.span = span
    }
}
