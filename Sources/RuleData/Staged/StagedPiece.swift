import RuleEngine
import RulePlan

/// Reads rows of one entity from a stretch of a JSON file, many at a time; whatever is not usual it gives, row by row, to the reader that
/// defines what data means.
struct StagedPiece {
    /// With a builder of its own, so that all can be dropped where the file turns out to be one for the other reader.
    private var reader: DataReader
    private var file: DataFile
    private let destination: DataNames.Destination
    private let entity: EntityID
    private var rows = EntityRows()
    private let stage: CellStage
    private let block: ReadBlock
    private var decoders: [CellDecoder]
    private let keyFields: [Int]
    /// Where the piece ends in the source.
    private let end: Int
    private let isWhole: Bool
    private var hasReserved = false

    private enum Place {
        /// Between top-level values.
        case lines
        /// In an array: before its first element or its end; behind an element; behind a comma.
        case first, behind, next
    }
    private var place = Place.lines
    /// The names of the answer in whose array rows are read, its array last.
    private var answerNames: [String]?

    private var firstLine = 1
    private var lastLine = 1
    private var firstOffset = 0
    private var endOffset = 0

    private init?(
        _ reader: DataReader, _ file: DataFile, to entity: EntityID, _ source: ByteSource, _ range: Range<Int>,
        isWhole: Bool
    ) {
        guard reader.readers[entity.index].isStageable(reader.schema[entity]) else { return nil }
        self.reader = reader
        self.reader.builder = DatasetBuilder(schema: reader.schema)
        self.file = DataFile(name: file.name, explicit: file.explicit, byName: file.byName)
        destination = .entities([entity])
        self.entity = entity
        self.isWhole = isWhole
        end = range.upperBound
        let fields = reader.readers[entity.index].fields
        stage = CellStage(fieldCount: fields.count)
        decoders = fields.map(CellDecoder.init)
        keyFields = reader.schema[entity].key.map(\.index)
        block = ReadBlock(source, from: range.lowerBound)
    }

    /// What was read.
    struct Outcome: Sendable {
        var reader: DataReader
        var file: DataFile
        /// The line on which the first value stands, and that behind the last one; from 1 at the piece's start.
        var firstLine: Int
        var lastLine: Int
        /// Where the first value, and what comes behind the last one, stands in the source.
        var firstOffset: Int
        var endOffset: Int
    }

    /// Reads a stretch of a source.
    /// - Parameters:
    ///   - range: Begins between top-level values; every one that begins in it is taken.
    ///   - isWhole: Whether it is the file, so that it may be anything but lines.
    /// - Returns: Nothing where the other reader is to read the file.
    static func read(
        _ reader: DataReader, _ file: DataFile, to entity: EntityID, _ source: ByteSource, _ range: Range<Int>,
        isWhole: Bool
    ) -> Outcome? {
        guard var piece = StagedPiece(reader, file, to: entity, source, range, isWhole: isWhole), piece.read() else {
            return nil
        }
        return Outcome(
            reader: piece.reader, file: piece.file, firstLine: piece.firstLine, lastLine: piece.lastLine,
            firstOffset: piece.firstOffset, endOffset: piece.endOffset)
    }

