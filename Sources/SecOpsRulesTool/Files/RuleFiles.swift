import RuleData
import RuleText

/// The rule files that a command was asked about.
enum RuleFiles {
    /// Where rules are looked for when no path is given.
    static let defaultPath = "rules"
    static let suffix = ".secrule"

    /// Reads every `.secrule` file under the paths; `-` is standard input.
    static func read(_ paths: [String], in environment: Environment) throws(CommandFailure) -> [SourceFile] {
        var walk = FileWalk(in: environment.files) { $0.hasSuffix(suffix) }
        var result: [SourceFile] = []
        if paths.isEmpty, (try? environment.files.status(of: defaultPath)) == nil {
            throw CommandFailure("there is no '\(defaultPath)' here; give the path of the rules")
        }
        for path in paths.isEmpty ? [defaultPath] : paths {
            if path == "-" {
                result.append(try environment.source("-"))
                continue
            }
            let found = try walk.files(under: path)
            // A path whose files were all found under an earlier path is no mistake.
            if found.isEmpty, !walk.metEarlier {
                throw CommandFailure("no '\(suffix)' file is under '\(path)'; give a path that has one")
            }
            for file in found { result.append(try environment.source(file)) }
        }
        return result
    }
}

extension Environment {
    /// The largest file of data that is read, in bytes (4 GiB).
    private static let largestDataFile = 4 << 30

    /// Reads a rule or model file; `-` is standard input.
    func source(_ path: String) throws(CommandFailure) -> SourceFile {
        // One byte more than is allowed is enough for the compiler to say that it is too large.
        SourceFile(
            name: path == "-" ? "<standard input>" : path,
            bytes: try read(path, limit: SourceFile.maximumByteCount + 1))
    }

    /// The bytes of a file of data; `-` is standard input.
    func data(_ path: String) throws(CommandFailure) -> [UInt8] {
        let bytes = try read(path, limit: Self.largestDataFile + 1)
        guard bytes.count <= Self.largestDataFile else {
            throw CommandFailure("'\(path)' is larger than 4 GiB; split it")
        }
        return bytes
    }

    /// A large file of data, to be read piece by piece; nothing for any other.
    func largeData(_ path: String) -> ByteSource? {
        path == "-" ? nil : files.source(of: path, limit: Self.largestDataFile)
    }

    private func read(_ path: String, limit: Int) throws(CommandFailure) -> [UInt8] {
        do {
            return path == "-" ? try files.readStandardInput(limit: limit) : try files.read(path, limit: limit)
        } catch {
            throw CommandFailure(error)
        }
    }
}
