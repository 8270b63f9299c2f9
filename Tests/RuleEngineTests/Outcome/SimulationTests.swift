import RulePlan
import TestSupport
import Testing

@testable import RuleEngine

/// Ninety days of an estate that changes from day to day, with the history between them.
@Suite struct `Ninety consecutive days` {
    private static let tasks: [PlanCadence] = [
        .daily, .weekly(startingOn: 1), .monthly(startingOn: 31), .every(days: 3), .asNeeded,
    ]

    private func estate(flags: [String], unknown: [String]) -> TestEstate {
        var estate = TestEstate()
        for (flag, cadence) in zip(TestEstate.flags, Self.tasks) {
            let task = estate.task("task_\(flag)", on: TestEstate.device)
            estate.rule(
                "rule_\(flag)", when: flag, estate.require(task, on: TestEstate.device, cadence, within: hours(50)))
        }
        let scan = estate.action("scan")
        estate.rule(
            "scan", when: "f", estate.run(scan, .automatic(limit: 2, perDay: true)),
            .raise(.fixed(.low), PlanTemplate(segments: [])))
        for (place, flags) in flags.enumerated() { estate.device("d\(place)", flags, unknown: unknown[place]) }
        return estate
    }

    @Test(arguments: [(TestZone.utc, UInt64(1)), (.amsterdam, 2), (.newYork, 3), (.apia, 4)])
    func `open nothing twice, continue what is open and close what no longer holds`(zone: TestZone, seed: UInt64) throws
    {
        var random = SeededRandom(seed: seed)
        var history = History()
        var flags = ["abcde", "acf", "f"]
        // By id: since when the item is open, kept beside the history as a model of it.
        var open: [String: Instant] = [:]
        var completions: [String: Instant] = [:]
        // The clocks change on the way, in Amsterdam and in New York.
        var now = time("2026-09-20T09:00:00", in: zone)

        for day in 0..<90 {
            let comment = Comment("seed \(seed), day \(day), \(zone.rawValue)")
            var unknown = ["", "", ""]
            for place in flags.indices {
                for flag in TestEstate.flags where Int.random(in: 0..<6, using: &random) == 0 {
                    if flags[place].contains(flag) {
                        flags[place].removeAll { String($0) == flag }
                    } else {
                        flags[place] += flag
                    }
                    if Int.random(in: 0..<3, using: &random) == 0 { unknown[place] += flag }
                }
            }
            let estate = estate(flags: flags, unknown: unknown)
            let outcome = estate.outcome(at: now, in: zone, history.events)
            let events = recordedEvents(for: outcome, history: history)
            #expect(Set(outcome.ids).count == outcome.ids.count, comment)

            for item in outcome.items {
                #expect(item.firstSeen == open[item.id] ?? now, comment)
                if item.kind == .task { #expect(item.due.map { $0 <= item.firstSeen + hours(50) } == true, comment) }
            }
            for event in events {
                #expect(event.at == now, comment)
                switch event.kind {
                case .opened:
                    #expect(open[event.id] == nil, comment)
                    #expect(outcome.item(event.id) != nil, comment)
                    open[event.id] = now
                case .closed:
                    #expect(open.removeValue(forKey: event.id) != nil, comment)
                    #expect(outcome.item(event.id) == nil, comment)
                default:
                    Issue.record("a run records \(event.kind)", sourceLocation: #_sourceLocation)
                }
            }
            #expect(outcome.items.allSatisfy { open[$0.id] != nil }, comment)
            // What stays open without being listed holds or is undetermined.
            for id in open.keys where outcome.item(id) == nil {
                let id = try #require(ItemID(id))
                #expect(outcome.standingItems.contains(id) || outcome.unsettledItems.contains(id), comment)
            }
            check(outcome, flags: flags, unknown: unknown, completions: completions, now: now, zone: zone, comment)
            history.events += events

            // A second run at the same time has nothing to record.
            if day.isMultiple(of: 10) {
                let again = estate.outcome(at: now, in: zone, history.events)
                #expect(recordedEvents(for: again, history: history) == [], comment)
            }

            // People do some of the work during the day.
            for item in outcome.items where item.kind != .finding && Int.random(in: 0..<3, using: &random) == 0 {
                let at = now + hours(Int64.random(in: 0..<12, using: &random))
                history.events.append(completed(item.id, at))
                open[item.id] = nil
                completions[item.id] = at
            }
            now = zone.rules.instant(
                of: try #require(zone.rules.civilDate(at: now).adding(days: 1)), secondOfDay: 9 * 3_600)
        }
    }

    /// Every recurring task is listed exactly where its rule fires and it was not done in its period.
    private func check(
        _ outcome: Outcome, flags: [String], unknown: [String], completions: [String: Instant], now: Instant,
        zone: TestZone, _ comment: Comment
    ) {
        for (place, flags) in flags.enumerated() {
            for (flag, cadence) in zip(TestEstate.flags, Self.tasks) {
                let id = "task/task_\(flag)/device/d\(place)"
                let holds = flags.contains(flag) && !unknown[place].contains(flag)
                let isDone: Bool
                switch cadence {
                case .every(let days): isDone = completions[id].map { now < $0 + hours(Int64(days) * 24) } ?? false
                case .asNeeded: isDone = false
                default:
                    let start = RecurrencePeriod(of: cadence, at: now, in: zone.rules)?.start
                    isDone = completions[id].map { $0 >= start ?? $0 } ?? false
                }
                #expect((outcome.item(id) != nil) == (holds && !isDone), "\(id), \(comment)")
            }
        }
    }
}
