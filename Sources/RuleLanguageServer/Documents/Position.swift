import RuleData
import RuleText

/// A place in a document as the protocol writes it; both from 0.
struct Position: Hashable, Comparable, Sendable {
    var line: Int
    /// In the code units that were negotiated.
    var character: Int

    init(line: Int, character: Int) {
        self.line = line
        self.character = character
    }

    /// Nothing where it is none. Numbers below 0 count as 0.
    init?(_ value: InputValue?) {
        guard let line = value?["line"]?.integer, let character = value?["character"]?.integer else { return nil }
        self.line = max(line, 0)
        self.character = max(character, 0)
    }

    var json: JSONValue { .object([("line", .integer(line)), ("character", .integer(character))]) }

    static func < (left: Position, right: Position) -> Bool {
        (left.line, left.character) < (right.line, right.character)
    }
}

/// What a position's `character` counts.
enum PositionEncoding: String, Sendable {
    case utf8 = "utf-8"
    case utf16 = "utf-16"

    /// The first that the client prefers of those that the server knows; what every client knows is UTF-16.
    init(preferences: [String]) {
        self = preferences.lazy.compactMap(PositionEncoding.init(rawValue:)).first ?? .utf16
    }
}

extension LineIndex {
    func position(at offset: UInt32, in encoding: PositionEncoding) -> Position {
        switch encoding {
        case .utf16:
            let position = utf16Position(at: offset)
            return Position(line: position.line - 1, character: position.column - 1)
        case .utf8:
            let line = self.line(at: offset)
            let content = content(ofLine: line)
            let end = min(max(Int(offset), content.lowerBound), content.upperBound)
            return Position(line: line - 1, character: end - content.lowerBound)
        }
    }

    func range(of span: SourceSpan, in encoding: PositionEncoding) -> JSONValue {
        .object([
            ("start", position(at: span.start, in: encoding).json), ("end", position(at: span.end, in: encoding).json),
        ])
    }
}
