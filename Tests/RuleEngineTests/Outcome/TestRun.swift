import RuleCompiler
import RulePlan
import RuleText
import Testing

@testable import RuleEngine

/// A value in a row of a test, read as its field's type.
enum Cell: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral,
    ExpressibleByBooleanLiteral
{
    case text(String)
    case number(Double)
    case boolean(Bool)

    init(stringLiteral value: String) { self = .text(value) }
    init(integerLiteral value: Int) { self = .number(Double(value)) }
    init(floatLiteral value: Double) { self = .number(value) }
    init(booleanLiteral value: Bool) { self = .boolean(value) }

    func value(as type: ValueType) -> Value {
        switch (type, self) {
        case (.number, .number(let number)): .number(number)
        case (.boolean, .boolean(let truth)): .boolean(truth)
        case (.time, .text(let text)): .time(time(text))
        case (.text, .text(let text)), (.reference, .text(let text)): .text(Text(text))
        case (.levels(let names), .text(let text)), (.choices(let names), .text(let text)):
            names.firstIndex(of: text).map(Value.member) ?? .missing
        default: .missing
        }
    }
}

/// The rows of an entity; a field that a row leaves out is missing.
typealias Rows = [KeyValuePairs<String, Cell>]

/// The data model of the tests that begin with source text.
private let model = """
    entity device "A device" from "machines" key id stale after 2d by seen {
      id text  name text  risk none < low < medium < high  impact low < medium < high
      server boolean  patched boolean  weight number  seen time
    }
    entity alert from "alerts" key id { id text  device device  severity low < medium < high  open boolean }
    entity file from "files" in alert key alert, hash { alert alert  hash text  bad boolean }
    entity task_history key item, event, at {
      item text  event opened | completed | closed | failed  at time  name text  target text  note text
    }
    score exposure number 0..100 lower is better
    role soc "Security operations"
    role admin
    task improve_score "Improve score"
    task check_device on device
    task check_file on file
    task review_week
    action scan on device automatically at most 2 with type quick | full "Scan"
    action isolate on device on approval of admin
    action release on device on approval reverses isolate
    """

/// Compiles rules, runs them on rows and gives the outcome. Entities that are not given are absent.
func outcome(
    of source: String, given rows: [String: Rows] = [:], scores: [String: Double] = [:],
    at now: String = "2026-11-23T09:00:00Z", in zone: TestZone = .utc, _ events: [History.Event] = [],
    setting settings: [String: String] = [:], sourceLocation: Testing.SourceLocation = #_sourceLocation
) throws -> Outcome {
    let compilation = compile(
        [SourceFile(name: "rules.secrule", text: source)], model: SourceFile(name: "model.secrule", text: model))
    let problems = compilation.diagnostics.filter { $0.severity == .error }
        .map { "\($0.code.rawValue) \($0.message) at \($0.span)" }
    #expect(problems == [], sourceLocation: sourceLocation)
    let compiled = compilation.plan
    let plan = try #require(compiled, sourceLocation: sourceLocation)

    var builder = DatasetBuilder(schema: plan.schema)
    for (name, rows) in rows {
        let entity = try #require(plan.schema.entity(named: name), sourceLocation: sourceLocation)
        builder.declare(entity, file: "\(name).json")
        for (place, row) in rows.enumerated() {
            var values = [Value](repeating: .missing, count: plan.schema[entity].fields.count)
            for (field, cell) in row {
                let slot = try #require(plan.schema[entity].field(named: field), sourceLocation: sourceLocation)
                values[slot.index] = cell.value(as: plan.schema[entity][slot].type)
            }
            builder.add(values, to: entity, at: DataPlace(file: "\(name).json", line: place + 1))
        }
    }
    for (place, score) in plan.schema.scores.enumerated() {
        if let value = scores[score.name] {
            builder.set(ScoreID(place), to: .number(value), at: DataPlace(file: "scores.json", line: 1))
        }
    }
    let parameters = try ParameterSettings(parameters: plan.parameters, timeZone: zone.rules)
        .values(of: settings.map { (name: $0.key, text: $0.value) })
    return run(
        plan, on: builder.finish(),
        in: RunContext(
            now: time(now), timeZone: zone.rules, timeZoneName: zone.rawValue, parameters: parameters,
            history: History(events: events)))
}
