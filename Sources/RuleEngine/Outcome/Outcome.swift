public import RulePlan
public import RuleText

/// What a run proposes, and beside it what could not be determined. Nothing of it has been sent or executed.
public struct Outcome: Hashable, Sendable {
    /// Whose work it is, where one run looks after several organisations; else nothing.
    public package(set) var tenant: String?
    /// The instant of the run.
    public var now: Instant
    /// The name of the run's time zone.
    public var timeZone: String
    /// By due time (none last), severity (highest first, none last), name, target and id.
    public var items: [WorkItem]
    public var undetermined: [UndeterminedMatch]
    public var waived: [WaivedMatch]
    public var forbidden: [ForbiddenAction]
    public var conflicts: [ActionConflict]
    public var expiredWaivers: [ExpiredWaiver]
    /// One for each rule, in the order of the program: by file, then line.
    public var rules: [RuleTally]
    /// One for each entity of the model, in its order, then the scores, then what belonged to nothing.
    public var data: [DataSummary]

    // For the tool; none of it is part of the outcome document.

    /// Waivers that hold, but for 14 more days at most; in the order of the program.
    package var endingWaivers: [WaiverNotice] = []
    /// Waivers that hold and waived nothing in this run; in the order of the program.
    package var unusedWaivers: [WaiverNotice] = []
    /// Every match that is neither waived nor undetermined, in the order of the program, then of the rows' keys.
    package var firedMatches: [FiredMatch] = []
    /// Every forbid that holds, whether or not some rule asks for the action.
    package var forbids: [ForbiddenAction] = []
    /// Items that the rules ask for, but which need not be listed now: automatic actions under way, recurring tasks that are done.
    package var standingItems: Set<ItemID> = []
    /// Items of which this run can't say whether the rules ask for them.
    package var unsettledItems = UnsettledItems()

    /// Whether an item is at least so severe.
    package func hasItem(ofAtLeast severity: Severity) -> Bool {
        items.contains { $0.severity.map { $0 >= severity } ?? false }
    }

    package init(now: Instant, timeZone: String) {
        self.now = now
        self.timeZone = timeZone
        items = []
        undetermined = []
        waived = []
        forbidden = []
        conflicts = []
        expiredWaivers = []
        rules = []
        data = []
    }
}

/// A row that work is about.
public struct Target: Hashable, Sendable {
    public var entity: String
    /// The row's key as spelled in the data; the parts of a composite key, joined with `,`, `%`, `/` and `,` in them percent-encoded.
    public var key: String
    /// What a person calls it: its name or title, else its key.
    public var label: String

    package init(entity: String, key: String, label: String) {
        self.entity = entity
        self.key = key
        self.label = label
    }
}

/// One piece of proposed work: everything that all rules together ask of one task, action or message on one target.
public struct WorkItem: Hashable, Sendable {
    public enum Kind: String, Hashable, Sendable {
        case task, action, finding, notification
    }

    public enum Approval: String, Hashable, Sendable {
        case required, automatic, held
    }

    public enum HoldReason: String, Hashable, Sendable {
        case limit
        case conflict
        case undeterminedForbid = "undetermined forbid"
    }

    public struct Argument: Hashable, Sendable {
        public var name: String
        public var value: ReportedValue

        package init(name: String, value: ReportedValue) {
            self.name = name
            self.value = value
        }
    }

    /// Made of kind, name and target alone: the same tomorrow.
    public var id: String
    public var kind: Kind
    /// The task's or action's name; nothing for findings and notifications.
    public var name: String?
    public var title: String
    public var target: Target?
    /// In the order of the action's parameters.
    public var arguments: [Argument]
    /// The highest of the rules'.
    public var severity: Severity?
    /// For actions.
    public var approval: Approval?
    /// Why an action that might have run, or been approved, is held.
    public var heldBecause: HoldReason?
    /// Roles, by name.
    public var approvers: [String]
    /// Who does a task or receives a notification.
    public var role: String?
    /// Of findings and notifications.
    public var text: String?
    /// Of tasks: `daily`, `weekly on monday`, `monthly on day 1`, `every 3 days`, `as needed`; of actions always `as needed`.
    public var cadence: String?
    public var firstSeen: Instant
    public var due: Instant?
    /// One for each match of a rule that asks, in the order of the program, then of the rows' keys. Of rows of which one rule says
    /// the same, with the same evidence, there is one.
    public var reasons: [Reason]

