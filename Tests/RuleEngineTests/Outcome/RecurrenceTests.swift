import RulePlan
import Testing

@testable import RuleEngine

/// One line of the table of due times; times without `Z` are local.
struct DueCase: CustomTestStringConvertible {
    var zone: TestZone
    var cadence: PlanCadence
    var now: String
    /// The first second of the period and its last one.
    var start: String
    var due: String

    init(_ zone: TestZone, _ cadence: PlanCadence, _ now: String, from start: String, due: String) {
        self.zone = zone
        self.cadence = cadence
        self.now = now
        self.start = start
        self.due = due
    }

    var testDescription: String { "\(cadence.text) at \(now) in \(zone.rawValue)" }
}

@Suite struct `Recurring tasks` {
    /// Calendar periods that look the same in every zone: local midnight is the only thing that matters.
    private static let calendar: [(PlanCadence, now: String, start: String, end: String)] = [
        // Days, over the ends of months and years and the leap day.
        (.daily, "2026-11-23T09:00:00", "2026-11-23", "2026-11-23"),
        (.daily, "2026-11-30T23:59:59", "2026-11-30", "2026-11-30"),
        (.daily, "2026-12-31T00:00:00", "2026-12-31", "2026-12-31"),
        (.daily, "2024-02-28T12:00:00", "2024-02-28", "2024-02-28"),
        (.daily, "2024-02-29T12:00:00", "2024-02-29", "2024-02-29"),
        (.daily, "2100-02-28T12:00:00", "2100-02-28", "2100-02-28"),
        // Weeks: 2026-11-23 is a Monday.
        (.weekly(startingOn: 1), "2026-11-23T00:00:00", "2026-11-23", "2026-11-29"),
        (.weekly(startingOn: 1), "2026-11-29T23:59:59", "2026-11-23", "2026-11-29"),
        (.weekly(startingOn: 2), "2026-11-23T09:00:00", "2026-11-17", "2026-11-23"),
        (.weekly(startingOn: 7), "2026-11-23T09:00:00", "2026-11-22", "2026-11-28"),
        (.weekly(startingOn: 5), "2024-02-29T09:00:00", "2024-02-23", "2024-02-29"),
        (.weekly(startingOn: 4), "2024-02-29T09:00:00", "2024-02-29", "2024-03-06"),
        (.weekly(startingOn: 1), "2027-01-01T09:00:00", "2026-12-28", "2027-01-03"),
        // Months.
        (.monthly(startingOn: 1), "2026-11-23T09:00:00", "2026-11-01", "2026-11-30"),
        (.monthly(startingOn: 1), "2024-02-29T09:00:00", "2024-02-01", "2024-02-29"),
        (.monthly(startingOn: 1), "2026-02-01T00:00:00", "2026-02-01", "2026-02-28"),
        (.monthly(startingOn: 15), "2026-11-14T23:59:59", "2026-10-15", "2026-11-14"),
        (.monthly(startingOn: 15), "2026-11-15T00:00:00", "2026-11-15", "2026-12-14"),
        (.monthly(startingOn: 15), "2027-01-03T09:00:00", "2026-12-15", "2027-01-14"),
        (.monthly(startingOn: 31), "2026-11-30T09:00:00", "2026-11-30", "2026-12-30"),
        (.monthly(startingOn: 31), "2026-11-29T09:00:00", "2026-10-31", "2026-11-29"),
        (.monthly(startingOn: 31), "2026-02-28T09:00:00", "2026-02-28", "2026-03-30"),
        (.monthly(startingOn: 31), "2024-02-28T09:00:00", "2024-01-31", "2024-02-28"),
        (.monthly(startingOn: 30), "2024-02-29T09:00:00", "2024-02-29", "2024-03-29"),
        (.monthly(startingOn: 29), "2023-02-28T09:00:00", "2023-02-28", "2023-03-28"),
        // Across a change of the clocks, in Amsterdam and in New York.
        (.daily, "2026-10-25T12:00:00", "2026-10-25", "2026-10-25"),
        (.daily, "2026-11-01T12:00:00", "2026-11-01", "2026-11-01"),
        (.daily, "2026-03-29T12:00:00", "2026-03-29", "2026-03-29"),
        (.weekly(startingOn: 1), "2026-10-24T12:00:00", "2026-10-19", "2026-10-25"),
        (.monthly(startingOn: 1), "2026-03-08T12:00:00", "2026-03-01", "2026-03-31"),
    ]

    static let cases = TestZone.allCases.flatMap { zone in
        calendar.map {
            DueCase(zone, $0.0, $0.now, from: "\($0.start)T00:00:00", due: "\($0.end)T23:59:59")
        }
    }

