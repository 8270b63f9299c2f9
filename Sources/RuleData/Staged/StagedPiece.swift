import RuleEngine
import RulePlan

/// Reads rows of one entity from a stretch of a JSON file.
struct StagedPiece {
    var rows: StagedRows
    let isWhole: Bool

    enum Place {
        /// Between top-level values.
        case lines
        /// In an array: before its first element or its end; behind an element; behind a comma.
        case first, behind, next
    }
    var place = Place.lines
    /// The names of the answer in whose array rows are read, its array last.
    var answerNames: [String]?

    private var firstLine = 1
    private var lastLine = 1
    private var firstOffset = 0
    private var endOffset = 0

    var block: ReadBlock { rows.block }
    private var stage: CellStage { rows.stage }

    /// Reads a stretch of a source.
    /// - Parameters:
    ///   - range: Begins between top-level values; every one that begins in it is taken.
    ///   - isWhole: Whether it is the file, so that it may be anything but lines.
    /// - Returns: Nothing where the other reader is to read the file.
    static func read(
        _ reader: DataReader, _ file: DataFile, to entity: EntityID, _ source: ByteSource, _ range: Range<Int>,
        isWhole: Bool
    ) -> StagedOutcome? {
        guard let rows = StagedRows(reader, file, to: entity, source, range) else { return nil }
        var piece = StagedPiece(rows: rows, isWhole: isWhole)
        guard piece.read() else { return nil }
        piece.rows.finish()
        return StagedOutcome(
            reader: piece.rows.reader, file: piece.rows.file, firstLine: piece.firstLine, lastLine: piece.lastLine,
            firstOffset: piece.firstOffset, endOffset: piece.endOffset)
    }

    private init(rows: StagedRows, isWhole: Bool) {
        self.rows = rows
        self.isWhole = isWhole
    }

    /// Reads all of the piece.
    /// - Returns: False where the other reader is to read the file.
    private mutating func read() -> Bool {
        guard block.advance(to: 0) else { return false }
        var scanner = RowScanner(MemberTable(rows.reader.readers[rows.entity.index]), stage, block)
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
                if block.start + scanner.position >= rows.end { return finish(&scanner) }
                if byte == UInt8(ascii: "["), isWhole {
                    guard rows.file.fallback == rows.destination else { return false }
                    rows.begin()
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
    mutating func refill(_ scanner: inout RowScanner) -> Bool {
        guard flush(&scanner), block.advance(to: scanner.position) else { return false }
        scanner.position = 0
        return true
    }

    /// Adds the rows that stand in the stage.
    /// - Returns: False where the other reader is to read the file.
    mutating func flush(_ scanner: inout RowScanner) -> Bool {
        let count = scanner.row
        scanner.row = 0
        let (stage, block, place, destination) = (stage, block, place, rows.destination)
        return rows.flush(count) { row, reader, file in
            let bytes = unsafe block.bytes(stage.starts[row]..<stage.ends[row])
            var scanner = JSONScanner(bytes, line: unsafe stage.lines[row], file: file.name)
            return reader.readValue(&scanner, UInt8(ascii: "{"), isLine: place == .lines, destination, &file)
        }
    }

    // MARK: Rows for the other reader

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
        return !block.isLast && (isWhole || block.count < ReadBlock.longestGuess) && refill(&scanner)
    }

    /// Reads a value from part of the block.
    /// - Returns: False where it is none, or perhaps not all of one.
    private mutating func read(_ range: Range<Int>, _ byte: UInt8, _ scanner: inout RowScanner) -> Bool {
        var whole = JSONScanner(block.bytes(range), line: scanner.line, file: rows.file.name)
        // Once without taking anything: only what is whole may leave traces.
        guard (try? whole.scanValue()) != nil,
            whole.position < range.count || (block.isLast && range.upperBound == block.count),
            whole.bytes[..<whole.position].isValidUTF8
        else { return false }
        whole = JSONScanner(whole.bytes, line: scanner.line, file: rows.file.name)
        let (isLine, destination) = (place == .lines, rows.destination)
        guard rows.readOtherwise({ $0.readValue(&whole, byte, isLine: isLine, destination, &$1) }) else { return false }
        scanner.position += whole.position
        scanner.line = whole.line
        if place != .lines { place = .behind }
        return true
    }
}

extension DataReader {
    /// Reads one value in the way that knows everything.
    /// - Parameter isLine: Whether it stands in no array.
    fileprivate mutating func readValue(
        _ scanner: inout JSONScanner, _ byte: UInt8, isLine: Bool, _ destination: DataNames.Destination,
        _ file: inout DataFile
    ) -> Bool {
        do {
            if isLine {
                try readValue(&scanner, startingWith: byte, &file)
            } else {
                try scanner.scanValue()
                addScanned(scanner, to: destination, file: file.name)
            }
            return true
        } catch {
            return false
        }
    }
}
