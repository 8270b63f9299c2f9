/// What an ISO 8601 time in data says.
///
/// Read are `2026-11-23`, `2026-11-23T14:05`, `2026-11-23T14:05:00` and 1 to 9 digits of a fraction after `.` or `,`, with `T`, `t` or
/// one blank between date and time, then `Z`, `z`, `+01:00`, `+0100`, `+01` or nothing, which is UTC. A date alone is its midnight in UTC.
/// Every part must be in its range: no 30 February, no hour 24, no second 60.
package enum TimeReading: Hashable, Sendable {
    case time(Instant)
    /// `0001-01-01…` and `9999-12-31…`, which exports write for "never".
    case sentinel
    case malformed

    package init(_ text: String) {
        var scanner = TimeScanner(text.utf8)
        self = scanner.read()
    }

    package init(utf8 bytes: ArraySlice<UInt8>) {
        var scanner = TimeScanner(bytes)
        self = scanner.read()
    }

    /// The time, where there is one.
    package var instant: Instant? {
        if case .time(let instant) = self { instant } else { nil }
    }
}

private struct TimeScanner<Bytes: Collection> where Bytes.Element == UInt8, Bytes.SubSequence == Bytes {
    private var rest: Bytes

    init<Whole: Collection>(_ bytes: Whole) where Whole.SubSequence == Bytes {
        rest = bytes[...]
    }

    mutating func read() -> TimeReading {
        guard let year = number(digits: 4), skip("-"), let month = number(digits: 2), skip("-"),
            let day = number(digits: 2), let date = CivilDate(year: year, month: month, day: day)
        else { return .malformed }

        var second = 0
        var nanosecond = 0
        var offset = 0
        if !rest.isEmpty {
            guard skip("T") || skip("t") || skip(" "), let time = timeOfDay(), let east = zoneOffset(), rest.isEmpty
            else {
                return .malformed
            }
            (second, nanosecond) = time
            offset = east
        }
        if date == .earliest || date == .latest { return .sentinel }
        let seconds = date.daysSinceEpoch * 86_400 + second - offset
        guard let instant = Instant(secondsSinceEpoch: Int64(seconds), nanoseconds: Int32(nanosecond)) else {
            return .malformed
        }
        return .time(instant)
    }

    private mutating func timeOfDay() -> (second: Int, nanosecond: Int)? {
        guard let hour = number(digits: 2, below: 24), skip(":"), let minute = number(digits: 2, below: 60) else {
            return nil
        }
        guard skip(":") else { return (hour * 3_600 + minute * 60, 0) }
        guard let second = number(digits: 2, below: 60) else { return nil }
        var nanosecond = 0
        if skip(".") || skip(",") {
            var place = 100_000_000
            guard let first = digit() else { return nil }
            nanosecond = first * place
            while let next = digit() {
                place /= 10
                guard place > 0 else { return nil }
                nanosecond += next * place
            }
        }
        return (hour * 3_600 + minute * 60 + second, nanosecond)
    }

    /// Seconds east of UTC.
    private mutating func zoneOffset() -> Int? {
        if rest.isEmpty || skip("Z") || skip("z") { return 0 }
        let isWest = skip("-")
        guard isWest || skip("+"), let hour = number(digits: 2, below: 24) else { return nil }
        var minute = 0
        if skip(":") || !rest.isEmpty {
            guard let number = number(digits: 2, below: 60) else { return nil }
            minute = number
        }
        let seconds = hour * 3_600 + minute * 60
        return isWest ? -seconds : seconds
    }

    private mutating func skip(_ scalar: Unicode.Scalar) -> Bool {
        guard rest.first == UInt8(ascii: scalar) else { return false }
        rest.removeFirst()
        return true
    }

    private mutating func digit() -> Int? {
        guard let byte = rest.first, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
        rest.removeFirst()
        return Int(byte - UInt8(ascii: "0"))
    }

    private mutating func number(digits count: Int, below limit: Int = .max) -> Int? {
        var number = 0
        for _ in 0..<count {
            guard let digit = digit() else { return nil }
            number = number * 10 + digit
        }
        return number < limit ? number : nil
    }
}

extension Instant {
    /// The instant that an ISO 8601 text says: `2026-11-23T09:00:00Z`, with an offset, or without one, which is UTC.
    ///
    /// - Returns: Nothing for anything else, and for `0001-01-01…` and `9999-12-31…`, which stand for "never" in exports.
    public init?(iso8601 text: String) {
        guard case .time(let instant) = TimeReading(text) else { return nil }
        self = instant
    }
}
