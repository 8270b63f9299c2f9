import Foundation
import RuleData
import RuleEngine
import RulePlan
import RuleText

/// The tool as a process: what somebody waits for who runs it, and how much memory it takes.
func processSection(_ bench: Bench) -> [MeasuredRow] {
    guard let tool = ToolProcess() else {
        print("process: not measured, since there is no 'secops-rules' beside this program; build it first:")
        print("swift build -c release --product secops-rules\n")
        return []
    }
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("secops-rules-bench-\(getpid())")
    defer { try? FileManager.default.removeItem(at: folder) }
    let work = ProcessWork(bench, folder)
    do { try work.write() } catch {
        print("process: not measured, since the estate can't be written to \(folder.path): \(error)\n")
        return []
    }
    var rows = work.rows(
        of: tool, ["--format", "counts"], named: "run --format counts", seconds: 0.4, bytes: 300_000_000)
    if let runs = tool.runs(bench.options.runs, ["--version"]) {
        rows.append(
            MeasuredRow(
                "--version", size: "", Measurement(runs), amount: 1, .times,
                must: bench.options.isQuick ? nil : .seconds(0.004)))
    }
    return rows + work.parts()
}

/// An estate and rules in files.
private struct ProcessWork {
    let bench: Bench
    let folder: URL
    let ruleCount: Int
    let deviceCount: Int

    init(_ bench: Bench, _ folder: URL) {
        self.bench = bench
        self.folder = folder
        ruleCount = bench.size(1_000, quick: 22)
        deviceCount = bench.size(1_000_000, quick: 2_000)
    }

    private var size: String { "\(BenchTable.grouped(deviceCount)) × \(BenchTable.grouped(ruleCount))" }
    private var model: URL { folder.appendingPathComponent("model.secrule") }
    private var rules: URL { folder.appendingPathComponent("rules.secrule") }
    private var devices: URL { folder.appendingPathComponent("devices.ndjson") }

    func write() throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try Data(GeneratedRules.model.bytes).write(to: model)
        try Data(GeneratedRules(.init(count: ruleCount)).text.utf8).write(to: rules)
        try Data(bench.estate(devices: deviceCount).devices.ndjson()).write(to: devices)
    }

    /// Running the tool on them: its time, and its peak.
    func rows(
        of tool: ToolProcess, _ arguments: [String], named name: String, seconds: Double? = nil, bytes: Int? = nil
    ) -> [MeasuredRow] {
        let command =
            ["run", rules.path, "--model", model.path, "--data", devices.path, "--now", "2026-11-23T09:00:00Z"]
            + ["--time-zone", "UTC"] + arguments
        guard let runs = tool.runs(bench.options.runs, command) else {
            print("process: '\(name)' failed")
            return []
        }
        let time = Measurement(runs)
        var memory = MeasuredRow(
            "… its peak of memory", size: size, time, amount: deviceCount, .rows,
            must: bench.options.isQuick ? nil : bytes.map { .peak($0) })
        memory.peaks = runs.map(\.peak)
        return [
            MeasuredRow(
                name, size: size, time, amount: deviceCount, .rows,
                must: bench.options.isQuick ? nil : seconds.map { .seconds($0) }),
            memory,
        ]
    }

    /// The same work in this process, taken apart, on two cores.
    func parts() -> [MeasuredRow] {
        let plan = bench.plan(.init(count: ruleCount))
        guard let bytes = try? [UInt8](Data(contentsOf: devices)) else { return [] }
        func read() -> DataReader {
            var reader = DataReader(schema: plan.schema)
            try? reader.read(bytes, name: devices.path)
            return reader
        }
        let reader = read()
        let data = reader.finish()
        precondition(data.tables[0]?.rowCount == deviceCount, "the estate can't be read")
        let columnar = ColumnarOptions(parallelism: .twoCores)
        func row(_ name: String, _ work: () -> Int) -> MeasuredRow {
            MeasuredRow("… in this process: \(name)", size: size, bench.measure(work), amount: deviceCount, .rows)
        }
        return [
            row("reading") { read().hasDestination(named: "device") ? 1 : 0 },
            row("tables of what was read") { reader.finish().tables[0]?.rowCount ?? 0 },
            row("program and counts") {
                RuleTallies(plan, on: data, in: GeneratedEstate.context, columnar: columnar).rules
                    .reduce(0) { $0 &* 31 &+ $1.fired }
            },
        ]
    }
}

extension Measurement {
    fileprivate init(_ runs: [ToolProcess.Run]) {
        let wall = runs.reduce(0) { $0 + $1.seconds }
        self.init(
            seconds: runs.map(\.seconds),
            processorShare: wall > 0 ? runs.reduce(0) { $0 + $1.processorSeconds } / wall : 0)
    }
}
