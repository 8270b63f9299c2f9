import RulePlan

/// Reads the durations of exports.
enum DurationReading {
    /// ISO 8601 in weeks or in days, hours, minutes and seconds (`PT4H`, `P1DT12H`), or as the language writes it (`1d12h`).
    ///
    /// Years and months have no one length, so they are no duration.
    static func duration(_ text: String) -> TimeSpan? {
        var input = ArraySlice(text.utf8)
        guard skip("P", &input) || skip("p", &input) else { return languageDuration(&input) }
        var total: Int128 = 0
        var parts = 0
        var units: [(Character, Int128)] = [("W", 604_800), ("D", 86_400)]
        var isTime = false
        while !input.isEmpty {
            if !isTime, skip("T", &input) || skip("t", &input) {
                isTime = true
                units = [("H", 3600), ("M", 60), ("S", 1)]
                guard !input.isEmpty else { return nil }
            }
            guard let amount = digits(&input) else { return nil }
            var nanoseconds = 0
            let isFractional = skip(".", &input) || skip(",", &input)
            if isFractional {
                guard let fraction = fraction(&input) else { return nil }
                nanoseconds = fraction
            }
            guard let place = units.firstIndex(where: { isNext($0.0, input) }) else { return nil }
            let unit = units[place]
            guard !isFractional || unit.0 == "S" else { return nil }
            input = input.dropFirst()
            units.removeSubrange(...place)
            total += Int128(amount) * unit.1 * 1_000_000_000 + Int128(nanoseconds)
            parts += 1
        }
        return parts > 0 ? TimeSpan(nanoseconds: total) : nil
    }

    private static func languageDuration(_ input: inout ArraySlice<UInt8>) -> TimeSpan? {
        var total: Int128 = 0
        guard !input.isEmpty else { return nil }
        while !input.isEmpty {
            guard let amount = digits(&input), let unit = input.popFirst() else { return nil }
            switch unit {
            case UInt8(ascii: "s"): total += Int128(amount)
            case UInt8(ascii: "m"): total += Int128(amount) * 60
            case UInt8(ascii: "h"): total += Int128(amount) * 3600
            case UInt8(ascii: "d"): total += Int128(amount) * 86_400
            case UInt8(ascii: "w"): total += Int128(amount) * 604_800
            default: return nil
            }
            guard total < 1_000_000_000_000 else { return nil }
        }
        return TimeSpan(nanoseconds: total * 1_000_000_000)
    }

    // MARK: Parts

    private static func skip(_ character: Character, _ input: inout ArraySlice<UInt8>) -> Bool {
        guard input.first == character.asciiValue else { return false }
        input = input.dropFirst()
        return true
    }

    private static func isNext(_ letter: Character, _ input: ArraySlice<UInt8>) -> Bool {
        guard let next = input.first, let value = letter.asciiValue else { return false }
        return next == value || next == value | 0x20
    }

    private static func digit(_ byte: UInt8?) -> Int? {
        guard let byte, byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") else { return nil }
        return Int(byte - UInt8(ascii: "0"))
    }

    /// One digit or more, and how many; nothing where there are none, or more than `limit`.
    private static func number(_ input: inout ArraySlice<UInt8>, atMost limit: Int) -> (value: Int, count: Int)? {
        var value = 0
        var count = 0
        while let digit = digit(input.first) {
            count += 1
            guard count <= limit else { return nil }
            value = value * 10 + digit
            input = input.dropFirst()
        }
        return count > 0 ? (value, count) : nil
    }

    /// At most twelve digits: more than any duration has.
    private static func digits(_ input: inout ArraySlice<UInt8>) -> Int? {
        number(&input, atMost: 12)?.value
    }

    /// One to nine digits behind the point, in nanoseconds.
    private static func fraction(_ input: inout ArraySlice<UInt8>) -> Int? {
        guard let (digits, count) = number(&input, atMost: 9) else { return nil }
        var value = digits
        for _ in count..<9 { value *= 10 }
        return value
    }
}
