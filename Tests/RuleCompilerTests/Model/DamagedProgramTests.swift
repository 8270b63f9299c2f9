import RuleCompiler
import RuleText
import TestSupport
import Testing

@Suite struct `Damaged programs` {
    private static let program = """
        entity device "Device" from "machines" key id newest seen stale after 1d by seen {
          id text risk none < low < high reading "?" as missing seen time points number 0..10 os version ip ip
        }
        entity alert key id { id text device device severity low < high tags list of text }
        entity evidence in alert key alert, sha256 { alert alert sha256 text }
        score exposure number 0..100 lower is better
        param limit = 60 in 0..100
        param level as device.risk = high
        define device.noisy = count(alert of device) > 3
        define calm = exposure < limit
        role admin
        task check on device
        action isolate on device automatically at most 3 with scope full | part
        action release on device on approval of admin reverses isolate
        rule risky for device when risk >= level and not calm then run isolate on device with scope = full because "{id}"
        rule top for top 3 device by points when noisy then require check on device by admin
        waive risky for device where id == "lab" until 2027-01-31 because "lab" by "Ann"
        test "t" of risky {
          now 2026-11-23 set limit = 1 given exposure = 1 given device "d" { risk: high }
          given evidence "a", "b" {} given completed check on device "d" at now
          expect run isolate on device "d" held expect no check expect risky fires for device "d"
        }
        """

    @Test func `are reported, never the end of the compiler`() {
        let words = Self.program.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
        #expect(diagnostics(Self.program) == [])
        for seed in 1...150 as ClosedRange<UInt64> {
            var generator = SeededRandom(seed: seed)
            var damaged = words
            for _ in 0...Int.random(in: 0...3, using: &generator) {
                let place = Int.random(in: damaged.indices, using: &generator)
                switch Int.random(in: 0...2, using: &generator) {
                case 0: damaged.remove(at: place)
                case 1: damaged.insert(words.randomElement(using: &generator) ?? "", at: place)
                default: damaged[place] = words.randomElement(using: &generator) ?? ""
                }
            }
            let compilation = compile(
                [SourceFile(name: "a.secrule", text: damaged.joined(separator: " "))],
                model: SourceFile(name: "<model>", text: ""))
            #expect(compilation.diagnostics.hasErrors == (compilation.plan == nil), "seed \(seed)")
        }
    }
}
