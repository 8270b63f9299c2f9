/// One row as it was read: names, each with a value.
protocol InputRow {
    /// May hold a name twice; the last counts.
    var names: [String] { get }
    /// Whether the names are those of a layout, found out without making texts of them.
    func hasNames(of layout: RowReader.Layout) -> Bool
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
    func hasNames(of layout: RowReader.Layout) -> Bool {
        guard layout.nameBytes.count == members.count else { return false }
        for (index, member) in members.enumerated() where !scanner.isName(at: member.name, layout.nameBytes[index]) {
            return false
        }
        return true
    }
    func value(at index: Int) -> InputValue { scanner.value(at: members[index].value) }
    var line: Int? { scanner.nodes.first?.line }
    var isCSV: Bool { false }
}

struct MemberRow: InputRow {
    let members: [InputValue.Member]
    var line: Int?

    var names: [String] { members.map(\.name) }
    func hasNames(of layout: RowReader.Layout) -> Bool { names == layout.names }
    func value(at index: Int) -> InputValue { members[index].value }
    var isCSV: Bool { false }
}

struct CSVRow: InputRow {
    let names: [String]
    let record: CSVReader.Record

    // The rows of one file share their names, and an array is quickly found equal to itself.
    func hasNames(of layout: RowReader.Layout) -> Bool { names == layout.names }
    func value(at index: Int) -> InputValue {
        InputValue(.text(index < record.cells.count ? record.cells[index] : ""), line: record.line)
    }
    var line: Int? { record.line }
    var isCSV: Bool { true }
}
