import RuleEngine
import RulePlan

/// Reads rows of one entity from a stretch of a CSV file behind its header.
enum CSVPiece {
    /// Reads a stretch of a source.
    /// - Parameters:
    ///   - range: Begins where a row does; every row that begins in it is taken.
    ///   - isWhole: Whether all rows of the file stand in it.
    /// - Returns: Nothing where the other reader is to read the file.
    static func read(
        _ reader: DataReader, _ file: DataFile, to entity: EntityID, _ source: ByteSource, _ range: Range<Int>,
        _ columns: CSVColumns, isWhole: Bool
    ) -> StagedOutcome? {
        guard
            var rows = StagedRows(
                reader, file, to: entity, source, range, isCSV: true, extraCells: columns.extraCells),
            rows.block.advance(to: 0)
        else { return nil }
        let block = rows.block
        var scanner = CSVRowScanner(columns, rows.stage, block)
        func refill() -> Bool {
            guard flush(&rows, &scanner, columns), block.advance(to: scanner.position) else { return false }
            scanner.restart()
            return true
        }
        while block.start + scanner.position < range.upperBound {
            if scanner.position == block.count {
                if block.isLast { break }
                guard refill() else { return nil }
                continue
            }
            if scanner.row == rows.stage.rowCapacity {
                guard flush(&rows, &scanner, columns) else { return nil }
            }
            switch scanner.scanRow() {
            case .row: break
            case .unfinished:
                // In a part of a file, a row that does not end may as well be a wrong guess of where the part begins.
                guard isWhole || block.count < ReadBlock.longestGuess, refill() else { return nil }
            case .broken: return nil
            }
        }
        guard flush(&rows, &scanner, columns) else { return nil }
        rows.finish()
        return StagedOutcome(
            reader: rows.reader, file: rows.file, firstLine: 1, lastLine: scanner.line, firstOffset: range.lowerBound,
            endOffset: block.start + scanner.position)
    }

    private static func flush(
        _ rows: inout StagedRows, _ scanner: inout CSVRowScanner, _ columns: CSVColumns
    ) -> Bool {
        let count = scanner.row
        scanner.row = 0
        let (stage, block, destination) = (rows.stage, rows.block, rows.destination)
        return rows.flush(count) { row, reader, file in
            let bytes = unsafe block.bytes(stage.starts[row]..<stage.ends[row])
            var csv = CSVReader(
                bytes, line: unsafe stage.lines[row], separator: columns.separator, file: file.name)
            do {
                guard let record = try csv.next() else { return false }
                try reader.add(record, columns.names, to: destination, file)
                return true
            } catch {
                return false
            }
        }
    }
}
