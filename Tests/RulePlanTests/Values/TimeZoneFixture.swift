/// The bytes of a zone file, made part by part (RFC 9636).
struct TimeZoneFixture {
    var version: UInt8 = 2
    var transitions: [Int64] = []
    var typeIndexes: [UInt8] = []
    var offsets: [Int32] = [0]
    var leapSeconds: [(Int64, Int32)] = []
    var footer = "UTC0"

    var bytes: [UInt8] {
        if version == 0 { return header + block(width: 4) }
        // Later versions begin with a block for old readers, here as small as it may be.
        let first = TimeZoneFixture(version: version, footer: "")
        return first.header + first.block(width: 4) + header + block(width: 8) + [0x0A] + Array(footer.utf8) + [0x0A]
    }

    private var header: [UInt8] {
        var bytes = Array("TZif".utf8) + [version == 0 ? 0 : 0x30 + version] + [UInt8](repeating: 0, count: 15)
        for count in [0, 0, leapSeconds.count, transitions.count, offsets.count, 4] {
            bytes += bigEndian(Int64(count), width: 4)
        }
        return bytes
    }

    private func block(width: Int) -> [UInt8] {
        var bytes = transitions.flatMap { bigEndian($0, width: width) } + typeIndexes
        for offset in offsets { bytes += bigEndian(Int64(offset), width: 4) + [0, 0] }
        bytes += Array("ZON\0".utf8)
        for (occurrence, correction) in leapSeconds {
            bytes += bigEndian(occurrence, width: width) + bigEndian(Int64(correction), width: 4)
        }
        return bytes
    }

    private func bigEndian(_ number: Int64, width: Int) -> [UInt8] {
        (0..<width).reversed().map { UInt8(truncatingIfNeeded: number >> Int64(8 * $0)) }
    }
}
