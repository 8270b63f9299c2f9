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
        var reader = DataReader(schema: schema, allowsPartial: allowsPartial)
        // A file is read once, unless it is said to hold rows of several kinds.
        var walks: [String: FileWalk] = [:]
        for text in arguments {
            let argument = Argument(text, in: environment.files)
            var found = ["-"]
            if argument.path != "-" {
                let place = argument.destination ?? ""
                var walk = walks[place] ?? FileWalk(in: environment.files) { _ in true }
                found = try walk.files(under: argument.path)
                walks[place] = walk
            }
            for (place, path) in found.enumerated() {
                environment.progress.show("reading \(path) (\(place + 1) of \(found.count) files of \(argument.path))")
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

    /// The files that an argument names: a file itself, those of a directory sorted by bytes.
    static func paths(of argument: Argument, in environment: Environment) throws(CommandFailure) -> [String] {
        if argument.path == "-" { return ["-"] }
        var walk = FileWalk(in: environment.files) { _ in true }
        return try walk.files(under: argument.path)
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
