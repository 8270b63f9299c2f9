/// A checked program: resolved and typed, with no name left to look up. The compiler makes it, evaluators only read it.
package struct Plan: Hashable, Sendable {
    package var schema: Schema
    /// Every distinct expression once, operands before the nodes that use them.
    package private(set) var expressions: [PlanExpression] = []
    /// The type of each expression.
    package private(set) var types: [ValueType] = []
    package var parameters: [PlanParameter] = []
    package var definitions: [PlanDefinition] = []
    package var rules: [PlanRule] = []
    package var waivers: [PlanWaiver] = []
    package var tests: [PlanTest] = []

    private var index = ExpressionIndex()

    package init(schema: Schema) {
        self.schema = schema
    }

    /// A plan with expressions that are known to be distinct, or need not be.
    /// - Parameter types: As many as there are expressions.
    init(schema: Schema, expressions: [PlanExpression], types: [ValueType]) {
        precondition(expressions.count == types.count)
        self.schema = schema
        self.expressions = expressions
        self.types = types
    }

    package subscript(id: ExpressionID) -> PlanExpression { expressions[id.index] }
    package subscript(id: ParameterID) -> PlanParameter { parameters[id.index] }
    package subscript(id: DefinitionID) -> PlanDefinition { definitions[id.index] }
    package subscript(id: RuleID) -> PlanRule { rules[id.index] }

    package func type(of id: ExpressionID) -> ValueType { types[id.index] }

    /// Makes room for so many expressions, so that adding them one by one moves none.
    package mutating func reserveCapacity(expressions count: Int) {
        expressions.reserveCapacity(count)
        types.reserveCapacity(count)
    }

    /// Adds an expression, or finds the one that is there already.
    package mutating func intern(_ expression: PlanExpression, type: ValueType) -> ExpressionID {
        // A plan that is only run needs no index: it is made here.
        while index.count < expressions.count {
            index.append(ExpressionIndex.hash(of: expressions[index.count], types[index.count]))
        }
        let hash = ExpressionIndex.hash(of: expression, type)
        if let place = index.place(of: hash, where: { expressions[$0] == expression && types[$0] == type }) {
            return ExpressionID(place)
        }
        let place = ExpressionID(expressions.count)
        expressions.append(expression)
        types.append(type)
        index.append(hash)
        return place
    }
}

/// Where a declaration stands, for people.
public struct SourceLocation: Hashable, Sendable {
    public var file: String
    /// From 1.
    public var line: Int

    public init(file: String, line: Int) {
        self.file = file
        self.line = line
    }
}

/// A value that whoever runs the rules may set.
package struct PlanParameter: Hashable, Sendable {
    package enum Domain: Hashable, Sendable {
        /// Both ends included; open above where `upper` is missing. Numbers or durations.
        case range(lower: Value, upper: Value)
        case list([Value])
    }

    package var name: String
    package var type: ValueType
    package var defaultValue: Value
    package var domain: Domain?

    package init(name: String, type: ValueType, defaultValue: Value, domain: Domain?) {
        self.name = name
        self.type = type
        self.defaultValue = defaultValue
        self.domain = domain
    }
}

/// A derived value, of the organisation or of each row of an entity.
package struct PlanDefinition: Hashable, Sendable {
    package var entity: EntityID?
    package var name: String
    package var type: ValueType
    /// Evaluated in a frame of one row of `entity`, or in the empty frame.
    package var value: ExpressionID

    package init(entity: EntityID?, name: String, type: ValueType, value: ExpressionID) {
        self.entity = entity
        self.name = name
        self.type = type
        self.value = value
    }
}