    @Test(arguments: cases)
    func `are due in the last second of their period`(test: DueCase) throws {
        let zone = test.zone
        let now = time(test.now, in: zone)
        let period = try #require(RecurrencePeriod(of: test.cadence, at: now, in: zone.rules))
        #expect(period.start == time(test.start, in: zone))
        #expect(period.lastSecond == time(test.due, in: zone))

        func due(after completion: Instant?) -> Recurrence? {
            Recurrence(test.cadence, lastCompletion: completion, at: now, in: zone.rules)
        }
        #expect(due(after: nil)?.due == period.lastSecond)
        #expect(due(after: period.start - TimeSpan(seconds: 1))?.due == period.lastSecond)
        #expect(due(after: period.start) == nil)
        #expect(due(after: now) == nil)
    }

    @Test(arguments: [
        (TestZone.amsterdam, "2026-03-29T12:00:00", "2026-03-28T23:00:00Z", "2026-03-29T21:59:59Z"),
        (.amsterdam, "2026-10-25T12:00:00", "2026-10-24T22:00:00Z", "2026-10-25T22:59:59Z"),
        (.newYork, "2026-03-08T12:00:00", "2026-03-08T05:00:00Z", "2026-03-09T03:59:59Z"),
        (.newYork, "2026-11-01T12:00:00", "2026-11-01T04:00:00Z", "2026-11-02T04:59:59Z"),
        (.apia, "2026-11-23T12:00:00", "2026-11-22T11:00:00Z", "2026-11-23T10:59:59Z"),
        // The last second before the day that Apia skipped.
        (.apia, "2011-12-29T12:00:00", "2011-12-29T10:00:00Z", "2011-12-30T09:59:59Z"),
        (.apia, "2011-12-31T12:00:00", "2011-12-30T10:00:00Z", "2011-12-31T09:59:59Z"),
    ])
    func `have days of 23, 24 and 25 hours`(zone: TestZone, now: String, start: String, due: String) throws {
        let period = try #require(RecurrencePeriod(of: .daily, at: time(now, in: zone), in: zone.rules))
        #expect(period.start == time(start))
        #expect(period.lastSecond == time(due))
    }

    @Test func `have weeks and months around a day that was skipped`() throws {
        let now = time("2011-12-28T12:00:00", in: .apia)
        let week = try #require(RecurrencePeriod(of: .weekly(startingOn: 5), at: now, in: TestZone.apia.rules))
        #expect(week.lastSecond == time("2011-12-30T09:59:59Z"))
        let month = try #require(RecurrencePeriod(of: .monthly(startingOn: 30), at: now, in: TestZone.apia.rules))
        #expect(month.lastSecond == time("2011-12-30T09:59:59Z"))
    }

    @Test(arguments: TestZone.allCases)
    func `every few days count elapsed time from the last completion`(zone: TestZone) {
        let now = time("2026-10-26T09:00:00", in: zone)
        func due(after completion: Instant?) -> Recurrence? {
            Recurrence(.every(days: 3), lastCompletion: completion, at: now, in: zone.rules)
        }
        #expect(due(after: nil)?.due == now)
        #expect(due(after: now - hours(72))?.due == now)
        #expect(due(after: now - hours(100))?.due == now - hours(28))
        #expect(due(after: now - hours(72) + TimeSpan(seconds: 1)) == nil)
        #expect(Recurrence(.every(days: .max), lastCompletion: now, at: now, in: zone.rules) == nil)
    }

    @Test func `as needed have no time of their own, whenever they were done`() throws {
        let now = time("2026-11-23T09:00:00Z")
        let never = try #require(Recurrence(.asNeeded, lastCompletion: nil, at: now, in: .utc))
        let justDone = try #require(Recurrence(.asNeeded, lastCompletion: now, at: now, in: .utc))
        #expect(never.due == nil)
        #expect(justDone.due == nil)
    }

    @Test func `end with the calendar`() throws {
        let last = try #require(Instant(secondsSinceEpoch: 253_402_300_799))
        let first = try #require(Instant(secondsSinceEpoch: -62_135_596_800))
        for cadence in [PlanCadence.daily, .weekly(startingOn: 1), .monthly(startingOn: 31)] {
            #expect(RecurrencePeriod(of: cadence, at: last, in: .utc)?.lastSecond == last)
            #expect(RecurrencePeriod(of: cadence, at: first, in: .utc)?.start == first)
        }
    }

    @Test func `order by their length`() {
        let sorted: [PlanCadence] = [
            .daily, .every(days: 1), .every(days: 2), .every(days: 7), .weekly(startingOn: 1), .weekly(startingOn: 7),
            .every(days: 30), .monthly(startingOn: 1), .monthly(startingOn: 2), .every(days: 31), .asNeeded,
        ]
        #expect(sorted.reversed().sorted() == sorted)
        #expect(
            sorted.map(\.text) == [
                "daily", "every 1 day", "every 2 days", "every 7 days", "weekly on monday", "weekly on sunday",
                "every 30 days", "monthly on day 1", "monthly on day 2", "every 31 days", "as needed",
            ])
    }
}