    /// Reads all of the piece.
    /// - Returns: False where the other reader is to read the file.
    private mutating func read() -> Bool {
        rows = reader.builder.takeRows(of: entity)
        defer { reader.builder.putBack(rows, of: entity) }
        guard block.advance(to: 0) else { return false }
        var scanner = RowScanner(MemberTable(reader.readers[entity.index]), stage, block)
        var isFirst = true
        while true {
            scanner.skipSpace()
            guard scanner.position < block.count else {
                if block.isLast { break }
                guard refill(&scanner) else { return false }
                continue
            }
            let byte = scanner.byte
            if isFirst {
                isFirst = false
                firstLine = scanner.line
                firstOffset = block.start + scanner.position
            }
            switch place {
            case .lines:
                if block.start + scanner.position >= end { return finish(&scanner) }
                if byte == UInt8(ascii: "["), isWhole {
                    guard file.fallback == destination else { return false }
                    reader.begin(destination, &file)
                    scanner.position += 1
                    place = .first
                    continue
                }
            case .first, .behind:
                if byte == UInt8(ascii: "]") {
                    scanner.position += 1
                    guard closeAnswer(&scanner) else { return false }
                    place = .lines
                    continue
                }
                if place == .behind {
                    guard byte == UInt8(ascii: ",") else { return false }
                    scanner.position += 1
                    place = .next
                    continue
                }
            case .next: break
            }
            if byte == UInt8(ascii: "{") {
                if scanner.row == stage.rowCapacity {
                    guard flush(&scanner) else { return false }
                }
                if case .row = scanner.scanRow() {
                    if place != .lines { place = .behind }
                    continue
                }
            }
            guard readOdd(&scanner, byte) else { return false }
        }
        // What is empty may be a file of another format.
        return place == .lines && !isFirst && finish(&scanner)
    }

    private mutating func finish(_ scanner: inout RowScanner) -> Bool {
        lastLine = scanner.line
        endOffset = block.start + scanner.position
        return flush(&scanner)
    }

    /// Reads on, keeping what stands behind the scanner's position.
    private mutating func refill(_ scanner: inout RowScanner) -> Bool {
        guard flush(&scanner), block.advance(to: scanner.position) else { return false }
        scanner.position = 0
        return true
    }

    // MARK: From the stage to the columns

