import Foundation
import RulePlan
import TestSupport
import Testing

/// A zone that has only a yearly rule.
private func zone(_ footer: String) throws -> TimeZoneRules {
    try #require(TimeZoneRules(tzif: TimeZoneFixture(footer: footer).bytes), "\(footer)")
}

private func instant(_ text: String) throws -> Instant {
    try #require(TimeReading(text).instant, "\(text)")
}

private func date(_ text: String) throws -> CivilDate {
    try instant(text).civilDateInUTC
}

extension Instant {
    fileprivate var civilDateInUTC: CivilDate { TimeZoneRules.utc.civilDate(at: self) }
}

/// Local time, to the minute, to UTC.
private func expect(_ zone: TimeZoneRules, _ local: String, is utc: String) throws {
    let wall = TimeZoneRules.utc.localTime(at: try instant(local))
    #expect(zone.instant(of: wall.date, secondOfDay: wall.secondOfDay).utcText == utc, "\(local)")
}

@Suite struct `Time zones` {
    private static let amsterdam = "CET-1CEST,M3.5.0,M10.5.0/3"
    private static let newYork = "EST5EDT,M3.2.0,M11.1.0"
    private static let lordHowe = "<+1030>-10:30<+11>-11,M10.1.0,M4.1.0"

    @Test func `UTC has no offset, and its days begin at midnight`() throws {
        let noon = try instant("2026-11-23T12:00:00Z")
        #expect(TimeZoneRules.utc.offset(at: noon) == 0)
        #expect(TimeZoneRules.utc.startOfDay(try date("2026-11-23")).utcText == "2026-11-23T00:00:00Z")
    }

    @Test(arguments: [
        (amsterdam, "2026-03-29T00:59:59Z", 3_600), (amsterdam, "2026-03-29T01:00:00Z", 7_200),
        (amsterdam, "2026-10-25T00:59:59Z", 7_200), (amsterdam, "2026-10-25T01:00:00Z", 3_600),
        (newYork, "2026-03-08T06:59:59Z", -18_000), (newYork, "2026-03-08T07:00:00Z", -14_400),
        (newYork, "2026-11-01T05:59:59Z", -14_400), (newYork, "2026-11-01T06:00:00Z", -18_000),
        (lordHowe, "2026-04-04T14:59:59Z", 39_600), (lordHowe, "2026-04-04T15:00:00Z", 37_800),
        (lordHowe, "2026-10-03T15:29:59Z", 37_800), (lordHowe, "2026-10-03T15:30:00Z", 39_600),
        ("<+03>-3", "2026-07-01T00:00:00Z", 10_800), ("IST-5:30", "2026-07-01T00:00:00Z", 19_800),
        ("AAA12:34:56", "2026-07-01T00:00:00Z", -45_296), ("UTC0", "9999-12-30T23:59:59Z", 0),
        // Days by number: J60 is 1 March in every year, 59 is 29 February in a leap year.
        ("AAA0BBB,J60/0,J300/0", "2024-02-29T23:59:59Z", 0), ("AAA0BBB,J60/0,J300/0", "2024-03-01T00:00:00Z", 3_600),
        ("AAA0BBB,J60/0,J300/0", "2026-02-28T23:59:59Z", 0), ("AAA0BBB,J60/0,J300/0", "2026-03-01T00:00:00Z", 3_600),
        ("AAA0BBB,59/0,300/0", "2024-02-28T23:59:59Z", 0), ("AAA0BBB,59/0,300/0", "2024-02-29T00:00:00Z", 3_600),
        // Hours beyond the day, either way: RFC 9636's example for Greenland, and its daylight saving all year.
        ("<-02>2<-01>,M3.5.0/-1,M10.5.0/0", "2026-03-29T00:59:59Z", -7_200),
        ("<-02>2<-01>,M3.5.0/-1,M10.5.0/0", "2026-03-29T01:00:00Z", -3_600),
        ("XXX3EDT4,0/0,J365/23", "2026-01-01T02:59:59Z", -14_400),
        ("XXX3EDT4,0/0,J365/23", "2026-01-01T03:00:00Z", -14_400),
        ("XXX3EDT4,0/0,J365/23", "2026-07-01T00:00:00Z", -14_400),
        ("AAA0BBB,J365/167,J1/167", "2026-01-06T22:59:59Z", 0),
        ("AAA0BBB,J365/167,J1/167", "2026-01-06T23:00:00Z", 3_600),
        ("AAA0BBB,J365/167,J1/167", "2026-01-07T21:59:59Z", 3_600),
        ("AAA0BBB,J365/167,J1/167", "2026-01-07T22:00:00Z", 0),
        ("AAA0BBB,J365/167,J1/0", "2026-01-07T00:00:00Z", 3_600),
        // In the southern half of the world summer goes over the end of the year.
        ("AEST-10AEDT,M10.1.0,M4.1.0/3", "2026-12-31T23:59:59Z", 39_600),
        ("AEST-10AEDT,M10.1.0,M4.1.0/3", "2027-01-01T00:00:00Z", 39_600),
        ("AEST-10AEDT,M10.1.0,M4.1.0/3", "2026-07-01T00:00:00Z", 36_000),
    ])
    func `follow a yearly rule`(footer: String, utc: String, offset: Int) throws {
        #expect(try zone(footer).offset(at: instant(utc)) == offset)
    }

