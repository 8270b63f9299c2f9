import RuleEngine
import RulePlan
import RuleText
import TestSupport
import Testing

@testable import RuleData

/// Rows of one entity may be read many at a time; the reader that takes one row after the other says what must come of it.
@Suite struct `Rows read many at a time` {
    static let schema = RandomExport.schema

    /// What one of the two ways makes of some files: errors, then all that the data holds.
    private func outcome(
        _ files: [(name: String, bytes: [UInt8])], isStaged: Bool, partial: Bool, parts: Int = 1
    ) -> String {
        let parallelism = Parallelism(width: parts) { count, body in for part in 0..<count { body(part) } }
        var reader = DataReader(schema: Self.schema, allowsPartial: partial, parallelism: parallelism)
        reader.isStaged = isStaged
        reader.smallestPart = 100
        var text = ""
        for file in files {
            do { try reader.read(file.bytes, name: file.name) } catch { text += "error: \(error)\n" }
        }
        return text + described(reader.finish())
    }

    private func described(_ data: Dataset) -> String {
        var text = ""
        for (index, table) in data.tables.enumerated() {
            guard let table else { continue }
            text += "\(Self.schema.entities[index].name) \(table.rowCount)\n"
            for row in 0..<table.rowCount {
                let values = table.columns.map { column in
                    if case .version(let version) = column[row] { version.description } else { "\(column[row])" }
                }
                text += "  \(table.keys[row]) \(values.joined(separator: " | "))\n"
            }
            for referrers in table.referrers { text += "  \(referrers.map { "\($0.starts) \($0.rows)" } ?? "-")\n" }
        }
        for summary in data.summaries { text += "\(summary)\n" }
        return text
    }

    func expectSame(_ files: [(name: String, bytes: [UInt8])], seed: UInt64, partial: Bool = false) {
        let plain = outcome(files, isStaged: false, partial: partial)
        let staged = outcome(files, isStaged: true, partial: partial, parts: 1 + Int(seed % 5))
        guard plain != staged else { return }
        let difference = zip(plain.split(separator: "\n"), staged.split(separator: "\n")).first { $0 != $1 }
        Issue.record(
            """
            seed \(seed), partial \(partial): \(plain.count) and \(staged.count) characters, first difference
            \(difference?.0 ?? "none")
            \(difference?.1 ?? "none")
            of \(files.map { String(decoding: $0.bytes.prefix(1500), as: UTF8.self) })
            """)
    }

    @Test(arguments: 0..<8)
    func `say the same as rows read one by one`(_ batch: Int) {
        for number in 0..<60 {
            let seed = UInt64(batch * 1_000 + number)
            var export = RandomExport(seed: seed)
            let files = export.files()
            expectSame(files, seed: seed)
        }
    }

    @Test(arguments: 0..<8)
    func `say the same where the file is damaged`(_ batch: Int) {
        for number in 0..<60 {
            let seed = UInt64(10_000 + batch * 1_000 + number)
            var export = RandomExport(seed: seed)
            let files = export.files().map { (name: $0.name, bytes: export.damaged($0.bytes)) }
            expectSame(files, seed: seed, partial: number % 2 == 0)
        }
    }

    @Test func `say the same in files longer than a block, with texts of which most differ`() {
        for seed in [1, 2] as [UInt64] {
            var export = RandomExport(seed: seed)
            export.oddity = 2_000
            expectSame([export.file(name: "devices.ndjson", rows: 3_000)], seed: seed)
        }
    }

    @Test func `are what plain files are`() {
        for seed in 0..<20 as Range<UInt64> {
            var export = RandomExport(seed: seed)
            export.oddity = .max
            for (name, bytes) in export.files() {
                var reader = DataReader(schema: Self.schema)
                var file = DataFile(name: name, explicit: nil, byName: reader.names[file: name])
                #expect(reader.readStaged(ByteSource(bytes), &file), "\(name), seed \(seed)")
            }
        }
    }
}

/// Exports made by chance.
struct RandomExport {
    var random: SeededRandom
    /// How seldom something unusual stands in a row: once in so many values.
    var oddity: Int

    init(seed: UInt64) {
        random = SeededRandom(seed: seed)
        oddity = random.pick([.max, 400, 60, 12])
    }

