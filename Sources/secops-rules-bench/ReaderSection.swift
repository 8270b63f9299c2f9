import Foundation
import Glibc
import RuleData
import RuleEngine
import RulePlan

/// Exports to columns.
func readerSection(_ bench: Bench) -> [MeasuredRow] {
    let count = bench.size(300_000, quick: 500)
    let devices = bench.estate(devices: count).devices
    let schema = bench.plan(.init(count: 1)).schema
    let size = BenchTable.grouped(count) + " rows"

    func read(_ bytes: [UInt8], as name: String) -> Measurement {
        bench.measure {
            var reader = DataReader(schema: schema)
            try? reader.read(bytes, name: name)
            return reader.finish().tables[0]?.rowCount ?? 0
        }
    }

    let stable = devices.ndjson()
    let omitting = devices.ndjson(.omitting)
    let shuffled = devices.ndjson(.shuffled)
    let csv = devices.csv()
    let decoded = decodedByFoundation(stable, bench)
    func decoder(_ bytes: [UInt8]) -> MeasuredRow.Reference {
        .init(name: "JSONDecoder", measurement: decoded, amount: Double(stable.count))
    }
    let lines = bench.measure { lineCount(stable) }
    let stableTime = read(stable, as: "devices.ndjson")
    return [
        MeasuredRow(
            "NDJSON, stable keys", size: BenchTable.bytes(stable.count), stableTime, amount: stable.count, .bytes,
            reference: decoder(stable), must: .ratio(20), limit: "reading the page cache: 6 GB/s"),
        MeasuredRow(
            "NDJSON, against memchr", size: BenchTable.bytes(stable.count), stableTime, amount: stable.count, .bytes,
            reference: .init(name: "memchr of lines", measurement: lines, amount: Double(stable.count))),
        MeasuredRow(
            "NDJSON, 30 % of keys left out", size: BenchTable.bytes(omitting.count),
            read(omitting, as: "devices.ndjson"), amount: omitting.count, .bytes, reference: decoder(omitting),
            must: .ratio(10)),
        MeasuredRow(
            "NDJSON, shuffled keys", size: BenchTable.bytes(shuffled.count),
            read(shuffled, as: "devices.ndjson"), amount: shuffled.count, .bytes, reference: decoder(shuffled),
            must: .ratio(8)),
        MeasuredRow(
            "CSV", size: size, read(csv, as: "devices.csv"), amount: count, .rows,
            reference: .init(name: "NDJSON", measurement: stableTime, amount: Double(count)), must: .ratio(1)),
    ]
}

/// What a program with Foundation would decode a line to.
private struct DecodableDevice: Decodable {
    var deviceId: String
    var computerDnsName: String?
    var riskScore: String?
    var exposureLevel: String?
    var osPlatform: String?
    var healthStatus: String?
    var version: String?
    var rbacGroupName: String?
    var assignedTo: String?
    var siteName: String?
    var mainSoftware: String?
    var riskPoints: Double?
    var highestCvss: Double?
    var openFindings: Double?
    var isManaged: Bool?
    var isInternetFacing: Bool?
    var isEncrypted: Bool?
    var firstSeen: String?
    var lastSeen: String?
    var lastScan: String?
}

private func decodedByFoundation(_ bytes: [UInt8], _ bench: Bench) -> Measurement {
    let lines = bytes.split(separator: UInt8(ascii: "\n")).map { Data($0) }
    let decoder = JSONDecoder()
    return bench.measure {
        var count = 0
        for line in lines where (try? decoder.decode(DecodableDevice.self, from: line)) != nil { count += 1 }
        precondition(count == lines.count, "the reference must read every line")
        return count
    }
}

/// The line feeds, found by the C library.
private func lineCount(_ bytes: [UInt8]) -> Int {
    unsafe bytes.withUnsafeBytes { bytes in
        guard var place = bytes.baseAddress else { return 0 }
        let end = unsafe place + bytes.count
        var count = 0
        while let found = unsafe memchr(place, 10, end - place) {
            count += 1
            unsafe place = UnsafeRawPointer(found) + 1
        }
        return count
    }
}
