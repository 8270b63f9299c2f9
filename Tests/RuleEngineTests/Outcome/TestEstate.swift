import RulePlan
import RuleText

@testable import RuleEngine

/// A plan made by hand, over devices and the alerts that refer to them. A rule's condition is one of their Boolean fields, `a` to `f`,
/// so that a row says by itself for which rules it is true, false or unknown.
struct TestEstate {
    static let device = EntityID(0)
    static let alert = EntityID(1)
    static let flags = ["a", "b", "c", "d", "e", "f"]

    var plan: Plan
    private var devices: [[Value]]? = []
    private var alerts: [[Value]]? = []
    private var line = 0

    init() {
        var device = EntitySchema(name: "device", title: nil, sources: ["machines"])
        device.fields =
            [FieldSchema(name: "id", type: .text), FieldSchema(name: "name", type: .text)]
            + Self.flags.map { FieldSchema(name: $0, type: .boolean) }
            + [
                FieldSchema(name: "score", type: .number), FieldSchema(name: "seen", type: .time),
                FieldSchema(name: "level", type: .levels(["low", "high"])),
            ]
        device.key = [FieldSlot(0)]
        var alert = EntitySchema(name: "alert", title: nil, sources: ["alerts"])
        alert.fields =
            [FieldSchema(name: "id", type: .text), FieldSchema(name: "device", type: .reference(Self.device))]
            + Self.flags.map { FieldSchema(name: $0, type: .boolean) }
        alert.key = [FieldSlot(0)]
        var schema = Schema()
        schema.entities = [device, alert]
        schema.roles = [RoleSchema(name: "soc", title: nil), RoleSchema(name: "admin", title: nil)]
        plan = Plan(schema: schema)
    }

    // MARK: What may be asked for

    mutating func task(_ name: String, title: String? = nil, on entity: EntityID? = nil) -> TaskID {
        plan.schema.tasks.append(TaskSchema(name: name, title: title, target: entity))
        return TaskID(plan.schema.tasks.count - 1)
    }

    mutating func action(
        _ name: String, title: String? = nil, parameters: [ActionSchema.Parameter] = [], reverses: [ActionID] = []
    ) -> ActionID {
        plan.schema.actions.append(
            ActionSchema(
                name: name, title: title, target: Self.device, approval: .required(role: nil), parameters: parameters,
                reverses: reverses))
        return ActionID(plan.schema.actions.count - 1)
    }

    static let soc = RoleID(0)
    static let admin = RoleID(1)

    // MARK: Rules

    /// - Parameter condition: The name of a flag; nothing for a condition that is always true.
    @discardableResult
    mutating func rule(
        _ name: String, for entity: EntityID? = TestEstate.device, when condition: String? = nil,
        severity: Severity? = nil, title: String? = nil, because: String? = nil, evidence: [String] = [],
        _ effects: PlanEffect...
    ) -> RuleID {
        line += 1
        plan.rules.append(
            PlanRule(
                name: name, title: title, severity: severity, tags: [], see: [],
                location: SourceLocation(file: "rules.secrule", line: line),
                subject: entity.map { PlanRule.Subject(entity: $0, top: nil) },
                condition: condition.map { field($0, of: entity ?? Self.device) } ?? constant(.boolean(true), .boolean),
                effects: effects, because: because.map { PlanTemplate(segments: [.text($0)]) },
                evidence: evidence.map {
                    PlanRule.Evidence(label: "device.\($0)", expression: field($0, of: entity ?? Self.device))
                }))
        return RuleID(plan.rules.count - 1)
    }

    mutating func waive(
        _ rule: RuleID, where condition: String? = nil, until: PlanWaiver.End, because: String = "agreed",
        by: String? = nil
    ) {
        line += 1
        let entity = plan[rule].subject?.entity ?? Self.device
        plan.waivers.append(
            PlanWaiver(
                rule: rule, condition: condition.map { field($0, of: entity) }, until: until, because: because, by: by,
                location: SourceLocation(file: "rules.secrule", line: line)))
    }

    mutating func constant(_ value: Value, _ type: ValueType) -> ExpressionID {
        plan.intern(.constant(value), type: type)
    }

    mutating func field(_ name: String, of entity: EntityID = TestEstate.device) -> ExpressionID {
        let row = plan.intern(.row(depth: 0), type: .reference(entity))
        let slot = plan.schema[entity].field(named: name) ?? FieldSlot(0)
        return plan.intern(.field(slot, of: row), type: plan.schema[entity][slot].type)
    }

    /// The row of a rule for devices, or the device of one for alerts.
    mutating func target(of entity: EntityID = TestEstate.device) -> PlanTarget {
        entity == Self.device
            ? PlanTarget(
                entity: Self.device, row: plan.intern(.row(depth: 0), type: .reference(Self.device)), label: "device")
            : PlanTarget(entity: Self.device, row: field("device", of: Self.alert), label: "alert.device")
    }

