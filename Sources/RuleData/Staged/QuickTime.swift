import RuleText

/// Reads times of the form `2026-11-23T14:05:00Z`, with up to nine digits of a fraction, in the years that a tick can hold.
enum QuickTime {
    /// - Parameter bytes: Readable for 32 bytes.
    /// - Returns: Nanoseconds since 1970; nothing for what is to be read in another way.
    @inline(__always)
    static func read(_ bytes: UnsafeRawPointer, length: Int) -> Int64? {
        guard length >= 20, length <= 30,
            unsafe bytes.load(fromByteOffset: length - 1, as: UInt8.self) == UInt8(ascii: "Z")
        else { return nil }
        // Each byte less what stands for 0 or for the separator there: `YYYY-MM-`, `DDTHH:MM`, `:SS`.
        let first = UInt64(littleEndian: unsafe bytes.loadUnaligned(as: UInt64.self)) ^ 0x2D30_302D_3030_3030
        let second =
            UInt64(littleEndian: unsafe bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self)) ^ 0x3030_3A30_3054_3030
        let third =
            UInt64(
                UInt32(littleEndian: unsafe bytes.loadUnaligned(fromByteOffset: 16, as: UInt32.self)) & 0xFF_FFFF
                    ^ 0x30_303A)
        let separators = first & 0xFF00_00FF_0000_0000 | second & 0x0000_FF00_00FF_0000 | third & 0xFF
        let tooLarge =
            ((first &+ 0x7676_7676_7676_7676) | first | (second &+ 0x7676_7676_7676_7676) | second
                | (third &+ 0x7676_7676_7676_7676) | third) & 0x8080_8080_8080_8080
        guard separators == 0, tooLarge == 0 else { return nil }
        // Each pair of digits as a number in the place of its first one.
        let yearAndMonth = first &* 10 &+ first &>> 8
        let dayAndTime = second &* 10 &+ second &>> 8
        @inline(__always) func pair(_ pairs: UInt64, _ place: UInt64) -> UInt64 { pairs &>> (place &* 8) & 0xFF }
        let century = pair(yearAndMonth, 0)
        let year = century &* 100 &+ pair(yearAndMonth, 2)
        let month = pair(yearAndMonth, 5)
        let (day, hour, minute) = (pair(dayAndTime, 0), pair(dayAndTime, 3), pair(dayAndTime, 6))
        let secondOfMinute = pair(third &* 10 &+ third &>> 8, 1)
        // All months but February have 30 days, the odd ones until July and the even ones from August on one more.
        let length31 = 30 | (month ^ month &>> 3) & 1
        guard year &- 1700 <= 561, month &- 1 < 12, day &- 1 < 31, hour < 24, minute < 60, secondOfMinute < 60,
            day <= 28 || (month != 2 && day <= length31)
                || CivilCalendar.isPossible(year: Int(year), month: Int(month), day: Int(day))
        else { return nil }

        // Days since 1970-01-01, counted in years that begin in March.
        let isEarly: UInt64 = month < 3 ? 1 : 0
        let marchYear = UInt32(truncatingIfNeeded: year &- isEarly)
        let marchMonth = UInt32(truncatingIfNeeded: month &+ isEarly &* 12 &- 3)
        let days =
            Int(marchYear &* 365 &+ marchYear / 4 &- marchYear / 100 &+ marchYear / 400 &+ (marchMonth &* 153 &+ 2) / 5)
            &+ Int(truncatingIfNeeded: day) &- 719_469
        let seconds = Int(truncatingIfNeeded: (hour &* 60 &+ minute) &* 60 &+ secondOfMinute)
        var nanoseconds = (days &* 86_400 &+ seconds) &* 1_000_000_000
        if length > 20 {
            guard unsafe bytes.load(fromByteOffset: 19, as: UInt8.self) == UInt8(ascii: "."), length > 21 else {
                return nil
            }
            var place = 100_000_000
            for offset in 20..<length - 1 {
                let digit = unsafe bytes.load(fromByteOffset: offset, as: UInt8.self) &- UInt8(ascii: "0")
                guard digit < 10 else { return nil }
                nanoseconds &+= Int(digit) &* place
                place /= 10
            }
        }
        return Int64(nanoseconds)
    }
}
