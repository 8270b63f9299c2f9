/// What the command line asks for.
struct BenchOptions {
    enum Request {
        case help
        case mistake(String)
        case run(BenchOptions)
        /// Not for people: what the benchmark starts itself for, to run a command so many times.
        case timeProcess(count: Int, command: [String])
    }

    /// Whether small sizes are enough: everything runs and is printed, and the times mean nothing.
    var isQuick = false
    /// The sections that run; all of them where empty.
    var only: [String] = []
    /// How many times each piece of work is done; at least 5.
    var runs = 5

    static func parse(_ words: some Sequence<String>) -> Request {
        var options = BenchOptions()
        var rest = Array(words)[...]
        if rest.first == timesProcess, let count = rest.dropFirst().first.flatMap(Int.init) {
            return .timeProcess(count: count, command: Array(rest.dropFirst(2)))
        }
        while let word = rest.popFirst() {
            switch word {
            case "--help", "-h": return .help
            case "--quick": options.isQuick = true
            case "--only":
                guard let name = rest.popFirst(), BenchSection.all.contains(where: { $0.name == name }) else {
                    return .mistake("'--only' needs a section: \(sectionNames)")
                }
                options.only.append(name)
            case "--runs":
                guard let count = rest.popFirst().flatMap(Int.init), count >= 5 else {
                    return .mistake("'--runs' needs a number of 5 or more")
                }
                options.runs = count
            default: return .mistake("there is no option '\(word)'; '--help' lists them")
            }
        }
        return .run(options)
    }

    static let timesProcess = "--time-process"

    func isAskedFor(_ section: BenchSection) -> Bool { only.isEmpty || only.contains(section.name) }

    private static var sectionNames: String { BenchSection.all.map(\.name).joined(separator: ", ") }

    static var help: String {
        """
        secops-rules-bench: measures compiling, reading and evaluating, beside what stands for the state of the art

        Usage: swift run -c release secops-rules-bench [options]

        Options:
          --quick      small sizes: everything runs, the times mean nothing
          --only NAME  one section (repeatable): \(sectionNames)
          --runs N     how many times each piece of work is done (default: 5, the least)
          --help       shows this help

        Example:
          swift run -c release secops-rules-bench --only batch --runs 15
              measures evaluating many rows, 15 times each

        """
    }
}
