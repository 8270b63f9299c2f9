/// A time zone: a table of offsets, made from the bytes of a zone file.
///
/// Local times that a change of the clocks skips mean the first instant after the gap; those that it repeats mean the earlier one.
public struct TimeZoneRules: Hashable, Sendable {
    public static let utc = TimeZoneRules(transitions: [], offsets: [], initialOffset: 0, rule: nil)

    /// Seconds since 1970-01-01T00:00:00Z, ascending.
    let transitions: [Int64]
    /// The offset from the transition of the same place on.
    let offsets: [Int]
    /// Before the first transition.
    let initialOffset: Int
    /// From the last transition on.
    let rule: PosixTimeZone?

    // Invariant: as many offsets as transitions; every offset within `offsetBounds`.

    /// The offsets that a zone may have, in seconds (RFC 9636, section 3.2: more than −25 h, less than 26 h).
    static let offsetBounds = -89_999...93_599

    /// Seconds east of UTC at that instant.
    public func offset(at instant: Instant) -> Int {
        offset(atSecond: instant.secondsSinceEpoch)
    }

    /// What the clocks of the zone show. Beyond the years 0001 to 9999 the first or last second of them stands.
    public func localTime(at instant: Instant) -> LocalTime {
        let second = instant.secondsSinceEpoch
        return LocalTime(clampingSeconds: second + Int64(offset(atSecond: second)))
    }

    /// The day that the zone's calendars show.
    public func civilDate(at instant: Instant) -> CivilDate {
        localTime(at: instant).date
    }

    /// The first instant of a day. Where the zone skipped midnight, or the whole day, the first instant after the gap.
    public func startOfDay(_ date: CivilDate) -> Instant {
        instant(of: date, secondOfDay: 0)
    }

    /// The instant at which the zone's clocks show a local time.
    /// - Parameter secondOfDay: 0 to 86 400; others are brought into that range.
    public func instant(of date: CivilDate, secondOfDay: Int) -> Instant {
        let local = Int64(date.daysSinceEpoch) * 86_400 + Int64(min(max(secondOfDay, 0), 86_400))

        // The stretches of constant offset that could show it, in order. In the first of them that has not ended when its clock
        // shows the local time, that is the answer, or its beginning, if it began with a later time: then a gap came before it.
        var start = local - Int64(Self.offsetBounds.upperBound) - 1
        var offset = offset(atSecond: start)
        for end in changes(after: start, through: local - Int64(Self.offsetBounds.lowerBound) + 1) {
            let candidate = local - Int64(offset)
            if candidate < end { return Instant(clampingSeconds: max(candidate, start)) }
            start = end
            offset = self.offset(atSecond: end)
        }
        return Instant(clampingSeconds: max(local - Int64(offset), start))
    }

    func offset(atSecond second: Int64) -> Int {
        let passed = countOfTransitions(through: second)
        if passed == transitions.count, let rule { return rule.offset(atSecond: second) }
        return passed == 0 ? initialOffset : offsets[passed - 1]
    }

    /// When the offset may change, ascending.
    func changes(after start: Int64, through end: Int64) -> [Int64] {
        var result: [Int64] = []
        for transition in transitions[countOfTransitions(through: start)...] {
            if transition > end { return result }
            result.append(transition)
        }
        if let rule {
            let begin = max(start, transitions.last ?? .min)
            result += rule.changes(around: start).filter { $0 > begin && $0 <= end }
        }
        return result
    }

    private func countOfTransitions(through second: Int64) -> Int {
        var (low, high) = (0, transitions.count)
        while low < high {
            let middle = low + (high - low) / 2
            if transitions[middle] <= second { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
