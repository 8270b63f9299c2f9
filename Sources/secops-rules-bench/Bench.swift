import Glibc
import RuleCompiler
import RuleEngine
import RulePlan
import RuleText

/// A part of the table.
struct BenchSection: Sendable {
    var name: String
    var measure: @Sendable (Bench) -> [MeasuredRow]

    static let all = [
        BenchSection(name: "front-end", measure: frontEndSection),
        BenchSection(name: "analysis", measure: analysisSection),
        BenchSection(name: "plan-file", measure: planFileSection),
        BenchSection(name: "reader", measure: readerSection),
        BenchSection(name: "batch", measure: batchSection),
        BenchSection(name: "kernels", measure: kernelSection),
        BenchSection(name: "cores", measure: coreSection),
        BenchSection(name: "related-rows", measure: relatedRowsSection),
        BenchSection(name: "emission", measure: emissionSection),
        BenchSection(name: "single-row", measure: singleRowSection),
        BenchSection(name: "incremental", measure: incrementalSection),
        BenchSection(name: "editor", measure: editorSection),
        BenchSection(name: "process", measure: processSection),
        BenchSection(name: "growth", measure: { _ in [] }),
    ]
}

/// What the sections measure with: the options, and rules and estates made once for all of them.
final class Bench {
    let options: BenchOptions
    private var plans: [GeneratedRules.Shape: Plan] = [:]
    private var estates: [Int: GeneratedEstate] = [:]
    private var datasets: [Int: Dataset] = [:]

    init(_ options: BenchOptions) {
        self.options = options
    }

    /// A size for a full run, or the one for a quick run.
    func size(_ full: Int, quick: Int) -> Int { options.isQuick ? quick : full }

    func measure(_ work: () -> Int) -> Measurement {
        secops_rules_bench.measure(runs: options.runs, work)
    }

    /// The rules of a shape, compiled.
    func plan(_ shape: GeneratedRules.Shape) -> Plan {
        if let plan = plans[shape] { return plan }
        let rules = GeneratedRules(shape)
        let compilation = compile(rules.files, model: GeneratedRules.model)
        guard let plan = compilation.plan else {
            print(DiagnosticText(files: compilation.files).rendered(Array(compilation.diagnostics.prefix(5))))
            preconditionFailure("the generated rules do not compile")
        }
        plans[shape] = plan
        return plan
    }

    func estate(devices count: Int) -> GeneratedEstate {
        if let estate = estates[count] { return estate }
        let estate = GeneratedEstate(devices: count, seed: 1)
        estates[count] = estate
        return estate
    }

    /// The estate of so many devices in the engine's columns.
    func data(devices count: Int) -> Dataset {
        if let data = datasets[count] { return data }
        let data = estate(devices: count).dataset(of: plan(.init(count: 1)).schema)
        datasets[count] = data
        return data
    }

    /// Lets the estate of so many devices go, which may be large.
    func forget(devices count: Int) {
        estates[count] = nil
        datasets[count] = nil
    }
}

/// Measures what is asked for, and prints it.
func runBench(_ options: BenchOptions) {
    let bench = Bench(options)
    let start = (wall: clockSeconds(CLOCK_MONOTONIC), processor: clockSeconds(CLOCK_PROCESS_CPUTIME_ID))
    print(
        options.isQuick
            ? "secops-rules-bench --quick: small sizes, the times mean nothing\n"
            : "secops-rules-bench: the least and the median of \(options.runs) runs\n")
    for section in BenchSection.all where options.isAskedFor(section) {
        let load = loadAverage()
        if section.name == "growth" {
            for growth in growthTables(bench) { print(BenchTable.text(growth)) }
            continue
        }
        let rows = section.measure(bench)
        if !rows.isEmpty { print("\(section.name) (load before: \(load))\n\(BenchTable.text(rows))") }
        fflush(nil)
    }
    let wall = clockSeconds(CLOCK_MONOTONIC) - start.wall
    let processor = clockSeconds(CLOCK_PROCESS_CPUTIME_ID) - start.processor
    print("How busy the machine was: load \(loadAverage()) on \(sysconf(CInt(_SC_NPROCESSORS_ONLN))) cores;")
    print(
        "this process had \(BenchTable.short(processor)) s of processor time in \(BenchTable.short(wall)) s (ratio \(BenchTable.short(processor / wall)))."
    )
    print("Checksum of all results: \(unsafe String(checksum.value, radix: 16))")
}

/// How many processes wanted a core in the last 1, 5 and 15 minutes.
private func loadAverage() -> String {
    var loads = [0.0, 0, 0]
    guard unsafe getloadavg(&loads, 3) == 3 else { return "unknown" }
    return loads.map(BenchTable.short).joined(separator: ", ")
}
