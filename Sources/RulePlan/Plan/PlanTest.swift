/// A test of the rules, checked. Its expressions are evaluated in the empty frame.
package struct PlanTest: Hashable, Sendable {
    package struct Row: Hashable, Sendable {
        package var entity: EntityID
        /// The values of the key's fields, in the order of the key.
        package var key: [String]
        /// The key's fields among them. A reference is the key of its row: text, or a list of texts where that key is composite.
        package var values: [FieldSlot: ExpressionID]
        /// Derived values that take the place of what the definitions come to for this row; references as in `values`.
        package var derived: [DefinitionID: ExpressionID]

        package init(
            entity: EntityID, key: [String], values: [FieldSlot: ExpressionID],
            derived: [DefinitionID: ExpressionID] = [:]
        ) {
            self.entity = entity
            self.key = key
            self.values = values
            self.derived = derived
        }
    }

    package struct Target: Hashable, Sendable {
        package var entity: EntityID
        package var key: [String]

        package init(entity: EntityID, key: [String]) {
            self.entity = entity
            self.key = key
        }
    }

    package struct Event: Hashable, Sendable {
        /// `opened`, `completed`, `closed` or `failed`.
        package var kind: String
        package var subject: Subject
        package var target: Target?
        package var at: ExpressionID

        package init(kind: String, subject: Subject, target: Target?, at: ExpressionID) {
            self.kind = kind
            self.subject = subject
            self.target = target
            self.at = at
        }
    }

    package enum Subject: Hashable, Sendable {
        case task(TaskID)
        case action(ActionID)
    }

    package struct Expectation: Hashable, Sendable {
        package enum Approval: String, Hashable, Sendable {
            case automatic, required, held
        }

        package enum RuleState: String, Hashable, Sendable {
            case fires, quiet, undetermined
        }

        package enum Kind: Hashable, Sendable {
            case item(Subject, target: Target?, approval: Approval?, due: ExpressionID?)
            case raise(Severity, text: String?, target: Target?)
            case notify(RoleID, text: String?, target: Target?)
            case forbid(ActionID, target: Target?)
            case rule(RuleID, RuleState, target: Target?)
            case nothingElse
        }

        package var isNegated: Bool
        package var kind: Kind
        package var location: SourceLocation
        /// As written, on one line.
        package var text: String

        package init(isNegated: Bool, kind: Kind, location: SourceLocation, text: String) {
            self.isNegated = isNegated
            self.kind = kind
            self.location = location
            self.text = text
        }
    }

    package var title: String
    /// The rules that run; all of them where empty.
    package var rules: [RuleID]
    package var location: SourceLocation
    package var now: PlanWaiver.End?
    package var timeZone: String?
    package var parameters: [ParameterID: ExpressionID]
    package var scores: [ScoreID: ExpressionID]
    /// Values that take the place of what the organisation's definitions come to; a reference is the key of its row, as in `Row`.
    package var derived: [DefinitionID: ExpressionID]
    package var rows: [Row]
    /// Entities that are empty rather than absent.
    package var emptyEntities: [EntityID]
    package var events: [Event]
    package var expectations: [Expectation]

    package init(title: String, rules: [RuleID], location: SourceLocation) {
        self.title = title
        self.rules = rules
        self.location = location
        now = nil
        timeZone = nil
        parameters = [:]
        scores = [:]
        derived = [:]
        rows = []
        emptyEntities = []
        events = []
        expectations = []
    }
}
