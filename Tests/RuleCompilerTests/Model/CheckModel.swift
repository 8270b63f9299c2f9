import RuleCompiler
import RulePlan
import RuleText
import Testing

/// A model that declares nothing, so that a test says all that there is.
private let emptyModel = SourceFile(name: "<model>", text: "")

/// What is wrong with a program of one file.
func diagnostics(_ source: String) -> [Diagnostic] {
    compile([SourceFile(name: "test.secrule", text: source)], model: emptyModel).diagnostics
}

/// The plan of a program of one file, which must have no errors.
func plan(_ source: String, sourceLocation: Testing.SourceLocation = #_sourceLocation) throws -> Plan {
    let compilation = compile([SourceFile(name: "test.secrule", text: source)], model: emptyModel)
    for diagnostic in compilation.diagnostics where diagnostic.severity == .error {
        Issue.record("\(diagnostic.code.rawValue) \(diagnostic.message)", sourceLocation: sourceLocation)
    }
    let plan = compilation.plan
    return try #require(plan, sourceLocation: sourceLocation)
}

/// Compares what is wrong with a program, which stands without any model, with what its marks say.
func check(_ marked: String, sourceLocation: Testing.SourceLocation = #_sourceLocation) {
    checkRules(marked, model: emptyModel, at: sourceLocation)
}
