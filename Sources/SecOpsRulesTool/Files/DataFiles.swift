import RuleData
import RuleEngine
import RulePlan
import RuleText

/// What `--data` names: files and directories, perhaps with what their rows belong to.
struct DataFiles {
    struct Argument: Hashable {
        /// An entity or a score; nothing where each file tells itself.
        var destination: String?
        var path: String

        /// `PATH` or `NAME=PATH`. A file whose own name looks like that is taken for itself.
        init(_ text: String, in files: any FileSystem) {
            path = text
            guard let equals = text.firstIndex(of: "="), Self.isName(text[..<equals]),
                (try? files.status(of: text)) == nil
            else { return }
            destination = String(text[..<equals])
            path = String(text[text.index(after: equals)...])
        }

        private static func isName(_ text: Substring) -> Bool {
            !text.isEmpty
                && text.utf8.allSatisfy { isLetterOrDigit($0) || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: "-") }
        }

        private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
            (0x61...0x7A).contains(byte | 0x20) || (0x30...0x39).contains(byte)
        }
    }

    let schema: Schema
    let allowsPartial: Bool

    /// Reads them in the order given, those of a directory sorted by bytes.
    func dataset(of arguments: [String], in environment: Environment) throws(CommandFailure) -> Dataset {
        var reader = DataReader(schema: schema, allowsPartial: allowsPartial, parallelism: .cores)
        var walk = Walk(in: environment.files)
        for text in arguments {
            let argument = Argument(text, in: environment.files)
            let found = try walk.paths(of: argument)
            for (place, path) in found.enumerated() {
                environment.progress.show("reading \(path) (\(place + 1) of \(found.count) files of \(argument.path))")
                do throws(DataReadError) {
                    if let source = environment.largeData(path),
                        try reader.read(source, name: path, as: argument.destination)
                    {
                        continue
                    }
                } catch {
                    throw failure(error, argument)
                }
                let bytes = try environment.data(path)
                do throws(DataReadError) {
                    try reader.read(bytes, name: path == "-" ? "<standard input>" : path, as: argument.destination)
                } catch {
                    throw failure(error, argument)
                }
            }
        }
        return reader.finish()
    }

    /// Finds the files that arguments name, one after the other. A file is given once, unless it is said to hold rows of several kinds.
    struct Walk {
        private let files: any FileSystem
        private var walks: [String: FileWalk] = [:]

        init(in files: any FileSystem) {
            self.files = files
        }

        /// A file itself, those of a directory sorted by bytes; `-` for standard input.
        mutating func paths(of argument: Argument) throws(CommandFailure) -> [String] {
            if argument.path == "-" { return ["-"] }
            let place = argument.destination ?? ""
            var walk = walks[place] ?? FileWalk(in: files) { _ in true }
            let found = try walk.files(under: argument.path)
            walks[place] = walk
            return found
        }
    }

    private func failure(_ error: DataReadError, _ argument: Argument) -> CommandFailure {
        guard error.code == .unknownFile else {
            return CommandFailure(
                "\(error.description); mend the file, or let '--partial' do without it", exitCode: .unreadableData)
        }
        let names = schema.entities.map(\.name) + schema.scores.map(\.name)
        let name = argument.destination ?? ""
        let hint = NearestSpelling.nearest(to: name, among: names).map { "; did you mean '\($0)'?" }
        return CommandFailure(
            "'\(name)' is no entity and no score of the model\(hint ?? "; 'secops-rules model' shows them")")
    }
}
