import RuleCompiler
import RuleData
public import RuleEngine
public import RulePlan
public import RuleText

/// A program of rules, checked and compiled, ready to be run on any number of estates.
///
/// It is immutable: running it from many tasks at once is safe, and the same data at the same instant gives the same outcome.
public struct RuleSet: Sendable {
    /// What the checker warns of; there is no error in it.
    public let warnings: [Diagnostic]
    private let plan: Plan

    /// Compiles source files, read as one program whatever their order.
    /// - Parameter model: A data model instead of the standard one.
    /// - Throws: Where the program has errors; the error holds every diagnostic.
    public init(compiling files: [SourceFile], model: SourceFile? = nil) throws(CompilationError) {
        let compilation = compile(files, model: model ?? .standardModel)
        guard let plan = compilation.plan else {
            throw CompilationError(diagnostics: compilation.diagnostics, files: compilation.files)
        }
        self.plan = plan
        warnings = compilation.diagnostics
    }

    /// Reads rules that `encoded` gave, which takes a small part of the time that compiling takes.
    ///
    /// Whatever the bytes are, this ends, and what it lets through can be run. It has no warnings: they were the compiler's.
    /// - Throws: Where the bytes are no plan, are damaged, or were encoded by a version with another format. Compile the rules again.
    public init(plan bytes: [UInt8]) throws(PlanFileError) {
        plan = try Plan(fileBytes: bytes)
        warnings = []
    }

    /// The rules as bytes, to be kept and read back by `init(plan:)`; without the tests in them. `secops-rules run --plan` takes them too.
    ///
    /// The same rules give the same bytes on every machine.
    public var encoded: [UInt8] { plan.fileBytes }

    /// An estate without data, to be filled with rows and exports.
    public func newEstate() -> Estate {
        Estate(reader: DataReader(schema: plan.schema))
    }

    /// Evaluates every rule and collects the work.
    /// - Parameters:
    ///   - estate: Data made for this rule set.
    ///   - now: The one instant that the whole run takes for the present.
    ///   - timeZone: Decides what `today` and `daily` mean.
    ///   - settings: Values of parameters by name, spelled as on the command line: `["limit": "70"]`.
    ///   - history: What happened to items before.
    ///   - parallelism: Spreads the rows of large tables over cores; the outcome does not depend on it.
    /// - Throws: Where a setting names no parameter, or its value does not fit.
    public func run(
        on estate: Estate, at now: Instant, in timeZone: NamedTimeZone = .utc, settings: [String: String] = [:],
        history: History = History(), parallelism: Parallelism = .serial
    ) throws(SettingError) -> Outcome {
        RuleEngine.run(
            plan, on: estate.dataset, in: try context(at: now, timeZone, settings, history),
            columnar: ColumnarOptions(parallelism: parallelism))
    }

    /// Counts for each rule the rows for which it fires, is undetermined or is waived, without finding out which: in the order of the
    /// program, by file and line.
    ///
    /// ```swift
    /// let counts = try rules.counts(on: estate, at: now)
    /// for rule in counts { print(rule.rule, rule.fired, rule.undetermined) }
    /// ```
    ///
    /// The parameters are those of `run`, whose outcome holds the same counts among much else.
    /// - Throws: Where a setting names no parameter, or its value does not fit.
    public func counts(
        on estate: Estate, at now: Instant, in timeZone: NamedTimeZone = .utc, settings: [String: String] = [:],
        history: History = History(), parallelism: Parallelism = .serial
    ) throws(SettingError) -> [RuleTally] {
        RuleTallies(
            plan, on: estate.dataset, in: try context(at: now, timeZone, settings, history),
            columnar: ColumnarOptions(parallelism: parallelism)
        ).rules
    }

    /// An index of the rules for one entity, to be asked about single rows.
    ///
    /// The parameters are those of `run`; the estate gives what rows refer to.
    /// - Throws: Where the model has no such entity, or a setting does not fit.
    /// - Complexity: O(*n*) for *n* rows of the estate.
    public func index(
        of entity: String, on estate: Estate, at now: Instant, in timeZone: NamedTimeZone = .utc,
        settings: [String: String] = [:], history: History = History()
    ) throws(RowQueryError) -> PredicateIndex {
        let context: RunContext
        do { context = try self.context(at: now, timeZone, settings, history) } catch { throw .setting(error) }
        do { return try PredicateIndex(plan, of: entity, on: estate, in: context) } catch {
            throw .unknownEntity(error)
        }
    }

    /// Watches an estate that changes row by row.
    ///
    /// The parameters are those of `run`; they stay what they are.
    /// - Throws: Where a setting names no parameter, or its value does not fit.
    public func monitor(
        _ estate: Estate, at now: Instant, in timeZone: NamedTimeZone = .utc, settings: [String: String] = [:],
        history: History = History()
    ) throws(SettingError) -> RuleMonitor {
        RuleMonitor(plan, on: estate, in: try context(at: now, timeZone, settings, history))
    }

    private func context(
        at now: Instant, _ timeZone: NamedTimeZone, _ settings: [String: String], _ history: History
    ) throws(SettingError) -> RunContext {
        let pairs = settings.sorted { $0.key < $1.key }.map { (name: $0.key, text: $0.value) }
        let parameters = try ParameterSettings(parameters: plan.parameters, timeZone: timeZone.rules).values(of: pairs)
        return RunContext(
            now: now, timeZone: timeZone.rules, timeZoneName: timeZone.name, parameters: parameters, history: history)
    }
}

/// Why a program does not compile.
public struct CompilationError: Error, Sendable, CustomStringConvertible {
    /// Errors and warnings, in the order in which they are shown.
    public let diagnostics: [Diagnostic]
    /// The files that the diagnostics' spans point into: the model, then the program's by name.
    public let files: [SourceFile]

    /// The diagnostics with the lines they are about, as the command line shows them.
    public var description: String {
        DiagnosticText(files: files).rendered(diagnostics)
    }
}

/// A time zone with the name under which an outcome shows it.
public struct NamedTimeZone: Hashable, Sendable {
    public var name: String
    public var rules: TimeZoneRules

    public init(name: String, rules: TimeZoneRules) {
        self.name = name
        self.rules = rules
    }

    public static let utc = NamedTimeZone(name: "UTC", rules: .utc)
}
