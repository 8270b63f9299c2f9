import RuleEngine
import RulePlan

/// What the columns of a CSV file are to the fields of an entity, by its header.
struct CSVColumns: Sendable {
    let names: [String]
    let header: CSVReader.Record
    let separator: UInt8
    /// Where the rows begin in the source, and on which line.
    let rowsStart: Int
    let rowsLine: Int
    /// By column: which cell of a row in the stage its value goes to.
    private(set) var cells: [Int] = []
    /// How many cells a row has in the stage besides those of its fields.
    private(set) var extraCells = 1
    /// Fields that several columns give a value, or that share one: the cells to look at, in order.
    private(set) var choices: [(field: Int, cells: [Int])] = []

    /// - Returns: Nothing where the file is one for the reader that knows everything.
    init?(_ source: ByteSource, from start: Int, to entity: EntityID, _ reader: inout DataReader, _ file: DataFile) {
        let block = ReadBlock(source, from: start, capacity: Self.longestHeader)
        guard block.advance(to: 0) else { return nil }
        // Of a block that isn't the whole file, only lines that are there in full.
        var count = block.count
        if !block.isLast {
            let bytes = unsafe UnsafeBufferPointer(start: block.base, count: count)
            guard let lineEnd = unsafe bytes.lastIndex(of: UInt8(ascii: "\n")) else { return nil }
            count = lineEnd + 1
        }
        let bytes = block.bytes(0..<count)
        let (separator, isSure) = CSVReader.separator(in: bytes[...])
        guard isSure || block.isLast, bytes.isValidUTF8, !bytes.contains(0) else { return nil }
        var csv = CSVReader(bytes, line: 1, separator: separator, file: file.name)
        guard let header = try? csv.next(), header.isEnded else { return nil }
        self.header = header
        self.separator = separator
        names = header.cells.map(\.trimmed)
        rowsStart = start + csv.position
        rowsLine = csv.line
        let destination = DataNames.Destination.entities([entity])
        guard file.fallback == destination, reader.isHeader(names, of: destination, header),
            reader.readers[entity.index].takesEmptyForMissing
        else { return nil }
        let layout = reader.readers[entity.index].layout(of: CSVRow(names: names, record: header))
        guard layout.nested.allSatisfy(\.isEmpty) else { return nil }
        lay(layout.fields)
    }

    private static let longestHeader = 1 << 16

    /// - Parameter candidates: By field, where its value may stand. What is inside a cell nobody looks for.
    private mutating func lay(_ candidates: [[RowReader.Candidate]]) {
        let columnsByField = candidates.map { $0.filter(\.rest.isEmpty).map(\.index) }
        var takers = [Int](repeating: 0, count: names.count)
        for column in columnsByField.joined() { takers[column] += 1 }
        let unused = candidates.count
        cells = [Int](repeating: unused, count: names.count)
        for (field, columns) in columnsByField.enumerated() {
            if columns.count == 1, takers[columns[0]] == 1 {
                cells[columns[0]] = field
                continue
            }
            for column in columns where cells[column] == unused {
                cells[column] = candidates.count + extraCells
                extraCells += 1
            }
            if !columns.isEmpty { choices.append((field, columns.map { cells[$0] })) }
        }
    }
}

extension RowReader {
    /// Whether an empty cell says nothing, whatever the field.
    fileprivate var takesEmptyForMissing: Bool {
        fields.allSatisfy { field in
            var field = field
            return field.read(InputValue(.text("")), splitsText: true) == .missing
        }
    }
}
