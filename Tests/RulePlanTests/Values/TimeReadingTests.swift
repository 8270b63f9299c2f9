import RulePlan
import TestSupport
import Testing

@Suite struct `Times in data` {
    @Test(arguments: [
        ("2026-11-23T14:05:00Z", "2026-11-23T14:05:00Z", 0),
        ("2026-11-23t14:05:00z", "2026-11-23T14:05:00Z", 0),
        ("2026-11-23 14:05:00", "2026-11-23T14:05:00Z", 0),
        ("2026-11-23T14:05:00", "2026-11-23T14:05:00Z", 0),
        ("2026-11-23", "2026-11-23T00:00:00Z", 0),
        ("2026-11-23T14:05", "2026-11-23T14:05:00Z", 0),
        ("2026-11-23T14:05Z", "2026-11-23T14:05:00Z", 0),
        ("2026-11-23T14:05:00+01:00", "2026-11-23T13:05:00Z", 0),
        ("2026-11-23T14:05:00-0530", "2026-11-23T19:35:00Z", 0),
        ("2026-11-23T14:05:00+01", "2026-11-23T13:05:00Z", 0),
        ("2026-01-01T00:30:00+01:00", "2025-12-31T23:30:00Z", 0),
        ("2026-11-23T14:05:00.5Z", "2026-11-23T14:05:00Z", 500_000_000),
        ("2026-11-23T14:05:00.1234567Z", "2026-11-23T14:05:00Z", 123_456_700),
        ("2026-11-23T14:05:00.123456789Z", "2026-11-23T14:05:00Z", 123_456_789),
        ("2026-11-23T14:05:00,000000001Z", "2026-11-23T14:05:00Z", 1),
        ("2024-02-29T23:59:59Z", "2024-02-29T23:59:59Z", 0),
        ("1969-12-31T23:59:59.25Z", "1969-12-31T23:59:59Z", 250_000_000),
        ("9999-12-30T23:59:59Z", "9999-12-30T23:59:59Z", 0),
    ])
    func `are read`(text: String, utc: String, nanoseconds: Int) throws {
        let instant = try #require(TimeReading(text).instant)
        #expect(instant.utcText == utc)
        #expect(instant.nanoseconds == Int128(instant.secondsSinceEpoch) * 1_000_000_000 + Int128(nanoseconds))
        #expect(TimeReading(utf8: Array(("x" + text).utf8)[1...]) == .time(instant))
    }

    @Test(arguments: [
        "0001-01-01", "0001-01-01T00:00:00", "0001-01-01T00:00:00Z", "0001-01-01T00:00:00+02:00", "9999-12-31",
        "9999-12-31T23:59:59.9999999Z", "9999-12-31T00:00:00-12:00",
    ])
    func `may mean never`(text: String) {
        #expect(TimeReading(text) == .sentinel)
    }

    @Test(arguments: [
        "", " ", "now", "2026", "2026-11", "2026-11-23T", "2026-11-23 ", " 2026-11-23", "26-11-23", "2026-1-23",
        "02026-11-23", "2026/11/23", "20261123", "2026-02-29", "2026-04-31", "2026-13-01", "2026-00-10", "2026-10-00",
        "0000-01-01", "2026-11-23T24:00:00Z", "2026-11-23T14:60:00Z", "2026-11-23T14:05:60Z", "2026-11-23T14:05:00.Z",
        "2026-11-23T14:05:00.1234567890Z", "2026-11-23T14:05:00ZZ", "2026-11-23T14:05:00+", "2026-11-23T14:05:00+1:00",
        "2026-11-23T14:05:00+24:00", "2026-11-23T14:05:00+01:60", "2026-11-23T14:05:00+01:0", "2026-11-23T14:05:00+010",
        "2026-11-23T14:05:00+01:", "2026-11-23T14Z", "2026-11-23  14:05:00", "2026-11-23T14:05:00 Z",
        "0001-01-01garbage", "9999-12-31T99:00:00Z", "-2026-11-23", "２０２６-11-23",
    ])
    func `are malformed otherwise`(text: String) {
        #expect(TimeReading(text) == .malformed)
    }

