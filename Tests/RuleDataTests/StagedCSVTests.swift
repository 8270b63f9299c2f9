import RulePlan
import TestSupport
import Testing

@testable import RuleData

extension `Rows read many at a time` {
    @Test(arguments: 0..<8)
    func `say the same of CSV as rows read one by one`(_ batch: Int) {
        for number in 0..<60 {
            let seed = UInt64(20_000 + batch * 1_000 + number)
            var export = RandomExport(seed: seed)
            let files = (0..<1 + export.random.below(3)).map { _ in export.csvFile(rows: export.random.below(40)) }
            expectSame(files, seed: seed, partial: number % 4 == 0)
        }
    }

    @Test(arguments: 0..<8)
    func `say the same of CSV where the file is damaged`(_ batch: Int) {
        for number in 0..<60 {
            let seed = UInt64(30_000 + batch * 1_000 + number)
            var export = RandomExport(seed: seed)
            let file = export.csvFile(rows: 1 + export.random.below(30))
            expectSame([(file.name, export.damagedCSV(file.bytes))], seed: seed, partial: number % 2 == 0)
        }
    }

    @Test func `say the same of CSV in files longer than a block`() {
        for seed in [1, 2, 3, 4] as [UInt64] {
            var export = RandomExport(seed: seed)
            export.oddity = 2_000
            expectSame([export.csvFile(rows: 3_000)], seed: seed)
        }
    }

    @Test func `are what plain CSV files are`() {
        for seed in 0..<20 as Range<UInt64> {
            var export = RandomExport(seed: seed)
            export.oddity = .max
            let (name, bytes) = export.csvFile(rows: 20)
            var reader = DataReader(schema: Self.schema)
            var file = DataFile(name: name, explicit: nil, byName: reader.names[file: name])
            #expect(reader.readStaged(ByteSource(bytes), &file), "seed \(seed)")
        }
    }
}

extension RandomExport {
    /// A file of devices or sites.
    mutating func csvFile(rows: Int) -> (name: String, bytes: [UInt8]) {
        let name = random.pick(["devices.csv", "devices.csv", "site-2.csv"])
        let fields = Self.schema.entities[name == "devices.csv" ? 0 : 1].fields
        let separator = random.pick([",", ";", "\t"])
        let lineEnd = random.pick(["\n", "\n", "\r\n"])
        var columns: [(name: String, type: ValueType)] = []
        for field in fields {
            if field.name != "id", field.name != "number", random.oneIn(6) { continue }
            let names = field.sources + [field.name]
            columns.append((random.pick(names), field.type))
            // Fields that several columns give a value.
            if random.oneIn(12) { columns.append((random.pick(names + [field.name.uppercased()]), field.type)) }
        }
        columns.append(("unknown", .text))
        if oddly { columns.append((random.pick(["evidence", "", "\"evi;dence\"", "é"]), .text)) }
        if random.oneIn(3) { columns.shuffle(using: &random) }
        let quotesAll = random.oneIn(4)
        var text = oddly ? "\n  \n" : ""
        text +=
            columns.map { quotesAll && !$0.name.contains("\"") ? "\"\($0.name)\"" : $0.name }
            .joined(separator: separator) + lineEnd
        for row in 0..<rows {
            var cells = columns.map { cell(of: $0.type, separator, isQuoted: quotesAll) }
            if oddly { cells.removeLast() }
            if oddly { cells.append("more") }
            text += cells.joined(separator: separator)
            text += row == rows - 1 && random.oneIn(3) ? "" : oddly ? random.pick(["\r\n", "\n\n", "\n \n"]) : lineEnd
        }
        var bytes = Array(text.utf8)
        if random.oneIn(6) { bytes = [0xEF, 0xBB, 0xBF] + bytes }
        return (name, bytes)
    }

    /// What a member of an object would be, as a cell.
    private mutating func cell(of type: ValueType, _ separator: String, isQuoted: Bool) -> String {
        if oddly {
            return random.pick([
                " ", "\"\"", "\"a\"\"b\"", "\"\"\"\"", "x\"y", "\"two\nlines\"", "\"cr\r\"", "\"a\(separator)b\"", "é",
                "\"é ü\"", "+5", ".5", "5.", "1.2.3", "-", "007", "1e3", "\u{A0}", "a\rb", "[\"a\", 1]", "{}", "a;b,c",
                "N/A", " padded ", "none", "\\", "1\u{7F}", "-1",
            ])
        }
        var text = value(of: type)
        if text == "null" { text = "" }
        if text.hasPrefix("\""), text.hasSuffix("\"") { text = String(text.dropFirst().dropLast()) }
        if isQuoted || text.contains(separator) || text.contains("\"") || text.contains("\n") {
            return "\"" + text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
        }
        return text
    }

    /// Some bytes changed, left out, doubled, or the end cut off.
    mutating func damagedCSV(_ bytes: [UInt8]) -> [UInt8] {
        var bytes = bytes
        let place = random.below(bytes.count)
        if random.oneIn(2) {
            bytes.insert(random.pick(Array("\",;\t\r\n é".utf8)), at: place)
            return bytes
        }
        return damaged(bytes)
    }
}
