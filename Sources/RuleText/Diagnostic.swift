/// What was found wrong, where, and what can be done about it.
public struct Diagnostic: Hashable, Sendable {
    /// How much it matters. `error` keeps a program from running.
    public enum Severity: String, Hashable, Sendable, CaseIterable {
        case error, warning
    }

    /// Another place that matters, such as a first declaration.
    public struct Note: Hashable, Sendable {
        public var message: String
        public var span: SourceSpan

        public init(_ message: String, at span: SourceSpan) {
            self.message = message
            self.span = span
        }
    }

    /// An edit that mends the mistake, offered only where there is one likely intent.
    public struct Fix: Hashable, Sendable {
        public enum Applicability: String, Hashable, Sendable {
            /// The meaning is what the author must have had in mind.
            case safe
            /// The rule may mean something else afterwards.
            case changesMeaning
        }

        /// The bytes to replace; empty to insert.
        public var span: SourceSpan
        public var replacement: String
        public var applicability: Applicability

        public init(replacing span: SourceSpan, with replacement: String, _ applicability: Applicability) {
            self.span = span
            self.replacement = replacement
            self.applicability = applicability
        }
    }

    public var code: DiagnosticCode
    public var severity: Severity
    /// The smallest text to change.
    public var span: SourceSpan
    /// One line, lower case, no full stop: what was found and what was expected.
    public var message: String
    public var notes: [Note]
    /// What to do, in one line: `did you mean 'risk_level'?`.
    public var help: String?
    public var fix: Fix?

    /// - Parameter severity: By default the one that the code has of itself.
    public init(
        _ code: DiagnosticCode, at span: SourceSpan, _ message: String, severity: Severity? = nil,
        notes: [Note] = [], help: String? = nil, fix: Fix? = nil
    ) {
        self.code = code
        self.severity = severity ?? code.defaultSeverity
        self.span = span
        self.message = message
        self.notes = notes
        self.help = help
        self.fix = fix
    }

    /// Adds a help line and the edit that does what it says.
    public mutating func suggest(
        _ help: String, replacing span: SourceSpan, with replacement: String, _ applicability: Fix.Applicability
    ) {
        self.help = help
        fix = Fix(replacing: span, with: replacement, applicability)
    }
}

extension [Diagnostic] {
    /// By file, place, code and message: the order in which they are shown. Exact repetitions are dropped.
    public func sortedForDisplay() -> [Diagnostic] {
        let sorted = self.sorted { left, right in
            (left.span, left.code.rawValue, left.message) < (right.span, right.code.rawValue, right.message)
        }
        var result: [Diagnostic] = []
        result.reserveCapacity(sorted.count)
        for diagnostic in sorted where result.last != diagnostic {
            result.append(diagnostic)
        }
        return result
    }

    public var hasErrors: Bool { contains { $0.severity == .error } }
}
