import RuleEngine
import RulePlan
import RuleText
import Testing

@testable import RuleData

@Suite struct `The history` {
    @Test func `is read line by line, in order`() {
        let reading = HistoryReading(
            Array(
                """
                {"id": "task/patch", "event": "opened", "at": "2026-11-22T10:00:00Z", "by": {"name": "Kim"}}\r

                {"at": "2026-11-22T11:00:00+01:00", "event": "completed", "id": "task/patch"}
                """.utf8), name: "history.ndjson")
        #expect(reading.problems == [])
        #expect(reading.history.events.map(\.id) == ["task/patch", "task/patch"])
        #expect(reading.history.events.map(\.kind) == [.opened, .completed])
        #expect(reading.history.events.map(\.at.utcText) == ["2026-11-22T10:00:00Z", "2026-11-22T10:00:00Z"])
    }

    @Test func `leaves out lines that can't be read and says which`() {
        let lines = [
            #"{"id": "task/a", "event": "finished", "at": "2026-11-22T10:00:00Z"}"#,
            #"{"event": "opened", "at": "2026-11-22T10:00:00Z"}"#,
            #"{"id": "task/a", "event": "opened", "at": "yesterday"}"#,
            #"{"id": "task/a", "event": "opened", "at": "0001-01-01T00:00:00Z"}"#,
            #"["task/a"]"#,
            #"{} {}"#,
            #"{"id": "task/b", "event": "closed", "at": "2026-11-22T10:00:00Z"}"#,
            #"{"id": "task/c", "event": "closed", "at": "2026-"#,
        ]
        let bytes = [0xEF, 0xBB, 0xBF] + Array(lines.joined(separator: "\n").utf8) + [0x0A, 0xFF, 0x0A]
        let reading = HistoryReading(bytes, name: "h")
        #expect(reading.history.events.map(\.id) == ["task/b"])
        #expect(reading.problems.allSatisfy { $0.code == .invalidHistoryLine })
        #expect(
            reading.problems.map(\.description) == [
                #"h:1: expected one of "opened", "completed", "closed", "failed" under "event""#,
                #"h:2: expected an item's id under "id""#,
                #"h:3: expected an ISO 8601 time under "at""#,
                #"h:4: expected an ISO 8601 time under "at""#,
                "h:5: expected one object on the line",
                "h:6: expected one object on the line",
                "h:8: the file ends where '\"' at the end of a text was expected",
                "h:9: not text",
            ])
    }

    @Test func `may be empty`() {
        #expect(HistoryReading([], name: "h").history.events.isEmpty)
    }
}
