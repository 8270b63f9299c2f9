import Foundation

switch BenchOptions.parse(CommandLine.arguments.dropFirst()) {
case .help:
    print(BenchOptions.help, terminator: "")
case .mistake(let message):
    try? FileHandle.standardError.write(contentsOf: Data("secops-rules-bench: \(message)\n".utf8))
    exit(2)
case .timeProcess(let count, let command):
    exit(ToolProcess.time(count, command) ? 0 : 1)
case .run(let options):
    runBench(options)
}
