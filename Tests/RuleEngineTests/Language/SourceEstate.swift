import RuleCompiler
import RulePlan
import RuleText
import Testing

@testable import RuleEngine

/// Conditions written in the language, evaluated for devices of a small estate.
///
/// Every device has the same values: those that are known under a plain name, and a missing one of each type under `no_…`. They
/// differ in their alerts; `d3` has none. There is no data for reports, and there are no memos.
enum SourceEstate {
    private static let model = """
        entity user from "users" key id {
          id   text
          name text
        }
        entity device from "devices" key id {
          id         text
          size       number
          zero       number
          title      text
          path       text
          managed    boolean
          retired    boolean
          seen       time
          uptime     duration
          os         version
          address    ip
          risk       none < low < medium < high
          color      red | green | blue
          labels       list of text
          ports      list of number
          owner      user
          lost       user
          no_size    number
          no_title   text
          no_managed boolean
          no_seen    time
          no_uptime  duration
          no_os      version
          no_address ip
          no_risk    none < low < medium < high
          no_color   red | green | blue
          no_labels    list of text
          no_owner   user
        }
        entity alert from "alerts" key id {
          id       text
          device   device
          severity none < low < medium < high
          points    number
          closed   boolean
          opened   time
          took     duration
        }
        entity move from "moves" key id {
          id     text
          source device
          target device
        }
        entity report from "reports" key id {
          id     text
          device device
          points  number
        }
        entity memo from "memos" key id {
          id     text
          device device
          points  number
        }
        score exposure number 0..100 lower is better
        score no_exposure number 0..100 lower is better
        param limit = 2
        define total = count(alert)
        define no_total = count(report)
        define device.double = size * 2
        define device.open_alerts = count(alert of device where not closed)
        define device.no_double = no_size * 2
        task check on device "Check"
        task check_all "Check all"
        """

    static let now = time("2026-11-23T09:00:00Z")

    /// Amsterdam is an hour ahead of UTC on that day.
    static let context = RunContext(
        now: now, timeZone: TestZone.amsterdam.rules, timeZoneName: TestZone.amsterdam.rawValue)

    /// A rule for one device, or for the organisation where it is nothing, with what the estate's data make of it.
    struct Evaluation {
        let evaluator: ScalarEvaluator
        let rule: PlanRule
        let frame: ScalarEvaluator.Frame

        var truth: Bool? { evaluator.truth(of: rule.condition, in: frame) }

        var missing: [String] {
            evaluator.missingLabels(of: rule.condition, evidence: rule.evidence, in: frame)
        }

        var because: String? { rule.because.map { evaluator.text(of: $0, in: frame) } }

        var evidence: [String: ReportedValue] {
            Dictionary(rule.evidence.map { ($0.label, evaluator.reported($0.expression, in: frame)) }) { $1 }
        }
    }

    struct Mistake: Error, CustomStringConvertible {
        var description: String
    }

    static func evaluation(of condition: String, for device: String? = "d1", because: String? = nil) throws
        -> Evaluation
    {
        let reason = because.map { "\nbecause \"\($0)\"" } ?? ""
        let effect = device == nil ? "require check_all" : "require check on device"
        let source = "\(device == nil ? "" : "for device\n")when \(condition)\nthen \(effect)\(reason)\n"
        let compilation = compile(
            [SourceFile(name: "test.secrule", bytes: Array(source.utf8))],
            model: SourceFile(name: "model.secrule", bytes: Array(model.utf8)))
        guard let plan = compilation.plan, let rule = plan.rules.first else {
            throw Mistake(
                description: "\(condition): "
                    + compilation.diagnostics.filter { $0.severity == .error }.map(\.message).joined(separator: "; "))
        }
        let data = data(for: plan.schema)
        var frame: ScalarEvaluator.Frame = []
        if let device {
            let keys = plan.schema.entity(named: "device").flatMap { data.table($0) }.map { Array($0.keys) } ?? []
            guard let row = keys.firstIndex(of: [device]) else { throw Mistake(description: "no \(device)") }
            frame = [row]
        }
        return Evaluation(
            evaluator: ScalarEvaluator(plan: plan, data: data, context: context), rule: rule, frame: frame)
    }

