import TestSupport
import Testing

@testable import RuleData

/// Each of these must only return: what bytes can do to a reader is to be refused.
private func survives(_ bytes: [UInt8], name: String) -> Bool {
    var count = 0
    for partial in [false, true] {
        var reader = DataReader(schema: Schemas.estate, allowsPartial: partial)
        do throws(DataReadError) {
            try reader.read(bytes, name: name)
            count += 1
        } catch {
            // Nothing that a terminal obeys, and one line.
            guard !partial, !error.description.unicodeScalars.contains(where: { $0.value < 0x20 }) else { return false }
        }
        _ = reader.finish()
    }
    return count > 0
}

@Suite struct `Hostile input` {
    private static let samples: [(name: String, content: String)] = [
        (
            "machines.json",
            """
            {"@odata.context": "https://api.example/api/$metadata#Machines", "value": [
              {"id": "d1\\u00e9\\ud83d\\ude00", "riskScore": "High", "lastSeen": "2026-11-22T08:15:30.1234567Z",
               "machineTags": ["a", null], "management": {"isManaged": true}, "weakness_count": 1.5e2}]}
            """
        ),
        (
            "alerts.json",
            #"[{"id": "a1", "machineId": {"id": "d1"}, "evidence": [{"sha256": "f1"}, {"path": "HKLM\\Run"}]}, {"id": "a1", "id": "a2"}]"#
        ),
        ("devices.ndjson", "{\"id\": \"d1\"}\n{\"id\": \"d2\", \"vulnerabilities\": []}\n\n{\"id\": \"d3\"}\n"),
        ("devices.csv", "id;name;machineTags\r\nd1;\"PC \"\"1\"\"\r\nb\";a,b\r\nd2;é;\r\n"),
        ("scores.json", #"{"exposureScore": "41.5", "configurationScore": 340}"#),
    ]

    @Test(arguments: samples.indices)
    func `cut at any byte is read, refused, or kept in part`(_ sample: Int) {
        let (name, content) = Self.samples[sample]
        let encodings = [Array(content.utf8), [0xFF, 0xFE] + utf16(content, littleEndian: true)]
        for bytes in encodings {
            for end in bytes.indices { #expect(survives(Array(bytes[..<end]), name: name), "\(name) cut at \(end)") }
        }
    }

    @Test(arguments: samples.indices)
    func `with any byte changed does no harm`(_ sample: Int) {
        let (name, content) = Self.samples[sample]
        let seed: UInt64 = 2026
        var random = SeededRandom(seed: seed)
        let structure = Array("{}[]\",:\\;\n\r\t0-eu\0\u{FF}".utf8)
        for index in content.utf8.indices {
            var bytes = Array(content.utf8)
            let offset = content.utf8.distance(from: content.utf8.startIndex, to: index)
            bytes[offset] =
                Bool.random(using: &random)
                ? structure.randomElement(using: &random) ?? 0 : .random(in: 0...255, using: &random)
            #expect(survives(bytes, name: name), "\(name), byte \(offset), seed \(seed)")
        }
    }

    @Test func `of random bytes and random structure does no harm`() {
        let seed: UInt64 = 42
        var random = SeededRandom(seed: seed)
        let words = [
            "{", "}", "[", "]", ",", ":", "\"id\"", "\"value\"", "\"x\"", "1", "-", "null", "\n", ";", "\"", "\\u", "é",
            "\"@odata.context\"", "\"#Alerts\"",
        ]
        for round in 0..<400 {
            let bytes: [UInt8] =
                round.isMultiple(of: 4)
                ? (0..<Int.random(in: 0...60, using: &random)).map { _ in UInt8.random(in: 0...255, using: &random) }
                : (0..<Int.random(in: 0...40, using: &random)).flatMap { _ in
                    Array((words.randomElement(using: &random) ?? "").utf8)
                }
            for name in ["devices", "alerts", "scores", "notes"] {
                #expect(survives(bytes, name: name), "seed \(seed), round \(round), \(bytes)")
            }
            _ = HistoryReading(bytes, name: "h")
        }
    }

    @Test func `of great depth is refused, in cells too`() {
        let deep = String(repeating: #"[{"evidence":"#, count: 50_000)
        #expect(dataset(("alerts.json", deep)) == "E0501 alerts.json:1: values are nested more than 512 deep")
        #expect(
            dataset(("alerts.csv", "id,evidence\na1,\"\(deep.replacing("\"", with: "\"\""))\""))
                .hasPrefix("alert a1\nE0507 file alerts.csv:2: evidence: \"[{\"evidence\":"))
    }
}
