/// For which rows a rule fired, was undetermined, waived or quiet; each in the order of the keys.
package struct RuleSurvey: Hashable, Sendable {
    package var fires: [Target] = []
    package var quiet: [Target] = []
    package var undetermined: [UndeterminedMatch] = []
    package var waived: [WaivedMatch] = []
}
