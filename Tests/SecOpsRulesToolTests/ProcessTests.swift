import Foundation
import Testing

/// The built tool, run as a process of its own.
@Suite(.serialized) struct `The process` {
    private struct Result {
        var exit: Int32
        var output: String
        var errors: String
    }

    /// A directory that is there for the length of a test.
    private func inDirectory(_ body: (URL) throws -> Void) throws {
        let directory = FileManager.default.temporaryDirectory.appendingPathComponent("secops-\(UUID().uuidString)")
        try FileManager.default.createDirectory(
            at: directory.appendingPathComponent("rules"), withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: directory) }
        try Data("role r \"R\"\n".utf8).write(to: directory.appendingPathComponent("rules/a.secrule"))
        try body(directory)
    }

    /// Runs a shell command in which `tool` is the tool.
    private func shell(_ command: String, in directory: URL) throws -> Result {
        let tool = try #require(BuiltTool.url, "the tool is not built beside the tests")
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = ["-c", "tool() { \"$TOOL\" \"$@\"; }; \(command)"]
        process.currentDirectoryURL = directory
        process.environment = ["TOOL": tool.path, "PATH": "/usr/bin:/bin"]
        let (output, errors) = (Pipe(), Pipe())
        process.standardOutput = output
        process.standardError = errors
        process.standardInput = FileHandle.nullDevice
        try process.run()
        // What goes to standard error is less than a pipe holds.
        let text = try output.fileHandleForReading.readToEnd() ?? Data()
        let complaints = try errors.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return Result(
            exit: process.terminationReason == .exit ? process.terminationStatus : -process.terminationStatus,
            output: String(decoding: text, as: UTF8.self), errors: String(decoding: complaints, as: UTF8.self))
    }

    private func names(in directory: URL) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: directory.path).sorted()
    }

    @Test func `ends quietly where nobody reads`() throws {
        try inDirectory { directory in
            let result = try shell("{ sleep 0.2; tool model; echo \"exit $?\" >&2; } | true", in: directory)
            #expect(result.errors == "exit 0\n")
        }
    }

    @Test func `says that the disk is full`() throws {
        try inDirectory { directory in
            let result = try shell("tool check > /dev/full", in: directory)
            #expect(result.exit == 2)
            #expect(result.errors == "secops-rules: cannot write 'standard output': No space left on device\n")
            let inPlace = try shell("tool run --output /dev/full", in: directory)
            #expect(inPlace.exit == 2)
            #expect(inPlace.errors == "secops-rules: cannot write '/dev/full': No space left on device\n")
        }
    }

    @Test func `says that standard output is closed, and writes into no other file`() throws {
        try inDirectory { directory in
            let result = try shell("tool check >&-", in: directory)
            #expect(result.exit == 2)
            #expect(result.errors == "secops-rules: cannot write 'standard output': Bad file descriptor\n")
        }
    }

    @Test func `refuses what is no regular file`() throws {
        try inDirectory { directory in
            let command = "mkfifo pipe; ln -s ../pipe rules/p.secrule; tool check pipe; tool check"
            let result = try shell(command, in: directory)
            let reason = "it is neither a file nor a directory"
            #expect(
                result.errors == """
                    secops-rules: cannot read 'pipe': \(reason)
                    secops-rules: cannot read 'rules/p.secrule': \(reason)

                    """)
        }
    }

    @Test func `follows links in circles once`() throws {
        try inDirectory { directory in
            let result = try shell("ln -s .. rules/up; ln -s . rules/self; tool check", in: directory)
            #expect(result.output == "no mistakes in 1 file\n")
        }
    }

    @Test func `says which file can't be read`() throws {
        try inDirectory { directory in
            // Root may read everything, so a name that is too long stands in for a file that is locked.
            let name = String(repeating: "x", count: 300)
            let result = try shell("tool check \(name)", in: directory)
            #expect(result.exit == 2)
            #expect(result.errors == "secops-rules: cannot read '\(name)': File name too long\n")
        }
    }

    @Test func `replaces an output file whole, and keeps its mode and links to it`() throws {
        try inDirectory { directory in
            let result = try shell(
                "echo old > out.txt; chmod 640 out.txt; ln -s out.txt link; tool run --format counts --output link; "
                    + "stat -c %a out.txt; test -L link && echo link; cat out.txt", in: directory)
            #expect(result.exit == 0)
            #expect(result.output == "640\nlink\n")
            #expect(try names(in: directory) == ["link", "out.txt", "rules"])
        }
    }

    @Test func `leaves an output file as it was where it can't be replaced`() throws {
        try inDirectory { directory in
            let result = try shell("ulimit -f 0; tool run --format json --output out.json", in: directory)
            #expect(result.exit == 2)
            #expect(result.errors == "secops-rules: cannot write 'out.json': File too large\n")
            #expect(try names(in: directory) == ["rules"])
            let missing = try shell("tool run --output nowhere/out.json", in: directory)
            #expect(missing.exit == 2)
            #expect(missing.errors == "secops-rules: cannot write 'nowhere/out.json': No such file or directory\n")
            let directoryName = try shell("tool run --output rules", in: directory)
            #expect(directoryName.errors == "secops-rules: cannot write 'rules': Is a directory\n")
        }
    }

    @Test func `leaves nothing half written when it is interrupted`() throws {
        try inDirectory { directory in
            let tool = try #require(BuiltTool.url)
            let rows = (0..<3000).map { "{\"id\": \"d\($0)\"}" }.joined(separator: "\n")
            try Data(rows.utf8).write(to: directory.appendingPathComponent("devices.ndjson"))
            try Data("old".utf8).write(to: directory.appendingPathComponent("out.json"))
            for delay in stride(from: 0.0, to: 0.1, by: 0.01) {
                let process = Process()
                process.executableURL = tool
                process.arguments = ["run", "--data", "devices.ndjson", "--format", "json", "--output", "out.json"]
                process.currentDirectoryURL = directory
                process.standardError = FileHandle.nullDevice
                try process.run()
                Thread.sleep(forTimeInterval: delay)
                process.interrupt()
                process.waitUntilExit()
                #expect(try names(in: directory) == ["devices.ndjson", "out.json", "rules"])
                let text = try String(contentsOf: directory.appendingPathComponent("out.json"), encoding: .utf8)
                #expect(text == "old" || text.hasSuffix("}\n"))
            }
        }
    }

    @Test func `adds whole lines to a history, after half a line too`() throws {
        try inDirectory { directory in
            let result = try shell(
                "printf '{\"id\": \"task/a\"' > h; tool done task/x --history h --at 2026-11-22; "
                    + "for n in 1 2 3 4 5 6; do tool done task/y$n --history h --at 2026-11-22 & done; wait; "
                    + "grep -c completed h; head -2 h", in: directory)
            #expect(
                result.output == """
                    7
                    {"id": "task/a"
                    { "id": "task/x", "event": "completed", "at": "2026-11-22T00:00:00Z" }

                    """)
        }
    }

    @Test func `never ends in a crash, whatever it is fed`() throws {
        try inDirectory { directory in
            let result = try shell(
                "head -c 20000 /dev/urandom > rules/b.secrule; tool check > /dev/null 2>&1; echo $?; rm rules/b.secrule; "
                    + "head -c 20000 /dev/urandom > devices.json; tool run --data devices.json > /dev/null 2>&1; echo $?",
                in: directory)
            let codes = result.output.split(separator: "\n")
            #expect(codes.allSatisfy { ["0", "1", "2", "3"].contains($0) }, "\(codes)")
        }
    }
}
