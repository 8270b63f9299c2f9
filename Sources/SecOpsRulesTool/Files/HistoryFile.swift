import RuleData
import RuleEngine
import RulePlan
import RuleText

/// The file of what happened to items: a line of JSON for each event.
struct HistoryFile {
    let path: String

    /// - Parameter isNewAllowed: Whether a file that isn't there yet is an empty history.
    func read(isNewAllowed: Bool, in environment: Environment) throws(CommandFailure) -> HistoryReading {
        let bytes: [UInt8]
        do {
            bytes = try environment.files.read(path, limit: .max)
        } catch {
            guard error.isMissing else { throw CommandFailure(error) }
            guard isNewAllowed else {
                throw CommandFailure("\(CommandFailure(error).message); 'run --record' and 'done' make it")
            }
            bytes = []
        }
        return HistoryReading(bytes, name: path)
    }

    /// Adds events, all or none.
    func append(_ events: [History.Event], in environment: Environment) throws(CommandFailure) {
        guard !events.isEmpty else { return }
        let lines = events.map { event in
            JSONValue.object([
                ("id", .text(event.id)), ("event", .text(event.kind.rawValue)), ("at", .text(event.at.utcText)),
            ]).compact + "\n"
        }
        do { try environment.files.append(lines.joined(), to: path) } catch { throw CommandFailure(error) }
    }
}
