import RuleData
import RuleEngine
import RulePlan
import RuleText

/// One of several organisations, and where its data, parameters and rules are.
struct Tenant {
    var name: TenantName
    /// Directories.
    var paths: [String]
}

/// The tenants of a run, from `--tenants DIR` and `--data NAME=DIR`.
struct TenantList {
    /// In the order of the arguments, those of `--tenants` first, by name.
    private(set) var tenants: [Tenant] = []
    /// What `--data` names without a tenant: data of every tenant.
    private(set) var sharedData: [String] = []

    /// - Parameters:
    ///   - data: The values of `--data`. One is a tenant's where it is `NAME=DIR`, and the model has nothing of that name.
    ///   - directory: The value of `--tenants`: each folder in it is a tenant.
    init(
        data: [String], directory: String?, schema: Schema, in environment: Environment
    ) throws(CommandFailure) {
        if let directory { try addFolders(of: directory, environment) }
        var reader: DataReader?
        for text in data {
            let argument = DataFiles.Argument(text, in: environment.files)
            guard let destination = argument.destination, isDirectory(argument.path, environment),
                let name = TenantName(destination)
            else {
                sharedData.append(text)
                continue
            }
            // Made where it is asked for: most runs are for one organisation.
            let known = reader ?? DataReader(schema: schema)
            reader = known
            if known.hasDestination(named: destination) { sharedData.append(text) } else { add(name, argument.path) }
        }
    }

    var isEmpty: Bool { tenants.isEmpty }

    private mutating func add(_ name: TenantName, _ path: String) {
        if let place = tenants.firstIndex(where: { $0.name == name }) {
            tenants[place].paths.append(path)
        } else {
            tenants.append(Tenant(name: name, paths: [path]))
        }
    }

    private mutating func addFolders(of directory: String, _ environment: Environment) throws(CommandFailure) {
        let names: [String]
        do { names = try environment.files.names(in: directory) } catch { throw CommandFailure(error) }
        let prefix = directory.hasSuffix("/") ? directory : directory + "/"
        var leftOut: [String] = []
        for text in names.sorted(by: FileWalk.precedes) where !text.hasPrefix(".") {
            if isDirectory(prefix + text, environment), let name = TenantName(text) {
                add(name, prefix + text)
            } else {
                leftOut.append(text)
            }
        }
        guard !tenants.isEmpty else {
            throw CommandFailure("no folder is in '\(directory)'; each tenant has one, with its exports in it")
        }
        if let first = leftOut.first {
            let others = leftOut.count > 1 ? " and \(leftOut.count - 1) more" : ""
            environment.complain(
                "note: '\(prefix)\(first)'\(others) left out; only folders in '\(directory)' are tenants")
        }
    }

    private func isDirectory(_ path: String, _ environment: Environment) -> Bool {
        (try? environment.files.status(of: path))?.kind == .directory
    }
}
