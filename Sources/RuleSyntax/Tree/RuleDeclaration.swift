package import RuleText

/// `rule NAME "title" clauses… for ENTITY when COND then EFFECT, … because TEXT`
package struct RuleDeclaration: Hashable, Sendable {
    /// Nothing for a rule without a head: it starts at `for` or `when`.
    package var name: Name?
    package var title: TextLiteral?
    package var clauses: [RuleClause]
    package var subject: RuleSubject?
    package var condition: Expression
    package var effects: [Effect]
    package var because: TextTemplate?
    package var span: SourceSpan

    package init(
        name: Name?, title: TextLiteral?, clauses: [RuleClause], subject: RuleSubject?, condition: Expression,
        effects: [Effect], because: TextTemplate?, span: SourceSpan
    ) {
        self.name = name
        self.title = title
        self.clauses = clauses
        self.subject = subject
        self.condition = condition
        self.effects = effects
        self.because = because
        self.span = span
    }
}

/// What stands between a rule's head and its condition.
package enum RuleClause: Hashable, Sendable {
    /// `severity high`
    case severity(Name, span: SourceSpan)
    /// `tags "daily", "defender"`
    case tags([TextLiteral], span: SourceSpan)
    /// `see "https://…", …`
    case see([TextLiteral], span: SourceSpan)
}

/// `for ENTITY [as VAR]` or `for top N ENTITY [as VAR] by EXPR [where COND]`
package struct RuleSubject: Hashable, Sendable {
    package struct Top: Hashable, Sendable {
        package var count: NumberLiteral
        package var rank: Expression
        package var condition: Expression?

        package init(count: NumberLiteral, rank: Expression, condition: Expression?) {
            self.count = count
            self.rank = rank
            self.condition = condition
        }
    }

    package var entity: Name
    package var alias: Name?
    package var top: Top?
    package var span: SourceSpan

    package init(entity: Name, alias: Name?, top: Top?, span: SourceSpan) {
        self.entity = entity
        self.alias = alias
        self.top = top
        self.span = span
    }
}

/// What a rule asks for when it fires.
package indirect enum Effect: Hashable, Sendable {
    case require(RequireEffect)
    case run(RunEffect)
    case raise(RaiseEffect)
    case notify(NotifyEffect)
    case forbid(ForbidEffect)
    /// What recovery leaves behind.
    case invalid(SourceSpan)

    package var span: SourceSpan {
        switch self {
        case .require(let node): node.span
        case .run(let node): node.span
        case .raise(let node): node.span
        case .notify(let node): node.span
        case .forbid(let node): node.span
        case .invalid(let span): span
        }
    }
}

/// `require TASK [on TARGET] [CADENCE] [within DURATION] [due TIME] [by ROLE]`
package struct RequireEffect: Hashable, Sendable {
    package var task: Name
    /// A path: a row's name or a reference field.
    package var target: Expression?
    package var cadence: Cadence?
    package var within: Expression?
    package var due: Expression?
    package var role: Name?
    package var span: SourceSpan

    package init(
        task: Name, target: Expression?, cadence: Cadence?, within: Expression?, due: Expression?, role: Name?,
        span: SourceSpan
    ) {
        self.task = task
        self.target = target
        self.cadence = cadence
        self.within = within
        self.due = due
        self.role = role
        self.span = span
    }
}

/// How often a task recurs.
package struct Cadence: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        /// `daily`
        case daily
        /// `weekly` or `weekly on monday`
        case weekly(on: Name?)
        /// `monthly` or `monthly on day 1`
        case monthly(onDay: NumberLiteral?)
        /// `every 3 days` (or `every 1 day`)
        case every(days: NumberLiteral)
        /// `as needed`
        case asNeeded
    }

    package var kind: Kind
    package var span: SourceSpan

    package init(_ kind: Kind, at span: SourceSpan) {
        self.kind = kind
        self.span = span
    }
}

