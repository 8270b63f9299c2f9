import RandomNumbers
import RuleText

extension GeneratedTable {
    /// In which order, and how completely, the keys of an object stand.
    enum KeyOrder {
        case stable
        /// Three of ten keys are left out, by chance.
        case omitting
        /// Each object has an order of its own.
        case shuffled
    }

    /// The rows as NDJSON; missing values are null.
    func ndjson(_ order: KeyOrder = .stable) -> [UInt8] {
        var writer = ByteWriter(reserving: rowCount * names.count * 28)
        var random = SeededRandom(seed: 3)
        let keys = names.map { Array("\"\($0)\":".utf8) }
        var places = Array(keys.indices)
        for row in 0..<rowCount {
            if case .shuffled = order { places.shuffle(using: &random) }
            var separator = UInt8(ascii: "{")
            for place in places {
                // The key stays: a row without it is left out.
                if case .omitting = order, place > 0, random.below(10) < 3 { continue }
                writer.bytes.append(separator)
                writer.bytes += keys[place]
                append(place, row, asJSON: true, to: &writer)
                separator = UInt8(ascii: ",")
            }
            writer.append("}\n")
        }
        return writer.bytes
    }

    /// The rows as CSV with a header; missing values are empty cells.
    func csv() -> [UInt8] {
        var writer = ByteWriter(reserving: rowCount * names.count * 14)
        writer.append(names.joined(separator: ",") + "\n")
        for row in 0..<rowCount {
            for place in columns.indices {
                if place > 0 { writer.bytes.append(UInt8(ascii: ",")) }
                append(place, row, asJSON: false, to: &writer)
            }
            writer.bytes.append(UInt8(ascii: "\n"))
        }
        return writer.bytes
    }

    private func append(_ place: Int, _ row: Int, asJSON: Bool, to writer: inout ByteWriter) {
        guard !columns[place].isMissing(row) else {
            if asJSON { writer.append("null") }
            return
        }
        var isQuoted = asJSON
        switch columns[place] {
        case .numbers, .booleans: isQuoted = false
        case .texts, .times, .members, .rows: break
        }
        if isQuoted { writer.bytes.append(UInt8(ascii: "\"")) }
        switch columns[place] {
        case .texts(let dictionary, let places): writer.append(dictionary[Int(places[row])])
        case .numbers(let numbers): writer.append(tenths: Int((numbers[row] * 10).rounded()))
        case .booleans(let truths): writer.append(truths[row] == 1 ? "true" : "false")
        case .times(let seconds): writer.append(time: Int(seconds[row]))
        case .members(let members): writer.append((memberNames[place] ?? [])[Int(members[row])])
        case .rows(let rows): writer.append("d" + GeneratedEstate.padded(Int(rows[row])))
        }
        if isQuoted { writer.bytes.append(UInt8(ascii: "\"")) }
    }
}

/// Bytes that grow.
private struct ByteWriter {
    var bytes: [UInt8] = []
    /// `2026-11-23T`, by days since 1970.
    private var days: [Int: [UInt8]] = [:]

    init(reserving count: Int) {
        bytes.reserveCapacity(count)
    }

    mutating func append(_ text: String) { bytes += text.utf8 }

    /// A number that is not negative, with a decimal where it has one.
    mutating func append(tenths: Int) {
        append(String(tenths / 10))
        if tenths % 10 > 0 { append(".\(tenths % 10)") }
    }

    mutating func append(time seconds: Int) {
        let (day, second) = (seconds / 86_400, seconds % 86_400)
        if days[day] == nil {
            let date = CivilCalendar.date(days: day)
            days[day] = Array("\(date.year)-\(Self.two(date.month))-\(Self.two(date.day))T".utf8)
        }
        bytes += days[day] ?? []
        append("\(Self.two(second / 3_600)):\(Self.two(second / 60 % 60)):\(Self.two(second % 60))Z")
    }

    private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }
}
