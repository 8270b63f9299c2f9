import RulePlan
import Testing

@Suite struct `Civil dates` {
    @Test(arguments: [
        (1970, 1, 1, 0, 4), (1969, 12, 31, -1, 3), (2000, 2, 29, 11_016, 2), (2026, 11, 23, 20_780, 1),
        (1, 1, 1, -719_162, 1), (9999, 12, 31, 2_932_896, 5), (1900, 3, 1, -25_508, 4),
    ])
    func `know their place and weekday`(year: Int, month: Int, day: Int, place: Int, weekday: Int) throws {
        let date = try #require(CivilDate(year: year, month: month, day: day))
        #expect(date.daysSinceEpoch == place)
        #expect(date.weekday == weekday)
        #expect(CivilDate(daysSinceEpoch: place) == date)
    }

    @Test(arguments: [
        (0, 1, 1), (10_000, 1, 1), (2026, 0, 1), (2026, 13, 1), (2026, 1, 0), (2026, 1, 32), (2026, 4, 31),
        (2026, 2, 29),
        (1900, 2, 29), (2000, 2, 30), (Int.max, 1, 1), (2026, Int.min, 1), (2026, 1, Int.max),
    ])
    func `refuse a day that does not exist`(year: Int, month: Int, day: Int) {
        #expect(CivilDate(year: year, month: month, day: day) == nil)
    }

    @Test func `follow one another without gap from first to last`() throws {
        var date = CivilDate.earliest
        var count = 1
        while let next = date.adding(days: 1) {
            let isNextDay = next.month == date.month && next.day == date.day + 1
            let isNextMonth = next.day == 1 && date.day == CivilDate.dayCount(ofMonth: date.month, inYear: date.year)
            guard isNextDay || isNextMonth, next > date, next.weekday == date.weekday % 7 + 1 else {
                Issue.record("\(next) follows \(date)")
                return
            }
            date = next
            count += 1
        }
        #expect(date == .latest)
        #expect(count == 3_652_059)
    }

    @Test func `end where the calendar ends`() {
        #expect(CivilDate.latest.adding(days: 1) == nil)
        #expect(CivilDate.earliest.adding(days: -1) == nil)
        #expect(CivilDate.latest.adding(days: .max) == nil)
        #expect(CivilDate.earliest.adding(days: .min) == nil)
        #expect(CivilDate.latest.monthsLater(1, onDay: 1) == nil)
        #expect(CivilDate.earliest.monthsLater(-1, onDay: 1) == nil)
        #expect(CivilDate.latest.monthsLater(.max, onDay: .max) == nil)
        #expect(CivilDate.earliest.monthsLater(.min, onDay: .min) == nil)
    }

    @Test func `take the last day of a shorter month`() throws {
        let date = try #require(CivilDate(year: 2027, month: 1, day: 31))
        #expect(date.monthsLater(1, onDay: 31)?.description == "2027-02-28")
        #expect(date.monthsLater(13, onDay: 31)?.description == "2028-02-29")
        #expect(date.monthsLater(-2, onDay: 31)?.description == "2026-11-30")
        #expect(date.monthsLater(0, onDay: 5)?.description == "2027-01-05")
    }
}