    @Test(arguments: [
        (amsterdam, "2026-11-23T10:00:00", "2026-11-23T09:00:00Z"),
        (amsterdam, "2026-07-01T00:00:00", "2026-06-30T22:00:00Z"),
        (amsterdam, "2026-03-29T02:30:00", "2026-03-29T01:00:00Z"),
        (amsterdam, "2026-03-29T02:00:00", "2026-03-29T01:00:00Z"),
        (amsterdam, "2026-03-29T01:59:59", "2026-03-29T00:59:59Z"),
        (amsterdam, "2026-03-29T03:00:00", "2026-03-29T01:00:00Z"),
        (amsterdam, "2026-10-25T02:30:00", "2026-10-25T00:30:00Z"),
        (amsterdam, "2026-10-25T03:00:00", "2026-10-25T02:00:00Z"),
        (newYork, "2026-03-08T02:30:00", "2026-03-08T07:00:00Z"),
        (newYork, "2026-11-01T01:30:00", "2026-11-01T05:30:00Z"),
        (newYork, "2026-11-01T02:00:00", "2026-11-01T07:00:00Z"),
        (lordHowe, "2026-10-04T02:15:00", "2026-10-03T15:30:00Z"),
        (lordHowe, "2026-04-05T01:45:00", "2026-04-04T14:45:00Z"),
        (lordHowe, "2026-04-05T02:00:00", "2026-04-04T15:30:00Z"),
        // A zone whose clocks skip from midnight to one.
        ("<-04>4<-03>,M9.1.6/24,M4.1.6/24", "2026-09-06T00:00:00", "2026-09-06T04:00:00Z"),
    ])
    func `find the instant of a local time`(footer: String, local: String, utc: String) throws {
        try expect(try zone(footer), local, is: utc)
    }

    @Test func `show local times to the minute`() throws {
        let zone = try zone(Self.amsterdam)
        #expect(try instant("2026-11-23T09:00:59Z").text(in: zone) == "2026-11-23 10:00")
        let time = zone.localTime(at: try instant("2026-06-30T22:01:02Z"))
        #expect((time.date.description, time.hour, time.minute, time.second) == ("2026-07-01", 0, 1, 2))
    }

    @Test func `read a table, and before it the first type`() throws {
        // Apia crossed the date line: at 10:00Z on 30 December 2011 its clocks went from −10 h to +14 h.
        var apia = TimeZoneFixture()
        apia.transitions = [1_316_872_800, 1_325_239_200, 1_333_202_400]
        apia.typeIndexes = [1, 2, 3]
        apia.offsets = [-39_600, -36_000, 50_400, 46_800]
        apia.footer = "<+13>-13"
        for version: UInt8 in [0, 2, 3, 4] {
            apia.version = version
            let zone = try #require(TimeZoneRules(tzif: apia.bytes), "version \(version)")
            #expect(zone.offset(at: try instant("1950-01-01")) == -39_600)
            #expect(zone.offset(at: try instant("2011-12-30T09:59:59Z")) == -36_000)
            #expect(zone.offset(at: try instant("2011-12-30T10:00:00Z")) == 50_400)
            #expect(zone.offset(at: try instant("2100-01-01")) == 46_800)
            #expect(zone.startOfDay(try date("2011-12-29")).utcText == "2011-12-29T10:00:00Z")
            // The day that Apia never had.
            #expect(zone.startOfDay(try date("2011-12-30")).utcText == "2011-12-30T10:00:00Z")
            #expect(zone.startOfDay(try date("2011-12-31")).utcText == "2011-12-30T10:00:00Z")
            #expect(zone.startOfDay(try date("2012-01-01")).utcText == "2011-12-31T10:00:00Z")
            #expect(zone.civilDate(at: try instant("2011-12-30T09:59:59Z")).description == "2011-12-29")
            #expect(zone.civilDate(at: try instant("2011-12-30T10:00:00Z")).description == "2011-12-31")
        }
    }

