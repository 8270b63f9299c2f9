import RulePlan
import RuleText
import Testing

@testable import RuleEngine

@Suite struct `The history of an item` {
    private let now = TestEstate.now
    private let id = "task/check/device/d1"

    private func index(_ events: History.Event...) -> HistoryIndex.Item? {
        ItemID(id).flatMap { HistoryIndex(History(events: events))[$0] }
    }

    @Test func `begins with the first opening of the open episode`() {
        #expect(index(opened(id, now - hours(5)), opened(id, now - hours(3)))?.openSince == now - hours(5))
        #expect(index(opened(id, now - hours(5)), failed(id, now - hours(4)))?.openSince == now - hours(5))
    }

    @Test func `ends with a completion or a closing, and begins anew`() {
        for end in [completed(id, now - hours(4)), closed(id, now - hours(4))] {
            #expect(index(opened(id, now - hours(5)), end)?.openSince == nil)
            #expect(index(opened(id, now - hours(5)), end, opened(id, now - hours(3)))?.openSince == now - hours(3))
        }
        #expect(index(opened(id, now - hours(5)), completed(id, now - hours(4)))?.lastCompletion == now - hours(4))
        #expect(index(opened(id, now - hours(5)), closed(id, now - hours(4)))?.lastCompletion == nil)
    }

    @Test func `goes by the time of events, then by the order in which they were recorded`() {
        // Recorded the next morning, after the new episode was opened.
        let late = index(
            opened(id, now - hours(30)), completed(id, now - hours(20)), opened(id, now - hours(3)),
            completed(id, now - hours(19)))
        #expect(late?.openSince == now - hours(3))
        #expect(late?.lastCompletion == now - hours(19))
        #expect(index(opened(id, now), completed(id, now))?.openSince == nil)
        #expect(index(completed(id, now), opened(id, now))?.openSince == now)
    }

    @Test func `is one for keys that differ in case`() {
        #expect(index(opened("task/check/device/D1", now))?.openSince == now)
        #expect(index(opened("task/Check/device/d1", now)) == nil)
    }

    @Test func `leaves out ids of no known form`() {
        #expect(HistoryIndex(History(events: [opened("ticket/1", now)])).items.isEmpty)
    }

    @Test func `sets when an item was first seen, and what its time runs from`() throws {
        var estate = TestEstate()
        let check = estate.task("check", on: TestEstate.device)
        estate.rule("r", estate.require(check, on: TestEstate.device, within: hours(24)))
        estate.device("d1")
        estate.device("d2")
        let outcome = estate.outcome([opened(id, now - hours(30)), opened("task/check/device/d2", now + hours(1))])
        let items = outcome.items
        #expect(items.map(\.firstSeen) == [now - hours(30), now])
        #expect(items.map(\.due) == [now - hours(6), now + hours(24)])
    }

    @Test func `tells whether a recurring task was done in its period`() {
        var estate = TestEstate()
        let (check, review) = (estate.task("check", on: TestEstate.device), estate.task("review"))
        estate.rule(
            "one", estate.require(check, on: TestEstate.device, .daily), estate.require(review, .weekly(startingOn: 1)))
        estate.device("d1")
        estate.device("d2")
        // 2026-11-23 is a Monday; Amsterdam's began an hour before.
        let events = [
            completed(id, time("2026-11-22T23:30:00Z")), completed("task/review", time("2026-11-22T23:30:00Z")),
        ]
        #expect(
            estate.outcome(in: .utc, events).ids == ["task/check/device/d1", "task/check/device/d2", "task/review"])
        #expect(estate.outcome(in: .amsterdam, events).ids == ["task/check/device/d2"])
    }

    @Test func `leaves a rule's recurring task out of the item while another rule still asks for it`() throws {
        var estate = TestEstate()
        let review = estate.task("review")
        estate.rule("weekly", for: nil, severity: .high, estate.require(review, .weekly(startingOn: 1)))
        estate.rule("daily", for: nil, severity: .low, estate.require(review, .daily))
        estate.rule("thrice", for: nil, estate.require(review, .every(days: 3)))
        let tuesday = time("2026-11-24T09:00:00Z")
        let item = try #require(estate.outcome(at: tuesday, [completed("task/review", now)]).items.first)
        #expect(item.reasons.map(\.rule) == ["daily"])
        #expect(item.severity == .low)
        #expect(item.due == time("2026-11-24T23:59:59Z"))
        let first = try #require(estate.outcome(at: tuesday).items.first)
        #expect(first.reasons.count == 3)
        #expect(first.due == tuesday)
    }
}

