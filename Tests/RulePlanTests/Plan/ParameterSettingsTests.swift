import RulePlan
import Testing

@Suite struct `Parameters that are set` {
    private let settings = ParameterSettings(
        parameters: [
            PlanParameter(
                name: "limit", type: .number(NumberRange(lower: 0, upper: 100)), defaultValue: .number(60),
                domain: .range(lower: .number(10), upper: .number(90))),
            PlanParameter(name: "ratio", type: .number, defaultValue: .number(0), domain: nil),
            PlanParameter(
                name: "grace", type: .duration, defaultValue: .duration(TimeSpan(seconds: 60)),
                domain: .range(lower: .duration(TimeSpan(seconds: 3_600)), upper: .missing)),
            PlanParameter(name: "strict", type: .boolean, defaultValue: .boolean(false), domain: nil),
            PlanParameter(name: "level", type: .levels(["low", "high"]), defaultValue: .member(0), domain: nil),
            PlanParameter(
                name: "team", type: .text, defaultValue: .text("a"), domain: .list([.text("a"), .text("b")])),
            PlanParameter(name: "names", type: .list(.text), defaultValue: .list([]), domain: nil),
            PlanParameter(name: "since", type: .time, defaultValue: .missing, domain: nil),
            PlanParameter(name: "office", type: .network, defaultValue: .missing, domain: nil),
            PlanParameter(name: "build", type: .version, defaultValue: .missing, domain: nil),
        ], timeZone: .utc)

    private func value(_ setting: String) throws -> Value? { try settings.values(of: [setting]).values.first }

    private func complaint(_ settings: String...) -> String? {
        do throws(SettingError) {
            _ = try self.settings.values(of: settings)
            return nil
        } catch {
            return error.message
        }
    }

    @Test func `are read as their declarations want them`() throws {
        #expect(try value("limit=70.5") == .number(70.5))
        #expect(try value("ratio=-1_000") == .number(-1000))
        #expect(try value("grace=1d12h") == .duration(TimeSpan(seconds: 129_600)))
        #expect(try value("strict=true") == .boolean(true))
        #expect(try value("level=high") == .member(1))
        #expect(try value("team=b") == .text("b"))
        #expect(try value("names=a, b,c") == .list([.text("a"), .text("b"), .text("c")]))
        #expect(try value("names=") == .list([]))
        #expect(try value("since=2026-11-23T09:00:00Z") == TimeReading("2026-11-23T09:00:00Z").instant.map(Value.time))
        #expect(try value("since=2026-11-23") == TimeReading("2026-11-23T00:00:00Z").instant.map(Value.time))
        #expect(try value("office=10.0.0.0/8") == IPNetwork("10.0.0.0/8").map(Value.network))
        #expect(try value("build=10.0.1") == Version("10.0.1").map(Value.version))
    }

    @Test(arguments: [
        ("limit", "'limit' sets nothing; write NAME=VALUE"),
        ("limt=5", "the rules have no parameter 'limt'; did you mean 'limit'?"),
        ("limit=1e3", "'1e3' is no value for 'limit'; give a number from 0 to 100"),
        ("limit=101", "'101' is no value for 'limit'; give a number from 0 to 100"),
        ("limit=5", "'limit' can't be '5'; give 10 to 90"),
        ("ratio=.5", "'.5' is no value for 'ratio'; give a number, like 60 or 0.5"),
        ("ratio=", "'' is no value for 'ratio'; give a number, like 60 or 0.5"),
        ("ratio=inf", "'inf' is no value for 'ratio'; give a number, like 60 or 0.5"),
        ("grace=5", "'5' is no value for 'grace'; give a duration, like 4h or 1d12h"),
        ("grace=-", "'-' is no value for 'grace'; give a duration, like 4h or 1d12h"),
        ("grace=99999999999999w", "'99999999999999w' is no value for 'grace'; give a duration, like 4h or 1d12h"),
        ("grace=5m", "'grace' can't be '5m'; give 1h or more"),
        ("strict=yes", "'yes' is no value for 'strict'; give true or false"),
        ("level=High", "'High' is no value for 'level'; give one of low, high"),
        ("team=c", "'team' can't be 'c'; give one of a, b"),
    ])
    func `are refused with what may be given`(_ setting: String, _ message: String) {
        #expect(complaint(setting) == message)
    }

    @Test func `are set once`() {
        #expect(complaint("limit=20", "limit=30") == "'limit' is set twice; set it once")
    }

    @Test func `are none where the rules have none`() {
        do throws(SettingError) {
            _ = try ParameterSettings(parameters: [], timeZone: .utc).values(of: ["a=1"])
            Issue.record("nothing was thrown")
        } catch {
            #expect(error.message == "the rules have no parameter 'a'; the rules have none")
        }
    }
}