    /// Adds the rows that stand in the stage.
    /// - Returns: False where the other reader is to read the file.
    private mutating func flush(_ scanner: inout RowScanner) -> Bool {
        let count = scanner.row
        guard count > 0 else { return true }
        scanner.row = 0
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
        if stage.hasOdd { return flushWithOdd(count) }
        append(0..<count)
        reserve(&scanner, count)
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

    private mutating func flushWithOdd(_ count: Int) -> Bool {
        var row = 0
        while row < count {
            // What a column has become may have no place for what was decoded for it before.
            let isCurrent = decoders.indices.allSatisfy { decoders[$0].generation == rows.columns[$0].generation }
            if !isCurrent || stage.odd[row] {
                let bytes = unsafe block.bytes(stage.starts[row]..<stage.ends[row])
                var scanner = JSONScanner(bytes, line: unsafe stage.lines[row], file: file.name)
                guard readValue(&scanner, UInt8(ascii: "{")) else { return false }
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
    private mutating func reserve(_ scanner: inout RowScanner, _ count: Int) {
        guard !hasReserved, count > 1 else { return }
        hasReserved = true
        let length = unsafe max((stage.ends[count - 1] - stage.starts[0]) / count, 1)
        let left = max(end - block.start, 0) / length
        guard left > count else { return }
        for field in rows.columns.indices { rows.columns[field].reserve(left + left / 16) }
    }

    // MARK: Rows for the other reader

    /// Reads one value in the way that knows everything.
    private mutating func readValue(_ scanner: inout JSONScanner, _ byte: UInt8) -> Bool {
        reader.builder.putBack(rows, of: entity)
        rows = EntityRows()
        defer {
            rows = reader.builder.takeRows(of: entity)
            rows.places.begin(file.name)
        }
        do {
            if place == .lines {
                try reader.readValue(&scanner, startingWith: byte, &file)
            } else {
                try scanner.scanValue()
                reader.addScanned(scanner, to: destination, file: file.name)
            }
            return true
        } catch {
            return false
        }
    }

    /// Reads the value at the scanner's position, of which only the beginning may be in the block.
    private mutating func readOdd(_ scanner: inout RowScanner, _ byte: UInt8) -> Bool {
        if place == .lines, byte == UInt8(ascii: "{"), let answer = scanner.answer {
            return openAnswer(&scanner, answer)
        }
        guard flush(&scanner) else { return false }
        let start = scanner.position
        // Nearly always it ends with its line.
        if let lineEnd = block.lineEnd(from: start), read(start..<lineEnd, byte, &scanner) { return true }
        if !block.isLast, start > 0 { return refill(&scanner) }
        if read(start..<block.count, byte, &scanner) { return true }
        // In a part of a file, a row that does not end may as well be a wrong guess of where the part begins.
        return !block.isLast && (isWhole || block.count < 1 << 22) && refill(&scanner)
    }

    /// Reads a value from part of the block.
    /// - Returns: False where it is none, or perhaps not all of one.
    private mutating func read(_ range: Range<Int>, _ byte: UInt8, _ scanner: inout RowScanner) -> Bool {
        var whole = JSONScanner(block.bytes(range), line: scanner.line, file: file.name)
        // Once without taking anything: only what is whole may leave traces.
        guard (try? whole.scanValue()) != nil,
            whole.position < range.count || (block.isLast && range.upperBound == block.count),
            whole.bytes[..<whole.position].isValidUTF8
        else { return false }
        whole = JSONScanner(whole.bytes, line: scanner.line, file: file.name)
        guard readValue(&whole, byte) else { return false }
        scanner.position += whole.position
        scanner.line = whole.line
        if place != .lines { place = .behind }
        return true
    }

    // MARK: Answers

    /// Enters the array of an object that is an answer with rows in it.
    /// - Returns: False where this can't be told from what stands before the array, or something in it matters.
    private mutating func openAnswer(
        _ scanner: inout RowScanner, _ answer: (name: String, offset: Int, line: Int)
    ) -> Bool {
        guard isWhole, flush(&scanner), unsafe block.base[answer.offset] == UInt8(ascii: "[") else { return false }
        // What stands before the array, with an empty one.
        let head = block.bytes(scanner.position..<answer.offset) + Array("[]}".utf8)
        var headScanner = JSONScanner(head, line: scanner.line, file: file.name)
        guard (try? headScanner.scanValue()) != nil, headScanner.duplicates.isEmpty, head.isValidUTF8 else {
            return false
        }
        let names = ScannedRow(headScanner).names
        guard names.last == answer.name, hasNothingOfARow(names) else { return false }
        let context = headScanner.context
        guard (file.explicit ?? context.flatMap { reader.names[context: $0] } ?? file.byName) == destination else {
            return false
        }
        reader.begin(destination, &file)
        answerNames = names
        scanner.position = answer.offset + 1
        scanner.line = answer.line
        place = .first
        return true
    }

    /// Reads what stands behind the array of an answer.
    private mutating func closeAnswer(_ scanner: inout RowScanner) -> Bool {
        guard let before = answerNames else { return true }
        answerNames = nil
        while true {
            // What stands behind the array, with a number in its place.
            let head = Array("{\"\":0".utf8)
            var tail = JSONScanner(
                head + block.bytes(scanner.position..<block.count), line: scanner.line, file: file.name)
            if (try? tail.scanValue()) == nil {
                guard !block.isLast, refill(&scanner) else { return false }
                continue
            }
            let names = ScannedRow(tail).names.dropFirst()
            guard tail.duplicates.isEmpty, tail.bytes[..<tail.position].isValidUTF8,
                Set(names).isDisjoint(with: before), hasNothingOfARow(names),
                !names.contains("@odata.context"), Set(names).isDisjoint(with: DataReader.envelopeNames)
            else { return false }
            scanner.position += tail.position - head.count
            scanner.line = tail.line
            return true
        }
    }

    /// Whether none of an answer's own members could make it a row, but for the array.
    private func hasNothingOfARow(_ names: some Sequence<String>) -> Bool {
        names.allSatisfy { name in
            let roles = reader.readers[entity.index].roles(of: name)
            return roles.fields.isEmpty && !roles.isPath
        }
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