@Suite struct `What a run records` {
    private let now = TestEstate.now
    private let id = "task/check/device/d1"

    private func recorded(
        _ events: [History.Event], _ prepare: (inout TestEstate) -> Void = { $0.device("d1", "a") }
    ) -> [History.Event] {
        var estate = TestEstate()
        let (check, scan) = (estate.task("check", on: TestEstate.device), estate.action("scan"))
        estate.rule("check", when: "a", estate.require(check, on: TestEstate.device))
        estate.rule("scan", when: "b", estate.run(scan, .automatic(limit: 5, perDay: false)))
        estate.rule("tell", when: "c", .raise(.fixed(.low), PlanTemplate(segments: [])))
        estate.rule("never", when: "d", estate.forbid(scan))
        prepare(&estate)
        return recordedEvents(for: estate.outcome(events), history: History(events: events))
    }

    @Test func `is what was opened, in the order of the items`() {
        #expect(
            recorded([]) { $0.device("d1", "abc") }
                == [
                    opened("finding/tell/device/d1", now), opened(id, now), opened("action/scan/device/d1", now),
                ])
    }

    @Test func `opens nothing twice`() {
        #expect(recorded([opened(id, now - hours(9))]) == [])
        #expect(recorded([opened("task/check/device/D1", now - hours(9))]) == [])
        #expect(recorded([opened(id, now - hours(9)), completed(id, now - hours(8))]) == [opened(id, now)])
    }

    @Test func `closes what no longer holds, by id`() {
        let events = [opened(id, now - hours(9)), opened("action/scan/device/d1", now - hours(9))]
        #expect(
            recorded(events) { $0.device("d1") } == [closed("action/scan/device/d1", now), closed(id, now)])
        #expect(recorded(events) { _ in } == [closed("action/scan/device/d1", now), closed(id, now)])
        #expect(
            recorded(events + [completed(id, now), closed("action/scan/device/d1", now)]) { $0.device("d1") } == [])
        #expect(recorded([opened("task/gone", now - hours(9))]) { _ in } == [closed("task/gone", now)])
    }

    @Test func `leaves alone what is not an item`() {
        #expect(recorded([opened("ticket/1", now - hours(9))]) { _ in } == [])
    }

    @Test func `closes what is forbidden now`() {
        #expect(
            recorded([opened("action/scan/device/d1", now - hours(9))]) { $0.device("d1", "bd") }
                == [closed("action/scan/device/d1", now)])
    }

    @Test func `keeps an automatic action open that is under way`() {
        #expect(recorded([opened("action/scan/device/d1", now - hours(9))]) { $0.device("d1", "b") } == [])
    }

    @Test func `keeps open what is undetermined`() {
        let events = [
            opened(id, now - hours(9)), opened("action/scan/device/d1", now - hours(9)),
            opened("finding/tell/device/d1", now - hours(9)),
        ]
        #expect(recorded(events) { $0.device("d1", unknown: "abc") } == [])
        #expect(recorded(events) { $0.withholdDevices() } == [])
    }
}

@Suite struct `Stale data` {
    private func problems(_ seen: [Instant?], age: TimeSpan = hours(24)) -> [DataSummary] {
        var estate = TestEstate()
        estate.plan.schema.entities[0].staleness = EntitySchema.Staleness(age: age, field: FieldSlot(9))
        for (place, seen) in seen.enumerated() { estate.device("d\(place)", seen: seen) }
        return estate.outcome().data
    }

    @Test func `is a problem of its entity where the newest row is too old`() {
        let now = TestEstate.now
        let data = problems([now - hours(30), now - hours(25), nil])
        #expect(
            data.first?.problems == [
                DataSummary.Problem(
                    code: .staleData, count: 1,
                    example: "machines.json: the newest 'seen' of 'device' is 2026-11-22T08:00:00Z, "
                        + "more than 1d before 2026-11-23T09:00:00Z")
            ])
        #expect(data.last?.problems == [])
    }

    @Test func `is none where the newest row is not, or where no time is known`() {
        let now = TestEstate.now
        for seen in [[now - hours(30), now - hours(24)], [now + hours(1)], [nil], []] {
            #expect(problems(seen).flatMap(\.problems) == [])
        }
    }
}