/// `run ACTION on TARGET [with NAME = EXPR, …] [approval] [within DURATION] [due TIME]`
package struct RunEffect: Hashable, Sendable {
    package var action: Name
    package var target: Expression
    package var arguments: [Argument]
    package var approval: Approval?
    package var within: Expression?
    package var due: Expression?
    package var span: SourceSpan

    package struct Argument: Hashable, Sendable {
        package var name: Name
        package var value: Expression

        package init(name: Name, value: Expression) {
            self.name = name
            self.value = value
        }
    }

    package init(
        action: Name, target: Expression, arguments: [Argument], approval: Approval?, within: Expression?,
        due: Expression?, span: SourceSpan
    ) {
        self.action = action
        self.target = target
        self.arguments = arguments
        self.approval = approval
        self.within = within
        self.due = due
        self.span = span
    }
}

/// `automatically [at most N [per day]]` or `on approval [of ROLE]`
package struct Approval: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        case automatic(limit: NumberLiteral?, perDay: Bool)
        case required(role: Name?)
    }

    package var kind: Kind
    package var span: SourceSpan

    package init(_ kind: Kind, at span: SourceSpan) {
        self.kind = kind
        self.span = span
    }
}

/// `raise LEVEL TEXT`
package struct RaiseEffect: Hashable, Sendable {
    /// A bare level name, or an expression with levels of the same names.
    package var level: Expression
    package var text: TextTemplate
    package var span: SourceSpan

    package init(level: Expression, text: TextTemplate, span: SourceSpan) {
        self.level = level
        self.text = text
        self.span = span
    }
}

/// `notify ROLE TEXT`
package struct NotifyEffect: Hashable, Sendable {
    package var role: Name
    package var text: TextTemplate
    package var span: SourceSpan

    package init(role: Name, text: TextTemplate, span: SourceSpan) {
        self.role = role
        self.text = text
        self.span = span
    }
}

/// `forbid ACTION on TARGET`
package struct ForbidEffect: Hashable, Sendable {
    package var action: Name
    package var target: Expression
    package var span: SourceSpan

    package init(action: Name, target: Expression, span: SourceSpan) {
        self.action = action
        self.target = target
        self.span = span
    }
}

/// `define NAME = EXPR` or `define ENTITY.NAME = EXPR`
package struct DefinitionDeclaration: Hashable, Sendable {
    /// The entity whose rows have the value; nothing for the organisation.
    package var entity: Name?
    package var name: Name
    package var value: Expression
    package var span: SourceSpan

    package init(entity: Name?, name: Name, value: Expression, span: SourceSpan) {
        self.entity = entity
        self.name = name
        self.value = value
        self.span = span
    }
}

/// `param NAME [as ENTITY.FIELD] = LITERAL [in RANGE | in LIST]`
package struct ParameterDeclaration: Hashable, Sendable {
    package enum Domain: Hashable, Sendable {
        case range(RangeLiteral)
        case list(ListLiteral)
    }

    package struct FieldType: Hashable, Sendable {
        package var entity: Name
        package var field: Name

        package init(entity: Name, field: Name) {
            self.entity = entity
            self.field = field
        }
    }

    package var name: Name
    package var fieldType: FieldType?
    /// A literal, or a bare level or choice name.
    package var defaultValue: Expression
    package var domain: Domain?
    package var span: SourceSpan

    package init(
        name: Name, fieldType: FieldType?, defaultValue: Expression, domain: Domain?, span: SourceSpan
    ) {
        self.name = name
        self.fieldType = fieldType
        self.defaultValue = defaultValue
        self.domain = domain
        self.span = span
    }
}

/// `waive RULE [for ENTITY [as VAR] where COND] until TIME because TEXT [by TEXT]`
package struct WaiverDeclaration: Hashable, Sendable {
    package struct Subject: Hashable, Sendable {
        package var entity: Name
        package var alias: Name?
        package var condition: Expression

        package init(entity: Name, alias: Name?, condition: Expression) {
            self.entity = entity
            self.alias = alias
            self.condition = condition
        }
    }

    package var rule: Name
    package var subject: Subject?
    package var until: TimeLiteral
    package var because: TextLiteral
    package var by: TextLiteral?
    package var span: SourceSpan

    package init(
        rule: Name, subject: Subject?, until: TimeLiteral, because: TextLiteral, by: TextLiteral?, span: SourceSpan
    ) {
        self.rule = rule
        self.subject = subject
        self.until = until
        self.because = because
        self.by = by
        self.span = span
    }
}