    static let schema: Schema = {
        var schema = Schema()
        var device = EntitySchema(name: "device", title: nil, sources: ["machines"])
        device.fields = [
            FieldSchema(name: "id", type: .text, sources: ["id", "deviceId"]),
            FieldSchema(
                name: "name", type: .text, sources: ["computerDnsName"],
                readings: [.init(spelling: "none", value: .missing)]),
            FieldSchema(
                name: "risk", type: .levels(["none", "low", "medium", "high"]), sources: ["riskScore"],
                readings: [
                    .init(spelling: "No known risks", value: .member(0)), .init(spelling: "3", value: .member(3)),
                ]),
            FieldSchema(name: "health", type: .choices(["active", "in_active"]), sources: ["healthStatus"]),
            FieldSchema(name: "seen", type: .time, sources: ["lastSeen"]),
            FieldSchema(name: "span", type: .duration),
            FieldSchema(name: "version", type: .version, sources: ["osVersion"]),
            FieldSchema(name: "address", type: .address, sources: ["lastIpAddress"]),
            FieldSchema(name: "network", type: .network),
            FieldSchema(name: "tags", type: .list(.text), sources: ["machineTags"]),
            FieldSchema(name: "managed", type: .boolean, sources: ["management.isManaged", "isManaged"]),
            FieldSchema(name: "points", type: .number(NumberRange(lower: 0, upper: 1000))),
            FieldSchema(
                name: "count", type: .number, sources: ["findings"],
                readings: [.init(spelling: "-1", value: .missing)]),
            FieldSchema(name: "any_number", type: .number),
            FieldSchema(name: "owner", type: .text, sources: ["assignedTo"]),
            FieldSchema(name: "twin", type: .text, sources: ["computerDnsName"]),
            FieldSchema(name: "site", type: .reference(EntityID(1)), sources: ["siteId"]),
        ]
        device.key = [FieldSlot(0)]
        device.newest = FieldSlot(4)
        var site = EntitySchema(name: "site", title: nil, sources: [])
        site.fields = [FieldSchema(name: "number", type: .number), FieldSchema(name: "title", type: .text)]
        site.key = [FieldSlot(0)]
        var finding = EntitySchema(name: "finding", title: nil, sources: [])
        finding.fields = [
            FieldSchema(name: "cve", type: .text), FieldSchema(name: "product", type: .version),
            FieldSchema(name: "device", type: .reference(EntityID(0))),
            FieldSchema(name: "detail", type: .reference(EntityID(2))),
        ]
        finding.key = [FieldSlot(0), FieldSlot(1)]
        var evidence = EntitySchema(name: "evidence", title: nil, sources: ["evidence"])
        evidence.parent = EntityID(0)
        evidence.fields = [
            FieldSchema(name: "device", type: .reference(EntityID(0))), FieldSchema(name: "hash", type: .text),
        ]
        evidence.key = [FieldSlot(0), FieldSlot(1)]
        schema.entities = [device, site, finding, evidence]
        schema.scores = []
        return schema
    }()

    mutating func files() -> [(name: String, bytes: [UInt8])] {
        let names = ["devices.ndjson", "site-2.json", "findings.json", "Machines.json"]
        return (0..<1 + random.below(3)).map { _ in file(name: random.pick(names), rows: random.below(40)) }
    }

    mutating func file(name: String, rows: Int) -> (name: String, bytes: [UInt8]) {
        let entity = name.hasPrefix("site") ? 1 : name.hasPrefix("finding") ? 2 : 0
        let style = Style(&random)
        let objects = (0..<rows).map { _ in object(entity, style) }
        var text = ""
        switch random.below(4) {
        case 0:
            text = "[" + objects.joined(separator: "," + random.pick(["", "\n", "\r\n  "])) + "]"
        case 1:
            let context = #""@odata.context": "https://x/$metadata#\#(["machines", "sites", "findings"][entity])""#
            let array = #""value": ["# + objects.joined(separator: ",\n") + "]"
            let more = #""@odata.nextLink": "https://x/?a=\"1\"""#
            text =
                "{"
                + random.pick([
                    context + "," + array, array, context + ",\n" + array + ", " + more,
                    context + ", \"a\": 1, " + array,
                ]) + "}"
            if random.oneIn(4) { text += "\n" + text }
        default:
            text = objects.map { $0 + random.pick(["\n", "\n", "\n", "\r\n", "\n\n", " \n "]) }.joined()
        }
        var bytes = Array(text.utf8)
        if random.oneIn(6) { bytes = [0xEF, 0xBB, 0xBF] + bytes }
        return (name, bytes)
    }

    /// How a file is laid out.
    private struct Style {
        var separator: String
        var colon: String
        var shuffles: Bool
        var omits: Bool

        init(_ random: inout SeededRandom) {
            separator = random.pick([",", ", ", ",\n  ", ",\t"])
            colon = random.pick([":", ": ", " : "])
            shuffles = random.oneIn(3)
            omits = random.oneIn(2)
        }
    }

