/// What two versions of a program ask for differently.
package struct ProgramDifference: Sendable {
    /// How the rows that one version catches stand to those that the other does.
    package enum Verdict: String, Sendable {
        /// Each row comes out the same: true, false or unknown.
        case same
        /// It catches fewer rows than before.
        case stricter
        /// It catches more rows than before.
        case looser
        /// It catches some rows that it did not, and others no longer.
        case different
        /// It catches the same rows, but others than before are undetermined.
        case undetermined
        case added
        case removed
        /// It was too large to be compared.
        case unknown
    }

    /// Something that both versions may have: a rule, or a task or action that rules ask for.
    package struct Comparison: Sendable {
        /// A rule's name, or `require check_device on device`.
        package var name: String
        package var verdict: Verdict
        /// Whether rows that were tried on the evaluator show all that the verdict says; else some of it is only possible.
        package var isProven = true
        /// A row that only the old version catches.
        package var lost: Witness?
        /// A row that only the new version catches.
        package var gained: Witness?
        /// A row for which only one of the two can tell.
        package var unclear: Witness?
        /// Parts over rows of which only one version has exactly these. Of each no more was understood than whether it counts no more
        /// rows than another.
        package var opaque: [String] = []
        /// What else changed, each in a phrase.
        package var changes: [String] = []

        /// Whether nothing changed at all.
        package var isSame: Bool { verdict == .same && changes.isEmpty }
    }

    /// By name.
    package var rules: [Comparison]
    /// The tasks and actions that the rules of either version ask for, whichever rule it is.
    package var work: [Comparison]
    /// What changed about parameters.
    package var parameters: [String]

    package var isSame: Bool { (rules + work).allSatisfy(\.isSame) && parameters.isEmpty }
}