    @Test func `go on by the rule where the table ends`() throws {
        var fixture = TimeZoneFixture()
        fixture.transitions = [828_234_000, 846_378_000]
        fixture.typeIndexes = [1, 0]
        fixture.offsets = [3_600, 7_200]
        fixture.footer = Self.amsterdam
        let zone = try #require(TimeZoneRules(tzif: fixture.bytes))
        #expect(zone.offset(at: try instant("1995-07-01")) == 3_600)
        #expect(zone.offset(at: try instant("1996-07-01")) == 7_200)
        #expect(zone.offset(at: try instant("2026-07-01")) == 7_200)
        try expect(zone, "1996-03-31T02:30:00", is: "1996-03-31T01:00:00Z")
        try expect(zone, "1996-10-27T02:30:00", is: "1996-10-27T00:30:00Z")
        try expect(zone, "2026-10-25T02:30:00", is: "2026-10-25T00:30:00Z")
    }

    @Test func `do not count leap seconds`() throws {
        var fixture = TimeZoneFixture()
        fixture.leapSeconds = [(78_796_800, 1), (94_694_401, 2)]
        fixture.transitions = [100_000_002]
        fixture.typeIndexes = [1]
        fixture.offsets = [0, 3_600]
        fixture.footer = ""
        let zone = try #require(TimeZoneRules(tzif: fixture.bytes))
        #expect(zone.offset(at: try #require(Instant(secondsSinceEpoch: 99_999_999))) == 0)
        #expect(zone.offset(at: try #require(Instant(secondsSinceEpoch: 100_000_000))) == 3_600)
    }

    @Test(arguments: [
        "CET", "CE-1", "-1", "CET-1CEST", "CET-1CEST,", "CET-1CEST,M3.5.0", "CET-1CEST,M3.5.0,", "CET-25",
        "CET-1CEST,M0.5.0,M10.5.0", "CET-1CEST,M13.5.0,M10.5.0", "CET-1CEST,M3.0.0,M10.5.0", "CET-1CEST,M3.6.0,M10.5.0",
        "CET-1CEST,M3.5.7,M10.5.0", "CET-1CEST,J0,J5", "CET-1CEST,J366,J5", "CET-1CEST,366,5",
        "CET-1CEST,M3.5.0/168,M10.5.0",
        "CET-1CEST,M3.5.0/2:60,M10.5.0", "CET-1CEST,M3.5.0,M10.5.0/3x", "<+03-3", "<>0", "C3T-1",
        "CET-99999999999999999999",
        "CET-1CEST,99999999999999999999,5", "CET-1 ",
    ])
    func `refuse a malformed rule`(footer: String) {
        #expect(TimeZoneRules(tzif: TimeZoneFixture(footer: footer).bytes) == nil)
    }

    @Test func `refuse bytes that contradict themselves`() {
        var fixture = TimeZoneFixture()
        fixture.transitions = [10, 20]
        fixture.typeIndexes = [0, 0]
        #expect(TimeZoneRules(tzif: fixture.bytes) != nil)
        fixture.typeIndexes = [0, 1]
        #expect(TimeZoneRules(tzif: fixture.bytes) == nil)
        fixture.typeIndexes = [0, 0]
        fixture.transitions = [20, 10]
        #expect(TimeZoneRules(tzif: fixture.bytes) == nil)
        fixture.transitions = [10, 20]
        fixture.offsets = [93_600]
        #expect(TimeZoneRules(tzif: fixture.bytes) == nil)
        fixture.offsets = [.min]
        #expect(TimeZoneRules(tzif: fixture.bytes) == nil)
        fixture.offsets = []
        #expect(TimeZoneRules(tzif: fixture.bytes) == nil)
    }

