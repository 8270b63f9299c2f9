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
        @inline(__always) func digit(_ word: UInt64, _ place: UInt64) -> Int {
            Int(truncatingIfNeeded: word >> (place &* 8) & 15)
        }
        let year = digit(first, 0) &* 1000 &+ digit(first, 1) &* 100 &+ digit(first, 2) &* 10 &+ digit(first, 3)
        let month = digit(first, 5) &* 10 &+ digit(first, 6)
        let day = digit(second, 0) &* 10 &+ digit(second, 1)
        let hour = digit(second, 3) &* 10 &+ digit(second, 4)
        let minute = digit(second, 6) &* 10 &+ digit(second, 7)
        let secondOfMinute = digit(third, 1) &* 10 &+ digit(third, 2)
        guard year >= 1700, year <= 2261, month >= 1, month <= 12, day >= 1, hour < 24, minute < 60,
            secondOfMinute < 60,
            day <= 28 || CivilCalendar.isPossible(year: year, month: month, day: day)
        else { return nil }

        // Days since 1970-01-01, counted in years that begin in March.
        let marchYear = month > 2 ? year : year &- 1
        let marchMonth = month > 2 ? month &- 3 : month &+ 9
        let days =
            marchYear &* 365 &+ marchYear / 4 &- marchYear / 100 &+ marchYear / 400
            &+ (marchMonth &* 153 &+ 2) / 5 &+ day &- 719_469
        var nanoseconds = (days &* 86_400 &+ hour &* 3_600 &+ minute &* 60 &+ secondOfMinute) &* 1_000_000_000
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
