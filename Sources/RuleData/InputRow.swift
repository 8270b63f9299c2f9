/// One row as it was read: names, each with a value.
protocol InputRow {
    /// May hold a name twice; the last counts.
    var names: [String] { get }
    /// - Parameter index: Of `names`.
    func value(at index: Int) -> InputValue
    var line: Int? { get }
    /// Whether lists may be spelled as separated text.
    var isCSV: Bool { get }
}

/// The object that a scanner has just scanned.
struct ScannedRow: InputRow {
    let scanner: JSONScanner
    let members: [(name: Int, value: Int)]

    init(_ scanner: JSONScanner) {
        self.scanner = scanner
        members = scanner.members(of: 0)
    }

    var names: [String] { members.map { scanner.name(at: $0.name) } }
    func value(at index: Int) -> InputValue { scanner.value(at: members[index].value) }
    var line: Int? { scanner.nodes.first?.line }
    var isCSV: Bool { false }
}

struct MemberRow: InputRow {
    let members: [InputValue.Member]
    var line: Int?

    var names: [String] { members.map(\.name) }
    func value(at index: Int) -> InputValue { members[index].value }
    var isCSV: Bool { false }
}

struct CSVRow: InputRow {
    let names: [String]
    let record: CSVReader.Record

    func value(at index: Int) -> InputValue {
        InputValue(.text(index < record.cells.count ? record.cells[index] : ""), line: record.line)
    }
    var line: Int? { record.line }
    var isCSV: Bool { true }
}
