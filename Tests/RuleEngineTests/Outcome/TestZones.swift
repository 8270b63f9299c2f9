import RulePlan
import Testing

/// The zones that the tests use, as zone files spell them, so that no zone files are needed.
enum TestZone: String, CaseIterable, CustomTestStringConvertible {
    case utc = "UTC"
    case amsterdam = "Europe/Amsterdam"
    case newYork = "America/New_York"
    /// It skipped 2011-12-30 altogether.
    case apia = "Pacific/Apia"

    var testDescription: String { rawValue }

    var rules: TimeZoneRules {
        switch self {
        case .utc: .utc
        case .amsterdam: zone(offset: 3_600, footer: "CET-1CEST,M3.5.0,M10.5.0/3")
        case .newYork: zone(offset: -18_000, footer: "EST5EDT,M3.2.0,M11.1.0")
        case .apia:
            zone(
                offset: -36_000, transitions: [(1_325_239_200, 50_400), (1_333_202_400, 46_800)], footer: "<+13>-13")
        }
    }

    private func zone(offset: Int32, transitions: [(Int64, Int32)] = [], footer: String) -> TimeZoneRules {
        func block(width: Int, _ transitions: [(Int64, Int32)], _ offsets: [Int32]) -> [UInt8] {
            var bytes = Array("TZif2".utf8) + [UInt8](repeating: 0, count: 15)
            for count in [0, 0, 0, transitions.count, offsets.count, 4] { bytes += bigEndian(Int64(count), width: 4) }
            bytes += transitions.flatMap { bigEndian($0.0, width: width) }
            bytes += transitions.indices.map { UInt8($0 + 1) }
            for offset in offsets { bytes += bigEndian(Int64(offset), width: 4) + [0, 0] }
            return bytes + Array("ZON\0".utf8)
        }
        func bigEndian(_ number: Int64, width: Int) -> [UInt8] {
            (0..<width).reversed().map { UInt8(truncatingIfNeeded: number >> Int64(8 * $0)) }
        }
        let bytes =
            block(width: 4, [], [0]) + block(width: 8, transitions, [offset] + transitions.map(\.1))
            + Array("\n\(footer)\n".utf8)
        return TimeZoneRules(tzif: bytes) ?? .utc
    }
}

/// `2026-11-23T09:00:00Z`, or without `Z` a local time in `zone`.
func time(_ text: String, in zone: TestZone = .utc) -> Instant {
    let parts = text.split { "-T:Z".contains($0) }.compactMap { Int($0) }
    guard parts.count == 6, let date = CivilDate(year: parts[0], month: parts[1], day: parts[2]) else {
        preconditionFailure("no time: \(text)")
    }
    return (text.hasSuffix("Z") ? TimeZoneRules.utc : zone.rules)
        .instant(of: date, secondOfDay: parts[3] * 3_600 + parts[4] * 60 + parts[5])
}

func hours(_ count: Int64) -> TimeSpan { TimeSpan(seconds: count * 3_600) }

extension Instant {
    static func + (left: Instant, right: TimeSpan) -> Instant { left.advanced(by: right) ?? left }
    static func - (left: Instant, right: TimeSpan) -> Instant { left.advanced(by: right.negated) ?? left }
}
