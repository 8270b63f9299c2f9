import RuleText

extension ProgramDifference {
    /// For programs: everything, what is the same too.
    package var json: String {
        JSONValue.object([
            ("version", .integer(1)), ("same", .boolean(isSame)), ("rules", .list(rules.map(\.json))),
            ("work", .list(work.map(\.json))), ("parameters", .list(parameters.map(JSONValue.text))),
        ]).pretty
    }
}

extension ProgramDifference.Comparison {
    fileprivate var json: JSONValue {
        .object([
            ("name", .text(name)), ("verdict", .text(verdict.rawValue)),
            ("lost", lost?.json ?? .null), ("gained", gained?.json ?? .null), ("unclear", unclear?.json ?? .null),
            ("takenAsAWhole", .list(opaque.map(JSONValue.text))), ("changes", .list(changes.map(JSONValue.text))),
        ])
    }
}

extension Witness {
    fileprivate var json: JSONValue {
        .object([
            ("facts", .list(facts.map(JSONValue.text))), ("supposed", .list(supposed.map(JSONValue.text))),
            ("tried", .boolean(isVerified)),
        ])
    }
}
