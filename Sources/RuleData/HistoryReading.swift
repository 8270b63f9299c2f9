package import RuleEngine
import RulePlan
import RuleText

/// The history of items, read from NDJSON: `{"id": ITEM_ID, "event": "opened", "at": TIME}` on each line.
///
/// Unknown keys are allowed. A line that can't be read is left out and reported; the other lines count.
package struct HistoryReading: Sendable {
    package var history: History
    /// In the order of lines; each with its line.
    package var problems: [DataReadError]

    package init(_ bytes: [UInt8], name: String) {
        history = History()
        problems = []
        let isMarked = bytes.starts(with: [0xEF, 0xBB, 0xBF])
        let lines = bytes.dropFirst(isMarked ? 3 : 0)
            .split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        for (index, line) in lines.enumerated() where !line.allSatisfy(JSONScanner.isSpace) {
            switch Self.event(Array(line)) {
            case .success(let event):
                history.events.append(event)
            case .failure(let reason):
                problems.append(DataReadError(.invalidHistoryLine, file: name, line: index + 1, reason.message))
            }
        }
    }

    private struct Reason: Error {
        var message: String
    }

    private static func event(_ line: [UInt8]) -> Result<History.Event, Reason> {
        guard line.firstInvalidUTF8 == nil, !line.contains(0) else { return .failure(Reason(message: "not text")) }
        var scanner = JSONScanner(line, file: "")
        do {
            try scanner.scanValue()
        } catch {
            return .failure(Reason(message: error.message))
        }
        guard scanner.peek() == nil, let members = scanner.value(at: 0).members else {
            return .failure(Reason(message: "expected one object on the line"))
        }
        guard case .text(let id)? = members.value(at: "id")?.content, !id.isEmpty else {
            return .failure(Reason(message: "expected an item's id under \"id\""))
        }
        guard case .text(let word)? = members.value(at: "event")?.content, let kind = History.Event.Kind(rawValue: word)
        else {
            let known = History.Event.Kind.allCases.map { "\"\($0.rawValue)\"" }.joined(separator: ", ")
            return .failure(Reason(message: "expected one of \(known) under \"event\""))
        }
        guard case .text(let time)? = members.value(at: "at")?.content, let instant = TimeReading(time).instant else {
            return .failure(Reason(message: "expected an ISO 8601 time under \"at\""))
        }
        return .success(History.Event(id: id, kind: kind, at: instant))
    }
}
