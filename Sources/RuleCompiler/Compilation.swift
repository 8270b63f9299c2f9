package import RulePlan
package import RuleSyntax
package import RuleText

/// What came of compiling a program.
package struct Compilation: Sendable {
    /// Nothing where the program has errors.
    package var plan: Plan?
    /// In the order in which they are shown.
    package var diagnostics: [Diagnostic]
    /// The model first, then the program's files by name: the files that spans point into.
    package var files: [SourceFile]
    /// By file: what was written.
    package var trees: [RuleFile]
    /// What the program's names mean, as far as that could be found out.
    package var symbols: Symbols
    /// The lints that the program allows; those are not among the diagnostics.
    package var allowances: Allowances
    /// By definition: the type of its value; nothing where it has a mistake.
    package var definitionTypes: [ValueType?]
}

/// Parses, checks and lowers a program.
///
/// The result does not depend on the order of `files`, nor on `parallelism`.
/// - Parameters:
///   - model: The data model that the program's declarations are added to.
///   - isStrict: Whether the lints about style of work are reported too.
package func compile(
    _ files: [SourceFile], model: SourceFile = .standardModel, isStrict: Bool = false,
    parallelism: Parallelism = .serial
) -> Compilation {
    let program = files.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
    let all = [model] + program
    return check(parse(all, parallelism), of: all, isStrict: isStrict, parallelism)
}

/// Checks and lowers a program that has been read.
/// - Parameters:
///   - all: The files that were read: the model, and the others by name.
///   - rulesPerRange: How many rules are worth being checked apart, on another core.
package func check(
    _ parsed: [Parsed<RuleFile>], of all: [SourceFile], isStrict: Bool = false, _ parallelism: Parallelism = .serial,
    rulesPerRange: Int = 512
) -> Compilation {
    let trees = parsed.map(\.tree)
    var diagnostics = parsed.flatMap(\.diagnostics)
    let locations = SourceLocations(all)
    var builder = SymbolsBuilder(locations: locations)
    builder.collect(trees)
    var checker = ExpressionChecker(symbols: builder.symbols, files: all)
    checker.diagnostics = builder.diagnostics
    checker.plan.parameters = builder.symbols.planParameters
    checker.checkDefinitions()
    checker.checkRules(parallelism, rulesPerRange: rulesPerRange)
    checker.checkWaivers(locations)
    checker.checkTests(all, locations)
    diagnostics += checker.diagnostics.diagnostics
    if isStrict { diagnostics += StyleLints(symbols: builder.symbols).diagnostics }

    var allowances = Allowances(trees, all)
    diagnostics = allowances.apply(to: diagnostics)

    let plan = diagnostics.hasErrors ? nil : checker.plan
    assert(plan?.verify().isEmpty ?? true, plan?.verify().joined(separator: "\n") ?? "")
    return Compilation(
        plan: plan, diagnostics: diagnostics.sortedForDisplay(), files: all,
        trees: trees, symbols: builder.symbols, allowances: allowances,
        definitionTypes: checker.definitionStates.map(\.type))
}

extension SourceFile {
    /// The data model that is there without being named.
    package static let standardModel = SourceFile(
        name: "<standard model>", bytes: PackageResources.standard_secrule)
}