    static func truth(_ condition: String, for device: String? = "d1") throws -> Bool? {
        try evaluation(of: condition, for: device).truth
    }

    // MARK: - Data

    private static func data(for schema: Schema) -> Dataset {
        var builder = DatasetBuilder(schema: schema)
        func add(_ values: [String: Value], to name: String) {
            guard let entity = schema.entity(named: name) else { return }
            builder.add(
                schema[entity].fields.map { values[$0.name] ?? .missing }, to: entity,
                at: DataPlace(file: "\(name).json", line: 1))
        }
        func text(_ text: String) -> Value { .text(Text(text)) }
        func span(_ hours: Double) -> Value { .duration(TimeSpan(seconds: Int64(hours * 3_600))) }
        func ago(_ hours: Double) -> Value {
            Value(time: now.advanced(by: TimeSpan(seconds: -Int64(hours * 3_600))))
        }

        add(["id": text("u1"), "name": text("Ann")], to: "user")
        for device in ["d1", "d2", "d3", "d4", "d5", "d6"] {
            add(
                [
                    "id": text(device), "size": .number(2), "zero": .number(0), "title": text("Alpha Beta"),
                    "path": text(#"C:\Windows\System32\cmd.exe"#), "managed": .boolean(true),
                    "retired": .boolean(false),
                    "seen": ago(1), "uptime": span(1.5), "os": Version("10.10.0").map(Value.version) ?? .missing,
                    "address": IPAddress("10.1.2.3").map(Value.address) ?? .missing, "risk": .member(2),
                    "color": .member(1), "labels": .list([text("Alpha"), text("beta")]),
                    "ports": .list([.number(22), .number(443)]), "owner": text("U1"), "lost": text("gone"),
                ], to: "device")
        }

        func alert(
            _ id: String, of device: String, severity: Int? = nil, points: Double? = nil, closed: Bool? = nil,
            opened: Double? = nil, took: Double? = nil
        ) {
            add(
                [
                    "id": text(id), "device": text(device), "severity": severity.map(Value.member) ?? .missing,
                    "points": points.map(Value.number) ?? .missing, "closed": closed.map(Value.boolean) ?? .missing,
                    "opened": opened.map(ago) ?? .missing, "took": took.map(span) ?? .missing,
                ], to: "alert")
        }
        // Of the last one nothing is known.
        alert("a1", of: "d1", severity: 3, points: 5, closed: false, opened: 2, took: 1)
        alert("a2", of: "d1", severity: 1, points: 1, closed: true, opened: 24, took: 2)
        alert("a3", of: "d1")
        // All is known, and both were opened at once.
        alert("a5", of: "d2", severity: 2, points: 3, closed: false, opened: 3, took: 2)
        alert("a4", of: "d2", severity: 3, points: 2, closed: false, opened: 3, took: 1)
        // Of the second, older and lower, it is not known whether it is closed.
        alert("a6", of: "d4", severity: 3, points: 4, closed: false, opened: 1, took: 3)
        alert("a7", of: "d4", severity: 1, points: 2, opened: 2, took: 1)
        // The same, with nothing to add.
        alert("a8", of: "d5", points: 3, closed: false, opened: 1, took: 3)
        alert("a9", of: "d5", points: 0, opened: 1, took: 0)
        // The newer has no points.
        alert("a10", of: "d6", closed: false, opened: 1)
        alert("a11", of: "d6", points: 1, closed: false, opened: 2)
        add(["id": text("m1"), "source": text("d1"), "target": text("d2")], to: "move")
        if let memo = schema.entity(named: "memo") { builder.declare(memo, file: "memos.json") }
        if let exposure = schema.scores.firstIndex(where: { $0.name == "exposure" }) {
            builder.set(ScoreID(exposure), to: .number(70), at: DataPlace(file: "scores.json", line: 1))
        }
        return builder.finish()
    }
}