    @Test func `refuse a file cut short at any byte`() {
        var fixture = TimeZoneFixture(footer: Self.amsterdam)
        fixture.transitions = [.min, 10, .max]
        fixture.typeIndexes = [0, 1, 0]
        fixture.offsets = [0, 3_600]
        let bytes = fixture.bytes
        #expect(TimeZoneRules(tzif: bytes) != nil)
        for count in bytes.indices {
            #expect(TimeZoneRules(tzif: Array(bytes[..<count])) == nil, "\(count) bytes")
        }
    }

    @Test(arguments: [11, 12, 13]) func `never trap, whatever the bytes`(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        var fixture = TimeZoneFixture(footer: Self.amsterdam)
        fixture.transitions = [-5_000_000_000, 0, 1_000_000, 2_000_000]
        fixture.typeIndexes = [0, 1, 0, 1]
        fixture.offsets = [0, 3_600]
        fixture.leapSeconds = [(78_796_800, 1)]
        let sound = fixture.bytes
        let dates = [CivilDate.earliest, CivilDate.latest, CivilDate(year: 2026, month: 3, day: 29) ?? .earliest]
        var readable = 0
        for _ in 0..<1_500 {
            var bytes = sound
            for _ in 0..<Int.random(in: 1...3, using: &random) {
                bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8(truncatingIfNeeded: random.next())
            }
            guard let zone = TimeZoneRules(tzif: bytes) else { continue }
            readable += 1
            for date in dates {
                let start = zone.startOfDay(date)
                _ = zone.civilDate(at: start)
                _ = zone.instant(of: date, secondOfDay: .max)
            }
        }
        #expect(readable > 0)
        #expect(TimeZoneRules(tzif: random.bytes(count: 200)) == nil)
        #expect(TimeZoneRules(tzif: []) == nil)
    }

    @Test(arguments: [amsterdam, newYork, lordHowe, "<-04>4<-03>,M9.1.6/24,M4.1.6/24", "XXX3EDT4,0/0,J365/23"])
    func `agree between instants and local times`(footer: String) throws {
        let zone = try zone(footer)
        var random = SeededRandom(seed: 5)
        for _ in 0..<1_000 {
            let second = Int64.random(in: 1_760_000_000...1_830_000_000, using: &random)
            let instant = try #require(Instant(secondsSinceEpoch: second))
            let local = zone.localTime(at: instant)
            let back = zone.instant(of: local.date, secondOfDay: local.secondOfDay)
            // The same wall time, and never a later instant: in a repeated hour the first.
            #expect(zone.localTime(at: back) == local && back <= instant, "second \(second)")
        }
    }
}

private let zoneDirectory = "/usr/share/zoneinfo/"

@Suite(
    .enabled(
        if: FileManager.default.fileExists(atPath: zoneDirectory + "Europe/Amsterdam"),
        "needs the zone files under /usr/share/zoneinfo"))
struct `Zone files of the system` {
    @Test(arguments: ["Europe/Amsterdam", "America/New_York", "Australia/Lord_Howe", "Pacific/Apia", "UTC"])
    func `give the offsets that Foundation gives`(name: String) throws {
        let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: zoneDirectory + name)))
        let zone = try #require(TimeZoneRules(tzif: bytes))
        let reference = try #require(TimeZone(identifier: name))
        var random = SeededRandom(seed: 3)
        for _ in 0..<2_000 {
            let second = Int64.random(in: 0...4_000_000_000, using: &random)
            let instant = try #require(Instant(secondsSinceEpoch: second))
            let expected = reference.secondsFromGMT(for: Date(timeIntervalSince1970: TimeInterval(second)))
            #expect(zone.offset(at: instant) == expected, "second \(second)")
        }
    }

    @Test func `skip the day that Apia never had`() throws {
        let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: zoneDirectory + "Pacific/Apia")))
        let zone = try #require(TimeZoneRules(tzif: bytes))
        #expect(zone.startOfDay(try date("2011-12-30")).utcText == "2011-12-30T10:00:00Z")
    }

    @Test func `are all readable`() throws {
        let names = try FileManager.default.subpathsOfDirectory(atPath: zoneDirectory)
        var count = 0
        for name in names {
            guard let data = FileManager.default.contents(atPath: zoneDirectory + name),
                data.starts(with: Array("TZif".utf8))
            else { continue }
            #expect(TimeZoneRules(tzif: [UInt8](data)) != nil, "\(name)")
            count += 1
        }
        #expect(count > 300)
    }
}
