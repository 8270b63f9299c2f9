import CRuleKernels

/// Finds the cells of the rows of a CSV file in a block, as `CSVReader` has them.
///
/// Invariant: `position` and `window` move over bytes that were looked at and are not NUL, and so stay in the block, behind which NULs
/// stand for longer than any look ahead. `row` is below the stage's capacity while a row is scanned.
@safe struct CSVRowScanner: ~Copyable {
    private let columns: CSVColumns
    private let stage: CellStage
    private let block: ReadBlock
    /// By column, where the cells for its values begin in the stage.
    private let targets: [Int]
    /// Where the next row begins in the block, and on which line.
    private(set) var position = 0
    private(set) var line = 1
    /// How many rows stand in the stage.
    var row = 0

    init(_ columns: CSVColumns, _ stage: CellStage, _ block: ReadBlock) {
        self.columns = columns
        self.stage = stage
        self.block = block
        targets = columns.cells.map { $0 * stage.rowCapacity }
    }

    enum Result {
        /// A row is in the stage, or a blank line was passed.
        case row
        /// The row may go on behind the block.
        case unfinished
        /// Nothing more can be told: the file is for another reader.
        case broken
    }

    /// To be called when the block was advanced to the position.
    mutating func restart() { position = 0 }

    /// Scans the row at the position, of which there is a byte at least.
    mutating func scanRow() -> Result {
        let base = unsafe block.base
        let cells = unsafe stage.cells + row
        let start = unsafe base + position
        let columnCount = targets.count
        var lines = 0
        var count = 0
        var isASCII = true
        var token = Token(bits: 0)
        var place = unsafe start
        var isAtEnd = false
        let end: UnsafeMutablePointer<UInt8> = unsafe base + block.count

        row: while true {
            // One cell, up to what ends it.
            if unsafe place.pointee == UInt8(ascii: "\"") {
                let first = unsafe place + 1
                var kind = Token.Kind.plain
                var result = Result.row
                unsafe place = passQuoted(first, end, &kind, &lines, &isASCII, &result)
                guard case .row = result else { return result }
                token = unsafe Token(kind, offset: first - base, length: place - 1 - first)
            } else {
                let first = unsafe place
                var kind = Token.Kind.plain
                while true {
                    let stops = unsafe rk_cell_stops(place, columns.separator)
                    if stops == 0 {
                        unsafe place += 16
                        continue
                    }
                    unsafe place += stops.trailingZeroBitCount
                    let byte = unsafe place.pointee
                    if byte == columns.separator || byte == UInt8(ascii: "\n") { break }
                    if byte >= 0x80 {
                        kind = .unicode
                    } else if byte == UInt8(ascii: "\r") {
                        if unsafe place[1] == UInt8(ascii: "\n") || place + 1 == end { break }
                    } else if byte == 0 {
                        guard unsafe place == end else { return .broken }
                        break
                    }
                    unsafe place += 1
                }
                token = unsafe Token(kind, offset: first - base, length: place - first)
                if kind != .plain { isASCII = false }
            }
            guard token.length < Token.maximumLength else { return .broken }
            if count < columnCount { unsafe cells[targets[count]] = token.bits }
            count += 1

            // What ended it.
            if unsafe place == end {
                guard block.isLast else { return .unfinished }
                isAtEnd = true
                break row
            }
            if unsafe place.pointee == columns.separator {
                unsafe place += 1
                continue
            }
            if unsafe place.pointee == UInt8(ascii: "\r") { unsafe place += 1 }
            if unsafe place == end, !block.isLast { return .unfinished }
            if unsafe place.pointee == UInt8(ascii: "\n") { unsafe place += 1 }
            lines += 1
            break
        }

        if !isASCII {
            guard unsafe UnsafeBufferPointer(start: start, count: place - start).isValidUTF8 else { return .broken }
        }
        if count != columnCount || count == 1 {
            // A line with nothing on it is passed over.
            if count == 1, isBlank(token) {
                unsafe position = place - base
                line += lines
                return .row
            }
            // A file that ends inside a row can't be read whole.
            if isAtEnd, count < columnCount { return .broken }
            if count != columnCount {
                stage.clear(row: row)
                stage.markOdd(row)
            }
        }
        choose()
        unsafe stage.starts[row] = position
        unsafe stage.ends[row] = place - base
        unsafe stage.lines[row] = line
        row += 1
        unsafe position = place - base
        line += lines
        return .row
    }

    /// Passes a cell in quotation marks, the first of them behind it already.
    /// - Parameters:
    ///   - result: What stands in the way of passing it.
    /// - Returns: Behind the closing one.
    private func passQuoted(
        _ first: UnsafeMutablePointer<UInt8>, _ end: UnsafeMutablePointer<UInt8>, _ kind: inout Token.Kind,
        _ lines: inout Int, _ isASCII: inout Bool, _ result: inout Result
    ) -> UnsafeMutablePointer<UInt8> {
        var place = unsafe first
        while true {
            let stops = unsafe rk_text_stops(place)
            if stops == 0 {
                unsafe place += 16
                continue
            }
            unsafe place += stops.trailingZeroBitCount
            let byte = unsafe place.pointee
            if byte == UInt8(ascii: "\"") {
                let next = unsafe place + 1
                if unsafe next.pointee == UInt8(ascii: "\"") {
                    kind = .escaped
                    unsafe place += 2
                    continue
                }
                if unsafe next == end {
                    // Another one may follow.
                    if !block.isLast { result = .unfinished }
                } else if unsafe next.pointee == UInt8(ascii: "\r") {
                    if unsafe next + 1 == end {
                        if !block.isLast { result = .unfinished }
                    } else if unsafe next[1] != UInt8(ascii: "\n") {
                        result = .broken
                    }
                } else if unsafe next.pointee != columns.separator && next.pointee != UInt8(ascii: "\n") {
                    result = .broken
                }
                return unsafe next
            }
            if byte == UInt8(ascii: "\n") {
                lines += 1
            } else if byte >= 0x80 {
                isASCII = false
                if kind == .plain { kind = .unicode }
            } else if byte == 0 {
                result = unsafe place == end && !block.isLast ? .unfinished : .broken
                return unsafe place
            }
            unsafe place += 1
        }
    }

    /// Whether a line's only cell holds nothing but white space.
    private func isBlank(_ token: Token) -> Bool {
        let bytes = unsafe UnsafeBufferPointer(start: block.base + token.offset, count: token.length)
        return unsafe String(decoding: bytes, as: UTF8.self).trimmed.isEmpty
    }

    /// Gives fields that several columns give a value the first that says something.
    private func choose() {
        for (field, places) in columns.choices {
            var chosen = Token(bits: 0)
            for place in places {
                let token = Token(bits: unsafe stage.column(place)[row])
                if token.length == 0 { continue }
                if chosen.bits != 0 {
                    // Where the first means nothing, or is wrong, this one may count.
                    stage.conflicts.append((row, field))
                    break
                }
                chosen = token
            }
            unsafe stage.column(field)[row] = chosen.bits
        }
    }
}
