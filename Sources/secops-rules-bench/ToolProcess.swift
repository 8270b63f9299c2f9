import Foundation
import Glibc

/// The `secops-rules` that was built beside the benchmark, run as a process.
///
/// A process starts with the peak of whoever started it, and the benchmark may hold gigabytes. So it starts itself anew, small, and
/// that one starts the tool.
struct ToolProcess {
    /// What a run took.
    struct Run {
        var seconds: Double
        var processorSeconds: Double
        /// The most memory that it had at once, in bytes.
        var peak: Int
    }

    let path: String

    /// Nothing where the tool was not built.
    init?() {
        guard let directory = Bundle.main.executableURL?.deletingLastPathComponent() else { return nil }
        path = directory.appendingPathComponent("secops-rules").path
        guard FileManager.default.isExecutableFile(atPath: path) else { return nil }
    }

    /// Runs the tool so many times, and once before that doesn't count; what it prints is dropped.
    /// - Returns: Nothing where it fails.
    func runs(_ count: Int, _ arguments: [String]) -> [Run]? {
        let starter = Process()
        starter.executableURL = Bundle.main.executableURL
        starter.arguments = [BenchOptions.timesProcess, String(count + 1), path] + arguments
        let pipe = Pipe()
        starter.standardOutput = pipe
        guard (try? starter.run()) != nil, let output = try? pipe.fileHandleForReading.readToEnd() else { return nil }
        starter.waitUntilExit()
        let runs = String(decoding: output, as: UTF8.self).split(separator: "\n").compactMap { line -> Run? in
            let fields = line.split(separator: " ")
            guard fields.count == 3, let seconds = Double(fields[0]), let processor = Double(fields[1]),
                let peak = Int(fields[2])
            else { return nil }
            return Run(seconds: seconds, processorSeconds: processor, peak: peak)
        }
        return starter.terminationStatus == 0 && runs.count == count + 1 ? Array(runs.dropFirst()) : nil
    }

    /// What the benchmark does when it is started for that: runs a command so many times, and prints a line about each run.
    /// - Returns: Whether every run went well.
    static func time(_ count: Int, _ command: [String]) -> Bool {
        for _ in 0..<count {
            guard let run = run(command) else { return false }
            print(run.seconds, run.processorSeconds, run.peak)
        }
        return true
    }

    private static func run(_ command: [String]) -> Run? {
        var actions = unsafe posix_spawn_file_actions_t()
        unsafe posix_spawn_file_actions_init(&actions)
        defer { unsafe posix_spawn_file_actions_destroy(&actions) }
        for stream in [STDOUT_FILENO, STDERR_FILENO] {
            unsafe posix_spawn_file_actions_addopen(&actions, stream, "/dev/null", O_WRONLY, 0)
        }
        var words = unsafe command.map { unsafe strdup($0) } + [nil]
        defer { for place in unsafe words.indices { unsafe free(words[place]) } }
        let start = clockSeconds(CLOCK_MONOTONIC)
        var process = pid_t()
        guard let first = unsafe words[0], unsafe posix_spawn(&process, first, &actions, nil, &words, environ) == 0
        else { return nil }
        var status: CInt = 0
        var usage = rusage()
        guard unsafe wait4(process, &status, 0, &usage) == process, status == 0 else { return nil }
        return Run(
            seconds: clockSeconds(CLOCK_MONOTONIC) - start,
            processorSeconds: seconds(usage.ru_utime) + seconds(usage.ru_stime), peak: usage.ru_maxrss * 1024)
    }

    private static func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) / 1e6 }
}
