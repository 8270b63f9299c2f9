extension Instant: CustomStringConvertible {
    /// In UTC and whole seconds, fractions cut off: `2026-11-23T09:00:00Z`
    public var utcText: String {
        let time = LocalTime(clampingSeconds: secondsSinceEpoch)
        return "\(time.date)T\(time.hour.padded(to: 2)):\(time.minute.padded(to: 2)):\(time.second.padded(to: 2))Z"
    }

    /// In a zone, to the minute: `2026-11-23 10:00`
    public func text(in zone: TimeZoneRules) -> String {
        zone.localTime(at: self).description
    }

    public var description: String { utcText }
}

extension TimeSpan: CustomStringConvertible {
    /// As the shortest sum that the language reads: `1d12h`, `1m30s`, whole weeks as `2w`, nothing as `0s`.
    ///
    /// Fractions of a second are cut off; the language has no literal for them.
    public var literalText: String {
        let total = (nanoseconds / 1_000_000_000).magnitude
        if total == 0 { return "0s" }
        var text = nanoseconds < 0 ? "-" : ""
        if total % 604_800 == 0 { return text + "\(total / 604_800)w" }
        var rest = total
        for (unit, length) in [("d", 86_400), ("h", 3_600), ("m", 60), ("s", 1)] as [(String, UInt128)] {
            let count = rest / length
            rest %= length
            if count > 0 { text += "\(count)\(unit)" }
        }
        return text
    }

    public var description: String { literalText }
}
