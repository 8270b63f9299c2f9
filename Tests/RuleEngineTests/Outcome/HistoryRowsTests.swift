import RulePlan
import Testing

@testable import RuleEngine

@Suite struct `The history as data` {
    private let now = time("2026-11-23T09:00:00Z")
    private let rule = """
        rule undone
          when no task_history where name == "review_week" and event == completed and at newer than 7d
          then raise low "not done"
        """

    @Test func `tells what was done when`() throws {
        let done = completed("task/review_week", now - hours(24))
        #expect(try outcome(of: rule, done).items.isEmpty)
        let long = completed("task/review_week", now - hours(24 * 8))
        #expect(try outcome(of: rule, long).items.map(\.id) == ["finding/undone"])
        #expect(try outcome(of: rule, opened("task/review_week", now)).items.count == 1)
    }

    @Test func `is absent where nothing is known of what was done`() throws {
        let outcome = try outcome(of: rule)
        #expect(outcome.items.isEmpty)
        #expect(outcome.undetermined.map(\.missing) == [["task_history"]])
    }

    @Test func `has a row for each event, with the name and target in its item's id`() throws {
        let source = """
            rule rows for task_history when always then raise low "{name} {target} {event} {note}"
            """
        let events = [
            opened("task/check_device/device/D%2F1", now), completed("action/scan/device/d2", now),
            opened("finding/undone", now), opened("finding/undone/2", now),
            opened("notification/undone/soc/device/d3/2", now),
            opened("ticket/1", now), opened("task/check_device/device/D%2F1", now),
        ]
        let outcome = try outcome(of: source, events: events)
        #expect(
            outcome.items.map(\.text).sorted { ($0 ?? "") < ($1 ?? "") } == [
                "check_device D%2F1 opened unknown", "scan d2 completed unknown", "undone d3 opened unknown",
                "undone unknown opened unknown", "undone unknown opened unknown",
            ])
        #expect(outcome.data.first { $0.entity == "task_history" }?.rows == 5)
    }

    @Test func `gives way to rows that were given`() throws {
        let rows: Rows = [
            ["item": "task/review_week", "event": "opened", "at": "2026-11-20T09:00:00Z", "name": "given"]
        ]
        let source = "rule rows for task_history when always then raise low \"{name}\""
        let outcome = try outcome(
            of: source, given: ["task_history": rows], events: [completed("task/review_week", now)])
        #expect(outcome.items.map(\.text) == ["given"])
    }

    private func outcome(of source: String, _ event: History.Event) throws -> Outcome {
        try outcome(of: source, events: [event])
    }

    private func outcome(
        of source: String, given rows: [String: Rows] = [:], events: [History.Event] = []
    ) throws -> Outcome {
        try RuleEngineTests.outcome(of: source, given: rows, events)
    }
}
