import RuleCompiler
import RulePlan
import RuleText

/// What the commands that read rules share: the paths, `--model`, `--set`, and where they take one, `--plan`.
struct ProgramArguments {
    let paths: [String]
    private let model: String?
    private let planFile: String?
    private let settings: [String]

    /// - Parameter operands: Where the rules are; nothing where every operand is such a path.
    init(_ arguments: Arguments, operands: [String]? = nil) throws(CommandFailure) {
        paths = operands ?? arguments.operands
        model = arguments["model"]
        planFile = arguments["plan"]
        settings = arguments.all("set")
        if planFile != nil, let other = paths.first ?? model.map({ "--model \($0)" }) {
            throw CommandFailure("a plan holds its rules and its model; leave out '\(other)', or '--plan'")
        }
        if paths.count(where: { $0 == "-" }) + (model == "-" ? 1 : 0) > 1 { throw Self.standardInputTwice }
    }

    /// Whether a path is standard input, which can be read once.
    var readsStandardInput: Bool { paths.contains("-") || model == "-" || planFile == "-" }

    /// Reads the files and compiles them.
    /// - Parameter isStrict: Whether lints about the style of work are among the diagnostics.
    func compiled(isStrict: Bool = false, in environment: Environment) throws(CommandFailure) -> Compilation {
        let (files, model) = try sources(in: environment)
        return compile(files, model: model, isStrict: isStrict, parallelism: .cores)
    }

    /// Reads the files and the model.
    func sources(in environment: Environment) throws(CommandFailure) -> (files: [SourceFile], model: SourceFile) {
        let files = try RuleFiles.read(paths, in: environment)
        guard let model else { return (files, .standardModel) }
        return (files, try environment.source(model))
    }

    static let standardInputTwice = CommandFailure("'-' is given twice; standard input can be read once")

    /// Compiles; where there are errors, shows them to people and gives nothing.
    func plan(in environment: Environment) throws(CommandFailure) -> Plan? {
        plan(of: try compiled(in: environment), in: environment)
    }

    /// Reads the plan of `--plan`, or compiles; where there are errors, shows them to people and gives nothing.
    func program(in environment: Environment) throws(CommandFailure) -> CompiledProgram? {
        guard let planFile else {
            let (files, model) = try sources(in: environment)
            guard let plan = plan(of: compile(files, model: model, parallelism: .cores), in: environment) else {
                return nil
            }
            return CompiledProgram(plan: plan, sources: .init(files: files, model: model))
        }
        let bytes = try environment.data(planFile)
        do throws(PlanFileError) {
            return CompiledProgram(plan: try Plan(fileBytes: bytes), sources: nil)
        } catch {
            throw CommandFailure("'\(planFile)' \(error.message)")
        }
    }

    /// The plan; where there are errors, shows them to people and gives nothing.
    func plan(of compilation: Compilation, in environment: Environment) -> Plan? {
        if let plan = compilation.plan { return plan }
        let errors = compilation.diagnostics.filter { $0.severity == .error }
        let text = DiagnosticText(files: compilation.files, isColored: environment.isErrorColored)
        environment.output.writeError(text.rendered(errors))
        return nil
    }

    /// The values that are set for this run.
    func parameters(of plan: Plan, in zone: TimeZoneRules) throws(CommandFailure) -> [ParameterID: Value] {
        do {
            return try ParameterSettings(parameters: plan.parameters, timeZone: zone).values(of: settings)
        } catch { throw CommandFailure("--set: \(error.message)") }
    }

    /// What is set for all tenants, and by the names of tenants what is set for one: `contoso:limit=70`.
    func settings(of tenants: [String]) throws(CommandFailure) -> (
        all: [(name: String, text: String)], byTenant: [String: [(name: String, text: String)]]
    ) {
        var all: [(name: String, text: String)] = []
        var byTenant: [String: [(name: String, text: String)]] = [:]
        for setting in settings {
            let (name, text): (String, String)
            do throws(SettingError) {
                (name, text) = try ParameterSettings.parts(of: setting)
            } catch { throw CommandFailure("--set: \(error.message)") }
            guard let colon = name.lastIndex(of: ":") else {
                all.append((name, text))
                continue
            }
            let tenant = String(name[..<colon])
            guard tenants.contains(tenant) else {
                let hint = NearestSpelling.nearest(to: tenant, among: tenants).map { "; did you mean '\($0)'?" }
                throw CommandFailure("--set: there is no tenant '\(tenant)'\(hint ?? "")")
            }
            byTenant[tenant, default: []].append((String(name[name.index(after: colon)...]), text))
        }
        return (all, byTenant)
    }

    /// Whether what is set can be set. The zone plays no part in that.
    func check(_ plan: Plan) throws(CommandFailure) {
        _ = try parameters(of: plan, in: .utc)
    }
}

/// A plan with what it was made of.
struct CompiledProgram: Sendable {
    struct Sources: Sendable {
        var files: [SourceFile]
        var model: SourceFile
    }

    var plan: Plan
    /// Nothing where the plan was read from a file.
    var sources: Sources?
}
