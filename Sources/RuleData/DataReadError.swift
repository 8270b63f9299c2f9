import RuleEngine
public import RuleText

/// Why a file of data can't be read whole: it is cut short, malformed, no text, or belongs to nothing that was named.
public struct DataReadError: Error, Hashable, Sendable, CustomStringConvertible {
    /// `unreadableFile`, `notText`, or `unknownFile` where the given name is no entity or score.
    public var code: DiagnosticCode
    /// As it was given.
    public var file: String
    /// From 1; nothing where the whole file is meant.
    public var line: Int?
    /// What was found and what was expected: one line, lower case, no full stop.
    public var message: String

    package init(_ code: DiagnosticCode, file: String, line: Int?, _ message: String) {
        self.code = code
        self.file = file
        self.line = line
        self.message = message
    }

    /// `machines.json:17: the file ends inside an object`
    public var description: String {
        if let line { "\(file):\(line): \(message)" } else { "\(file): \(message)" }
    }

    var place: DataPlace { DataPlace(file: file, line: line) }
}