    private mutating func object(_ entity: Int, _ style: Style) -> String {
        var members: [String] = []
        for field in Self.schema.entities[entity].fields {
            if style.omits, field.name != "id", random.oneIn(3) { continue }
            var names = field.sources.filter { !$0.contains(".") } + [field.name]
            if oddly { names.append(field.name.uppercased()) }
            members.append("\"\(random.pick(names))\"\(style.colon)\(value(of: field.type))")
            if oddly { members.append("\"\(random.pick(names))\"\(style.colon)\(value(of: field.type))") }
        }
        members.append(
            "\"unknown\"\(style.colon)\(random.pick(["1", "null", "\"x\"", "[]", "{}", "[1, {\"a\": [true]}]"]))")
        if oddly {
            members.append(
                random.pick([
                    #""management": {"isManaged": true}"#, #""evidence": [{"hash": "h1"}, {"hash": "h1"}, 3]"#,
                    #""@odata.context": "x#sites""#, #""value": [1]"#, #""error": {"code": "x"}"#, #""unknown": 1"#,
                    #""unk\u006eown": 1"#, #""other": {"a": 1, "a": 2}"#, #""value": 3"#, #""ID": "d3""#,
                    #""evidence": null"#,
                    #""a rather long name that no key of an export ever has": 1"#, #""é": 1"#, #""evidence": "[]""#,
                ]))
        }
        if style.shuffles { members.shuffle(using: &random) }
        return "{" + members.joined(separator: style.separator) + (random.oneIn(9) ? " }" : "}")
    }

    var oddly: Bool {
        mutating get { oddity != .max && random.oneIn(oddity) }
    }

    mutating func value(of type: ValueType) -> String {
        if oddly {
            return random.pick([
                "null", "true", "-0", "1e3", "1.5E-3", "0.1234567890123456789", "12345678901234567890", "01", "1.",
                "\"\"", "\"  \"",
                "\"N/A\"", "\"unknown\"", "\"Not Available\"", #""\u00e9\ud83d\ude00""#, #""\ud83d""#, #""\q""#,
                "\"a\tb\"", "\"é ü\"",
                "[\"a\", null, 1]", "{\"id\": \"d1\"}", "{\"id\": 1, \"id\": 2}", "[[[]]]", "\"\u{A0}x\u{A0}\"",
                "\" padded \"", "tru",
                "\"0001-01-01T00:00:00Z\"", "\"9999-12-31\"", "\"1500-01-01T00:00:00Z\"", "\"2026-02-30T00:00:00Z\"",
                "\"-1\"", "1e999",
            ])
        }
        if random.oneIn(8) { return "null" }
        switch type {
        case .number:
            return random.pick([
                "\(random.below(1200))", "\(random.below(100)).\(random.below(100))", "0", "-\(random.below(9))",
                "\"\(random.below(50))\"",
                "0.30000000000000004", "123456789012345", "1234567890123456", "-0.0", "5e1",
            ])
        case .boolean: return random.pick(["true", "false", "\"True\"", "\"false\""])
        case .levels: return random.pick(["\"none\"", "\"Low\"", "\"HIGH\"", "\"No known risks\"", "3", "\"medium\""])
        case .choices: return random.pick(["\"active\"", "\"inActive\"", "\"In-active\""])
        case .time:
            return random.pick([
                "\"2026-11-\(10 + random.below(20))T0\(random.below(10)):15:30Z\"",
                "\"2026-11-22T08:15:30.\(random.below(10_000_000))Z\"",
                "\"2024-02-29T23:59:59Z\"", "\"2026-11-22 08:15\"", "\"2026-11-22\"", "\"2026-11-22T08:15:30+02:00\"",
                "\"1999-12-31T00:00:00.123456789Z\"",
            ])
        case .duration: return random.pick(["\"PT5M\"", "\"P1D\"", "\"01:00:00\""])
        case .version: return random.pick(["\"1.10\"", "\"1.10.0\"", "\"10.0.19045\"", "\"2\"", "3.5"])
        case .address: return random.pick(["\"10.0.0.\(random.below(9))\"", "\"::1\""])
        case .network: return random.pick(["\"10.0.0.0/8\"", "\"192.168.1.0/24\""])
        case .list: return random.pick(["[]", "[\"a\", \"b\"]", "[\"a\"]", "[\"é\"]"])
        case .reference:
            return random.pick([
                "\"d\(random.below(20))\"", "\(random.below(8))", "\"\(random.below(8))\"", "\"c1,1.10\"",
            ])
        case .text:
            return random.pick([
                "\"d\(random.below(30))\"", "\"D\(random.below(30))\"", "\"pc-\(random.below(1_000_000)).example.com\"",
                "\"Nora\"",
                "\"a text that is longer than sixteen bytes, \(random.below(9))\"", "\"none\"", "\"uma\"", "7",
                "\"\(String(repeating: "a", count: 12 + random.below(8)))\(random.below(2))\"",
                "\"begins as others \(String(repeating: "-", count: random.below(40)))\(random.below(3))\"",
            ])
        }
    }

    /// Some bytes changed, left out, doubled, or the end cut off.
    mutating func damaged(_ bytes: [UInt8]) -> [UInt8] {
        guard !bytes.isEmpty else { return bytes }
        var bytes = bytes
        let place = random.below(bytes.count)
        switch random.below(6) {
        case 0: bytes.removeLast(bytes.count - place)
        case 1: bytes.remove(at: place)
        case 2: bytes.insert(random.pick(Array("{}[]\",:\\\n 0-e".utf8)), at: place)
        case 3: bytes[place] = UInt8(truncatingIfNeeded: random.next())
        case 4: bytes[place] = random.pick([0, 0xFF, 0x1F, 0xC3, 0x22, 0x5C, 0x7D])
        default: bytes.insert(contentsOf: bytes[place..<min(place + 1 + random.below(9), bytes.count)], at: place)
        }
        return bytes
    }
}
