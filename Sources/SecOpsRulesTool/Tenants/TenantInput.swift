import RuleCompiler
import RuleData
import RuleEngine
import RulePlan
import RuleText

/// The bytes of all that a tenant's run depends on, read and not yet looked into.
struct TenantInput: Sendable {
    /// The file in a tenant's folder that sets parameters.
    static let parameterFile = "parameters.json"

    struct File: Sendable {
        var path: String
        var destination: String?
        var bytes: [UInt8]
    }

    var name: TenantName
    var data: [File]
    /// Rules and waivers of this tenant alone.
    var rules: [SourceFile]
    var parameters: [File]

    init(_ tenant: Tenant, sharedData: [File], in environment: Environment) throws(CommandFailure) {
        name = tenant.name
        data = sharedData
        rules = []
        parameters = []
        var walk = FileWalk(in: environment.files) { _ in true }
        for folder in tenant.paths {
            for path in try walk.files(under: folder) {
                let file = path.split(separator: "/").last.map(String.init) ?? path
                if file.hasSuffix(RuleFiles.suffix) {
                    rules.append(try environment.source(path))
                } else if file == Self.parameterFile {
                    parameters.append(File(path: path, bytes: try environment.data(path)))
                } else {
                    data.append(File(path: path, bytes: try environment.data(path)))
                }
            }
        }
    }
}

/// What tenants are run with: all that is the same for each.
struct TenantProgram: Sendable {
    /// Its sources are compiled again with a tenant's own.
    var program: CompiledProgram
    var now: Instant
    var timeZone: NamedZone
    /// By the prefix of a tenant's ids.
    var histories: [String: History]
    /// From the command line: for all tenants, and by tenant.
    var settings: [(name: String, text: String)]
    var tenantSettings: [String: [(name: String, text: String)]]
    var allowsPartial: Bool

    struct NamedZone: Sendable {
        var name: String
        var rules: TimeZoneRules
    }

    /// Compiles what is the tenant's own, reads its data, and evaluates.
    /// - Throws: What keeps this tenant from being run.
    func outcome(of input: TenantInput) throws(TenantFailure) -> (
        outcome: Outcome, source: RunArguments.Input
    ) {
        var plan = program.plan
        if let first = input.rules.first {
            guard let sources = program.sources else {
                throw TenantFailure(
                    message: "'\(first.name)' can't be added to a compiled plan; run from the paths of the rules",
                    exitCode: .usage)
            }
            let compilation = compile(sources.files + input.rules, model: sources.model)
            guard let own = compilation.plan else {
                let errors = compilation.diagnostics.filter { $0.severity == .error }
                throw TenantFailure(
                    message: "the rules have errors with those of the tenant's own folder", exitCode: .findings,
                    diagnostics: DiagnosticText(files: compilation.files).rendered(errors))
            }
            plan = own
        }
        let parameters = try parameters(of: plan, input)
        var reader = DataReader(schema: plan.schema, allowsPartial: allowsPartial)
        for file in input.data {
            do throws(DataReadError) {
                try reader.read(file.bytes, name: file.path, as: file.destination)
            } catch {
                throw TenantFailure(message: error.description, exitCode: .unreadableData)
            }
        }
        let context = RunContext(
            now: now, timeZone: timeZone.rules, timeZoneName: timeZone.name, parameters: parameters,
            history: histories[input.name.prefix] ?? History())
        // The tenants keep the cores busy, so that each is run on one.
        let columnar = ColumnarOptions(parallelism: .serial)
        let data = reader.finish()
        return (
            RuleEngine.run(plan, on: data, in: context, columnar: columnar),
            RunArguments.Input(plan: plan, data: data, context: context)
        )
    }

    /// The command line comes before the tenant's file, and there what is said of the tenant before what is said of all.
    private func parameters(of plan: Plan, _ input: TenantInput) throws(TenantFailure) -> [ParameterID: Value] {
        var chosen: [(name: String, text: String)] = []
        func choose(_ settings: [(name: String, text: String)]) {
            for setting in settings {
                chosen.removeAll { $0.name == setting.name }
                chosen.append(setting)
            }
        }
        for file in input.parameters {
            do throws(DataReadError) {
                choose(try ParameterFile(file.bytes, name: file.path).settings)
            } catch {
                throw TenantFailure(message: error.description, exitCode: .usage)
            }
        }
        choose(settings)
        choose(tenantSettings[input.name.text] ?? [])
        do throws(SettingError) {
            return try ParameterSettings(parameters: plan.parameters, timeZone: timeZone.rules).values(of: chosen)
        } catch {
            throw TenantFailure(message: error.message, exitCode: .usage)
        }
    }
}

/// Why there is no outcome of a tenant.
struct TenantFailure: Error {
    var message: String
    var exitCode: ExitCode
    /// The mistakes in its rules, as 'check' shows them.
    var diagnostics: String?
}