    package init(id: String, kind: Kind, title: String, firstSeen: Instant) {
        self.id = id
        self.kind = kind
        self.title = title
        self.firstSeen = firstSeen
        arguments = []
        approvers = []
        reasons = []
    }
}

/// Why a rule asks for an item.
public struct Reason: Hashable, Sendable {
    public struct Evidence: Hashable, Sendable {
        /// `device.risk_level`, `exposure_score`, `any alert of device where severity >= high`
        public var label: String
        public var value: ReportedValue

        package init(label: String, value: ReportedValue) {
            self.label = label
            self.value = value
        }
    }

    public var rule: String
    /// The rule's own words, filled in.
    public var because: String?
    public var evidence: [Evidence]

    package init(rule: String, because: String?, evidence: [Evidence]) {
        self.rule = rule
        self.because = because
        self.evidence = evidence
    }
}

/// A value as a reader sees it: levels and choices by name, rows by key.
public indirect enum ReportedValue: Hashable, Sendable {
    case missing
    case boolean(Bool)
    case number(Double)
    case text(String)
    case time(Instant)
    case duration(TimeSpan)
    case list([ReportedValue])
}

/// A rule that could not be decided for a row, or for the organisation.
public struct UndeterminedMatch: Hashable, Sendable {
    public var rule: String
    public var target: Target?
    /// The parts of the condition that are unknown, or the entities for which no data was given.
    public var missing: [String]

    package init(rule: String, target: Target?, missing: [String]) {
        self.rule = rule
        self.target = target
        self.missing = missing
    }
}

public struct WaivedMatch: Hashable, Sendable {
    public var rule: String
    public var target: Target?
    /// The last instant at which the waiver holds.
    public var until: Instant
    public var because: String
    public var by: String?

    package init(rule: String, target: Target?, until: Instant, because: String, by: String?) {
        self.rule = rule
        self.target = target
        self.until = until
        self.because = because
        self.by = by
    }
}

/// An action that rules asked for and other rules took away.
public struct ForbiddenAction: Hashable, Sendable {
    public var action: String
    public var target: Target
    /// The rules that forbid it, in the order of the program.
    public var by: [String]
    public var askedBy: [String]

    package init(action: String, target: Target, by: [String], askedBy: [String]) {
        self.action = action
        self.target = target
        self.by = by
        self.askedBy = askedBy
    }
}

/// Actions on one target that reverse each other, or one action with different arguments.
public struct ActionConflict: Hashable, Sendable {
    public var target: Target
    public var actions: [String]
    public var rules: [String]

    package init(target: Target, actions: [String], rules: [String]) {
        self.target = target
        self.actions = actions
        self.rules = rules
    }
}

public struct ExpiredWaiver: Hashable, Sendable {
    public var rule: String
    public var until: Instant

    package init(rule: String, until: Instant) {
        self.rule = rule
        self.until = until
    }
}

/// How often a rule was evaluated and what came of it.
public struct RuleTally: Hashable, Sendable {
    public var rule: String
    public var location: SourceLocation
    public var evaluated: Int
    /// Rows for which the condition was true, waived ones not counted.
    public var fired: Int
    public var undetermined: Int
    public var waived: Int

    package init(rule: String, location: SourceLocation) {
        self.rule = rule
        self.location = location
        evaluated = 0
        fired = 0
        undetermined = 0
        waived = 0
    }
}

/// What was read for an entity, and what was wrong with it.
public struct DataSummary: Hashable, Sendable {
    public struct Problem: Hashable, Sendable {
        public var code: DiagnosticCode
        public var count: Int
        /// The first one: `machines.json:17: …`
        public var example: String

        package init(code: DiagnosticCode, count: Int, example: String) {
            self.code = code
            self.count = count
            self.example = example
        }
    }

    /// The entity's name, or `scores`; nothing for files that belong to no entity.
    public var entity: String?
    /// Nothing where no data was given.
    public var rows: Int?
    public var files: [String]
    /// By code.
    public var problems: [Problem]

    package init(entity: String?, rows: Int?, files: [String] = [], problems: [Problem] = []) {
        self.entity = entity
        self.rows = rows
        self.files = files
        self.problems = problems
    }
}
