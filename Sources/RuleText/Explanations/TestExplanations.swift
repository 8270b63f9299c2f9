extension DiagnosticCode {
    /// The entries of the E06 family: tests in the language.
    var testExplanation: DiagnosticExplanation? {
        switch self {
        case .contradictoryTest:
            DiagnosticExplanation(
                "a test that contradicts itself",
                "A test gives each score, param, row and field once, and no rows of an entity that it says has none. A row's key stands before the brace. A derived value may be given too; it then takes the place of what it is derived from.",
                wrong: """
                    test "no work" {
                      given exposure_score = 72
                      given exposure_score = 12
                      expect nothing else
                    }
                    """,
                right: """
                    test "no work" {
                      given exposure_score = 12
                      expect nothing else
                    }
                    """)
        default: nil
        }
    }
}
