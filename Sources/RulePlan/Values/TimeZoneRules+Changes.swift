/// When a zone's clocks change, for those who write the zone down.
extension TimeZoneRules {
    /// One change of the offset from UTC.
    package struct Change: Hashable, Sendable {
        /// The first instant of the new offset.
        package var at: Instant
        /// Seconds east of UTC.
        package var before: Int
        package var after: Int

        /// What the clocks show at that instant, were they not changed.
        package var localTime: LocalTime {
            LocalTime(clampingSeconds: at.secondsSinceEpoch + Int64(before))
        }
    }

    /// A change that comes every year, on a weekday of a month.
    package struct YearlyRule: Hashable, Sendable {
        /// 1 to 12.
        package var month: Int
        /// 1 to 4 from the month's begin, or -1 for the last one.
        package var week: Int
        /// 0 (Sunday) to 6.
        package var weekday: Int
        /// Seconds east of UTC, behind the change.
        package var after: Int
    }

    /// The changes of the offset in a stretch of time, ascending; both ends included.
    package func changes(from start: Instant, through end: Instant) -> [Change] {
        var result: [Change] = []
        var start = start.secondsSinceEpoch
        let end = end.secondsSinceEpoch
        // A year at a time, which is as far as the yearly rule is looked up at once.
        while start <= end {
            let stop = min(start + 31_536_000, end + 1)
            for second in Set(changes(after: start - 1, through: stop - 1)).sorted() {
                let (before, after) = (offset(atSecond: second - 1), offset(atSecond: second))
                guard before != after else { continue }
                result.append(Change(at: Instant(clampingSeconds: second), before: before, after: after))
            }
            start = stop
        }
        return result
    }

    /// The two changes that come every year from some instant on.
    /// - Returns: Nothing where the zone keeps one offset, or changes on days that are no weekdays of a month.
    package var yearlyRules: (from: Instant, rules: [YearlyRule])? {
        guard let rule, let daylight = rule.daylight,
            let start = daylight.start.yearlyRule(after: daylight.offset),
            let end = daylight.end.yearlyRule(after: rule.standardOffset)
        else { return nil }
        // Zone files list changes that follow the rule, sometimes for decades.
        var first = transitions.count
        while first > 0, rule.offset(atSecond: transitions[first - 1]) == offsets[first - 1],
            rule.offset(atSecond: transitions[first - 1] - 1) == (first > 1 ? offsets[first - 2] : initialOffset)
        {
            first -= 1
        }
        let from = first > 0 ? Instant(clampingSeconds: transitions[first - 1] + 1) : nil
        return (from ?? Instant(clampingSeconds: .min), [start, end])
    }
}

extension YearlyChange {
    fileprivate func yearlyRule(after offset: Int) -> TimeZoneRules.YearlyRule? {
        guard case .weekday(let month, let week, let weekday) = day, (0..<86_400).contains(time) else { return nil }
        return TimeZoneRules.YearlyRule(month: month, week: week == 5 ? -1 : week, weekday: weekday, after: offset)
    }
}