    @Test func `never trap, and read back as they are shown`() throws {
        var random = SeededRandom(seed: 2026)
        for _ in 0..<2_000 {
            _ = TimeReading(random.text(of: "0123456789-T:.Z+ ", through: 34))
            _ = TimeReading(utf8: random.bytes(count: 12)[...])
            let second = Int64.random(in: -62_135_510_400..<253_402_214_400, using: &random)
            let instant = try #require(Instant(secondsSinceEpoch: second))
            #expect(TimeReading(instant.utcText) == .time(instant), "second \(second)")
        }
    }
}

@Suite struct `Values as text` {
    @Test(arguments: [
        (0, "0s"), (1, "1s"), (90, "1m30s"), (900, "15m"), (14_400, "4h"), (129_600, "1d12h"), (604_800, "1w"),
        (1_209_600, "2w"), (1_296_000, "15d"), (694_861, "8d1h1m1s"), (-90, "-1m30s"), (-604_800, "-1w"),
    ])
    func `show durations as literals`(seconds: Int64, text: String) {
        #expect(TimeSpan(seconds: seconds).literalText == text)
    }

    @Test func `cut off fractions of a second`() throws {
        #expect(TimeSpan(nanoseconds: 1_999_999_999)?.literalText == "1s")
        #expect(TimeSpan(nanoseconds: -999_999_999)?.literalText == "0s")
        let instant = try #require(Instant(secondsSinceEpoch: 1_795_424_400, nanoseconds: 999_999_999))
        #expect(instant.utcText == "2026-11-23T09:00:00Z")
    }

    @Test func `keep the years to four digits at both ends`() throws {
        #expect(Instant(secondsSinceEpoch: -62_135_596_800)?.utcText == "0001-01-01T00:00:00Z")
        #expect(Instant(secondsSinceEpoch: 253_402_300_799)?.utcText == "9999-12-31T23:59:59Z")
        #expect(Instant(secondsSinceEpoch: 253_402_300_800) == nil)
        #expect(Instant(secondsSinceEpoch: .min) == nil)
    }

    @Test(arguments: [
        (0.0, "0"), (-0.0, "0"), (60.0, "60"), (-3.0, "-3"), (0.5, "0.5"), (-2.25, "-2.25"), (0.1, "0.1"),
        (9_007_199_254_740_993.0, "9007199254740992"), (1e16, "10000000000000000"), (1.5e17, "150000000000000000"),
        (123_456_789_012_345_680_000.0, "123456789012345680000"), (1e20, "100000000000000000000"), (1e21, "1e+21"),
        (1.5e300, "1.5e+300"), (0.0001, "0.0001"), (0.00001, "0.00001"), (0.0000012, "0.0000012"), (1e-7, "1e-7"),
        (1.25e-7, "1.25e-7"), (.leastNonzeroMagnitude, "5e-324"), (-1e-6, "-0.000001"),
        (-1.5e18, "-1500000000000000000"),
    ])
    func `show numbers with the fewest digits`(number: Double, text: String) {
        #expect(number.shortestText == text)
    }

    @Test(
        arguments: [
            (0.0, 0), (-3.0, -3), (9_007_199_254_740_991.0, 9_007_199_254_740_991), (9_007_199_254_740_992.0, nil),
            (0.5, nil),
            (1e300, nil), (.infinity, nil), (.nan, nil),
        ] as [(Double, Int?)])
    func `tell whole numbers`(number: Double, whole: Int?) {
        #expect(number.wholeNumber == whole)
    }

    @Test func `read back as the same number`() {
        var random = SeededRandom(seed: 7)
        for _ in 0..<5_000 {
            let number = Double(bitPattern: random.next())
            guard number.isFinite else { continue }
            #expect(Double(number.shortestText) == number, "\(number.bitPattern)")
        }
    }
}
