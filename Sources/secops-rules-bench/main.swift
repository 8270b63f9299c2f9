import Foundation

switch BenchOptions.parse(CommandLine.arguments.dropFirst()) {
case .help:
    print(BenchOptions.help, terminator: "")
case .mistake(let message):
    try? FileHandle.standardError.write(contentsOf: Data("secops-rules-bench: \(message)\n".utf8))
    exit(2)
case .run(let options):
    runBench(options)
}
