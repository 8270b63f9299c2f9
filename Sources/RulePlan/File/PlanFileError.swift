/// Why bytes are no plan that can be run.
public struct PlanFileError: Error, Hashable, Sendable, CustomStringConvertible {
    public enum Cause: Hashable, Sendable {
        /// They do not begin as a compiled plan does.
        case foreign
        /// They are of a format that this version does not read.
        case otherFormat
        /// The end is missing, or more follows.
        case wrongSize
        /// They are not what was written.
        case damaged
        /// They are whole, but what they say can't be run.
        case impossible
    }

    public let cause: Cause
    /// One line that says what to do, to be read behind the name of the file: `is cut short …`
    public let message: String

    init(_ cause: Cause, _ message: String) {
        self.cause = cause
        self.message = message
    }

    public var description: String { "the plan \(message)" }

    /// What is wrong with a plan that is whole.
    static func impossible(_ problem: String) -> PlanFileError {
        PlanFileError(.impossible, "can't be run (\(problem)); compile the rules again")
    }
}
