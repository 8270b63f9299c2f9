import RuleEngine
import RulePlan

/// Rows of one entity on their way from a stretch of a file into columns, some hundred at a time.
///
/// A row that is not usual it gives to the reader that defines what data means.
struct StagedRows {
    /// With a builder of its own, so that all can be dropped where the file turns out to be one for the other reader.
    private(set) var reader: DataReader
    private(set) var file: DataFile
    let destination: DataNames.Destination
    let entity: EntityID
    let stage: CellStage
    let block: ReadBlock
    /// Where the stretch ends in the source.
    let end: Int
    private var rows = EntityRows()
    private var decoders: [CellDecoder]
    private let keyFields: [Int]
    private var hasReserved = false

    /// Reads an unusual row, or whatever stands in its place, in the way that knows everything.
    typealias RowReading = (_ reader: inout DataReader, _ file: inout DataFile) -> Bool

    /// - Parameters:
    ///   - range: The stretch, the beginning of a row at its start.
    ///   - extraCells: How many cells a row has in the stage besides those of its fields.
    /// - Returns: Nothing for an entity whose rows can't be read many at a time.
    init?(
        _ reader: DataReader, _ file: DataFile, to entity: EntityID, _ source: ByteSource, _ range: Range<Int>,
        isCSV: Bool = false, extraCells: Int = 0
    ) {
        guard reader.readers[entity.index].isStageable(reader.schema[entity]) else { return nil }
        self.reader = reader
        self.reader.builder = DatasetBuilder(schema: reader.schema)
        self.file = DataFile(name: file.name, explicit: file.explicit, byName: file.byName)
        destination = .entities([entity])
        self.entity = entity
        end = range.upperBound
        let fields = reader.readers[entity.index].fields
        stage = CellStage(fieldCount: fields.count + extraCells)
        decoders = fields.map { CellDecoder($0, isCSV: isCSV) }
        keyFields = reader.schema[entity].key.map(\.index)
        block = ReadBlock(source, from: range.lowerBound)
        rows = self.reader.builder.takeRows(of: entity)
    }

    /// Gives back to the reader what was read.
    mutating func finish() {
        reader.builder.putBack(rows, of: entity)
        rows = EntityRows()
    }

    /// Says that rows were given, even if none follow.
    mutating func begin() { reader.begin(destination, &file) }

    /// Reads something of the file in the way that knows everything, behind all rows so far.
    mutating func readOtherwise(_ reading: RowReading) -> Bool {
        reader.builder.putBack(rows, of: entity)
        rows = EntityRows()
        defer {
            rows = reader.builder.takeRows(of: entity)
            rows.places.begin(file.name)
        }
        return reading(&reader, &file)
    }

    /// Adds the first rows that stand in the stage, and makes it empty.
    /// - Parameter readRow: Reads the row at a place in the stage.
    /// - Returns: False where the other reader is to read the file.
    mutating func flush(_ count: Int, readRow: (_ row: Int, inout DataReader, inout DataFile) -> Bool) -> Bool {
        guard count > 0 else { return true }
        defer { stage.clear(rows: count) }
        reader.begin(destination, &file)
        for field in decoders.indices {
            decoders[field].decode(field, rows: count, of: stage, in: block, to: &rows.columns[field])
        }
        for field in keyFields {
            // A row without its key is to be reported.
            for row in 0..<count where isMissing(field, row) { stage.markOdd(row) }
        }
        for (row, field) in stage.conflicts where row < count && isMissing(field, row) { stage.markOdd(row) }
        rows.places.begin(file.name)
        if stage.hasOdd { return flushWithOdd(count, readRow) }
        append(0..<count)
        reserve(count)
        return true
    }

    private func isMissing(_ field: Int, _ row: Int) -> Bool {
        let cell = unsafe stage.column(field)[row]
        return switch rows.columns[field].form {
        case .numbers: Double(bitPattern: cell).isNaN
        case .ticks: Int64(bitPattern: cell) == Column.missingTick
        case .codes, .textCodes: cell == 0
        case .texts: cell == TextReference.missing.bits
        case .values: true
        }
    }

    private mutating func append(_ range: Range<Int>) {
        for field in decoders.indices {
            let cells = unsafe UnsafeBufferPointer(start: stage.column(field) + range.lowerBound, count: range.count)
            unsafe rows.columns[field].append(cells, textBase: UnsafeRawPointer(block.base))
        }
        for row in range { rows.places.append(line: unsafe stage.lines[row]) }
    }

    private mutating func flushWithOdd(
        _ count: Int, _ readRow: (_ row: Int, inout DataReader, inout DataFile) -> Bool
    ) -> Bool {
        var row = 0
        while row < count {
            // What a column has become may have no place for what was decoded for it before.
            let isCurrent = decoders.indices.allSatisfy { decoders[$0].generation == rows.columns[$0].generation }
            if !isCurrent || stage.odd[row] {
                guard readOtherwise({ readRow(row, &$0, &$1) }) else { return false }
                row += 1
            } else {
                var end = row + 1
                while end < count, !stage.odd[end] { end += 1 }
                append(row..<end)
                row = end
            }
        }
        return true
    }

    /// Makes room for all rows that are to come, as far as the first ones tell.
    private mutating func reserve(_ count: Int) {
        guard !hasReserved, count > 1 else { return }
        hasReserved = true
        let length = unsafe max((stage.ends[count - 1] - stage.starts[0]) / count, 1)
        let left = max(end - block.start, 0) / length
        guard left > count else { return }
        for field in rows.columns.indices { rows.columns[field].reserve(left + left / 16) }
    }
}

extension RowReader {
    /// Whether rows can be read many at a time: each has a key of its own, of values that can be part of one.
    func isStageable(_ entity: EntitySchema) -> Bool {
        !ownKey.isEmpty
            && entity.key.allSatisfy { slot in
                switch entity[slot].type {
                case .boolean, .number, .text, .time, .version, .address, .levels, .choices, .reference: true
                case .duration, .network, .list: false
                }
            }
    }
}

/// A stretch of a file that was read many rows at a time.
struct StagedOutcome: Sendable {
    var reader: DataReader
    var file: DataFile
    /// The line on which the first value stands, and that behind the last one; from 1 at the stretch's start.
    var firstLine: Int
    var lastLine: Int
    /// Where the first value, and what comes behind the last one, stands in the source.
    var firstOffset: Int
    var endOffset: Int
}