    mutating func bounds(within: TimeSpan? = nil, due: Instant? = nil) -> PlanDeadline {
        PlanDeadline(
            within: within.map { constant(.duration($0), .duration) }, due: due.map { constant(.time($0), .time) })
    }

    mutating func require(
        _ task: TaskID, on entity: EntityID? = nil, _ cadence: PlanCadence = .asNeeded, within: TimeSpan? = nil,
        due: Instant? = nil, by role: RoleID? = nil
    ) -> PlanEffect {
        .require(
            task, target: entity.map { target(of: $0) }, cadence: cadence, deadline: bounds(within: within, due: due),
            role: role)
    }

    mutating func run(
        _ action: ActionID, on entity: EntityID = TestEstate.device, with arguments: [(String, String)] = [],
        _ approval: PlanApproval = .required(role: nil), within: TimeSpan? = nil, due: Instant? = nil
    ) -> PlanEffect {
        .run(
            action, target: target(of: entity),
            arguments: arguments.map {
                PlanArgument(name: $0.0, value: constant(.text(Text($0.1)), .text), label: $0.0)
            },
            approval: approval, deadline: bounds(within: within, due: due))
    }

    mutating func forbid(_ action: ActionID, on entity: EntityID = TestEstate.device) -> PlanEffect {
        .forbid(action, target: target(of: entity))
    }

    // MARK: Data

    /// - Parameters:
    ///   - flags: Those that are true.
    ///   - unknown: Those that are missing; all others are false.
    mutating func device(
        _ id: String, name: String? = nil, _ flags: String = "", unknown: String = "", score: Double? = nil,
        seen: Instant? = nil, level: Int? = nil
    ) {
        devices?.append(
            [.text(Text(id)), name.map { .text(Text($0)) } ?? .missing] + Self.values(flags, unknown)
                + [
                    score.map(Value.number) ?? .missing, seen.map(Value.time) ?? .missing,
                    level.map(Value.member) ?? .missing,
                ])
    }

    mutating func alert(_ id: String, of device: String?, _ flags: String = "", unknown: String = "") {
        let row = devices?.firstIndex { $0[0] == .text(Text(device ?? "")) }
        alerts?.append([.text(Text(id)), row.map(Value.row) ?? .missing] + Self.values(flags, unknown))
    }

    mutating func removeDevices() { devices = [] }
    mutating func withholdDevices() { devices = nil }
    mutating func withholdAlerts() { alerts = nil }

    private static func values(_ flags: String, _ unknown: String) -> [Value] {
        Self.flags.map { unknown.contains($0) ? .missing : .boolean(flags.contains($0)) }
    }

    var data: Dataset {
        func table(_ entity: EntityID, _ rows: [[Value]]?) -> Table? {
            guard let rows else { return nil }
            let fields = plan.schema[entity].fields
            return Table(
                entity: entity, schema: plan.schema, rowCount: rows.count,
                columns: fields.enumerated().map { field, schema in
                    Column(rows.map { $0[field] }, type: schema.type)
                },
                keys: .parts(
                    rows.map { row in
                        if case .text(let id) = row[0] { [id.string] } else { [] }
                    }), rowCounts: [devices?.count ?? 0, alerts?.count ?? 0])
        }
        return Dataset(
            tables: [table(Self.device, devices), table(Self.alert, alerts)], scores: [],
            summaries: [
                DataSummary(entity: "device", rows: devices?.count, files: ["machines.json"]),
                DataSummary(entity: "alert", rows: alerts?.count),
            ])
    }

    // MARK: Runs

    static let now = time("2026-11-23T09:00:00Z")

    func outcome(
        at now: Instant = TestEstate.now, in zone: TestZone = .utc, _ events: [History.Event] = []
    ) -> Outcome {
        RuleEngine.run(plan, on: data, in: context(at: now, in: zone, events))
    }

    func context(at now: Instant = TestEstate.now, in zone: TestZone = .utc, _ events: [History.Event] = [])
        -> RunContext
    {
        RunContext(now: now, timeZone: zone.rules, timeZoneName: zone.rawValue, history: History(events: events))
    }
}

func opened(_ id: String, _ at: Instant) -> History.Event { History.Event(id: id, kind: .opened, at: at) }
func completed(_ id: String, _ at: Instant) -> History.Event { History.Event(id: id, kind: .completed, at: at) }
func closed(_ id: String, _ at: Instant) -> History.Event { History.Event(id: id, kind: .closed, at: at) }
func failed(_ id: String, _ at: Instant) -> History.Event { History.Event(id: id, kind: .failed, at: at) }

extension Outcome {
    func item(_ id: String) -> WorkItem? { items.first { $0.id == id } }
    var ids: [String] { items.map(\.id) }
}