package struct PlanRule: Hashable, Sendable {
    package struct Subject: Hashable, Sendable {
        /// `top N … by EXPR where COND`; both expressions in the frame of one row.
        package struct Top: Hashable, Sendable {
            package var count: Int
            package var rank: ExpressionID
            package var condition: ExpressionID?
            /// The canonical text of the rank, for what is missing.
            package var rankLabel: String

            package init(count: Int, rank: ExpressionID, condition: ExpressionID?, rankLabel: String) {
                self.count = count
                self.rank = rank
                self.condition = condition
                self.rankLabel = rankLabel
            }
        }

        package var entity: EntityID
        package var top: Top?

        package init(entity: EntityID, top: Top?) {
            self.entity = entity
            self.top = top
        }
    }

    /// A part of the condition that a reason shows with its value: a scalar path, or a ROWS expression under its canonical text.
    package struct Evidence: Hashable, Sendable {
        package var label: String
        package var expression: ExpressionID

        package init(label: String, expression: ExpressionID) {
            self.label = label
            self.expression = expression
        }
    }

    /// The declared name, or `file:line` where it has none.
    package var name: String
    package var title: String?
    package var severity: Severity?
    package var tags: [String]
    package var see: [String]
    package var location: SourceLocation
    /// Nothing for a rule of the organisation, which is evaluated once in the empty frame.
    package var subject: Subject?
    package var condition: ExpressionID
    package var effects: [PlanEffect]
    package var because: PlanTemplate?
    /// In the order of the condition, each label once.
    package var evidence: [Evidence]

    package init(
        name: String, title: String?, severity: Severity?, tags: [String], see: [String], location: SourceLocation,
        subject: Subject?, condition: ExpressionID, effects: [PlanEffect], because: PlanTemplate?, evidence: [Evidence]
    ) {
        self.name = name
        self.title = title
        self.severity = severity
        self.tags = tags
        self.see = see
        self.location = location
        self.subject = subject
        self.condition = condition
        self.effects = effects
        self.because = because
        self.evidence = evidence
    }
}

/// Text with values in it.
package struct PlanTemplate: Hashable, Sendable {
    package enum Segment: Hashable, Sendable {
        case text(String)
        case value(ExpressionID)
    }

    package var segments: [Segment]

    package init(segments: [Segment]) {
        self.segments = segments
    }
}

/// A row that an effect is about.
package struct PlanTarget: Hashable, Sendable {
    package var entity: EntityID
    /// Yields a row.
    package var row: ExpressionID
    /// As it is written, from the rule's row: `device`, `alert.device`.
    package var label: String

    package init(entity: EntityID, row: ExpressionID, label: String) {
        self.entity = entity
        self.row = row
        self.label = label
    }
}

package enum PlanEffect: Hashable, Sendable {
    case require(TaskID, target: PlanTarget?, cadence: PlanCadence, deadline: PlanDeadline, role: RoleID?)
    /// `arguments` has one entry for each that the rule gives, in the order of the action's parameters.
    case run(
        ActionID, target: PlanTarget, arguments: [PlanArgument], approval: PlanApproval, deadline: PlanDeadline)
    case raise(PlanLevel, PlanTemplate)
    case notify(RoleID, PlanTemplate)
    case forbid(ActionID, target: PlanTarget)
}

package struct PlanArgument: Hashable, Sendable {
    package var name: String
    package var value: ExpressionID
    /// The canonical text of the value, for what is missing.
    package var label: String

    package init(name: String, value: ExpressionID, label: String) {
        self.name = name
        self.value = value
        self.label = label
    }
}

package struct PlanDeadline: Hashable, Sendable {
    /// A duration, counted from when the item was first seen.
    package var within: ExpressionID?
    /// A time.
    package var due: ExpressionID?

    package init(within: ExpressionID?, due: ExpressionID?) {
        self.within = within
        self.due = due
    }
}

package enum PlanLevel: Hashable, Sendable {
    case fixed(Severity)
    /// A level expression; `severities[n]` is the severity of its n-th level.
    case computed(ExpressionID, severities: [Severity], label: String)
}

/// How often a task recurs. Shorter ones order before longer ones.
package enum PlanCadence: Hashable, Sendable {
    case daily
    /// At least 1.
    case every(days: Int)
    /// 1 is Monday, 7 is Sunday.
    case weekly(startingOn: Int)
    /// 1 to 31; in a shorter month the last day stands for a day that it lacks.
    case monthly(startingOn: Int)
    case asNeeded
}

/// A documented exception to a rule, with an end.
package struct PlanWaiver: Hashable, Sendable {
    package enum End: Hashable, Sendable {
        /// Through the end of that day in the run's zone.
        case day(year: Int, month: Int, day: Int)
        case instant(Instant)
    }

    package var rule: RuleID
    /// In the frame of the rule's row; nothing where every match is waived.
    package var condition: ExpressionID?
    package var until: End
    package var because: String
    package var by: String?
    package var location: SourceLocation

    package init(
        rule: RuleID, condition: ExpressionID?, until: End, because: String, by: String?, location: SourceLocation
    ) {
        self.rule = rule
        self.condition = condition
        self.until = until
        self.because = because
        self.by = by
        self.location = location
    }
}
