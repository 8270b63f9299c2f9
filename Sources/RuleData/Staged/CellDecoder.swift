import RuleEngine
import RulePlan

/// Turns the places of one field's values into the values, some hundred rows at a time.
///
/// What a value means only `FieldReader` knows; a decoder asks it once for each spelling, and reads itself what is usual for numbers,
/// times and texts. Rows with anything wrong in them it leaves out.
struct CellDecoder {
    private var reader: FieldReader
    private var memo = ByteMemo()
    /// Of the column whose codes the memo holds.
    private(set) var generation = 0
    /// Whether a text or number that says nothing special is itself the value.
    private let takesTextsAsTheyAre: Bool
    private let range: NumberRange?
    /// Whether values are cells of a CSV file, all of them texts.
    private let isCSV: Bool

    init(_ reader: FieldReader, isCSV: Bool) {
        self.reader = reader
        self.isCSV = isCSV
        let hasReadings = !reader.readings.isEmpty
        switch reader.type {
        case .text, .reference: takesTextsAsTheyAre = !hasReadings && !reader.isComposite
        default: takesTextsAsTheyAre = false
        }
        if case .number(let range) = reader.type, !hasReadings { self.range = range } else { range = nil }
    }

    /// Replaces the tokens of the first rows of a stage by cells of the column's form.
    /// - Parameter field: The field's place in the stage.
    mutating func decode(
        _ field: Int, rows: Int, of stage: CellStage, in block: ReadBlock, to column: inout ColumnBuilder
    ) {
        if column.generation != generation {
            generation = column.generation
            memo = ByteMemo()
        }
        let cells = unsafe stage.column(field)
        let bytes = unsafe UnsafePointer(block.base)
        let base = unsafe UnsafeRawPointer(bytes)
        switch column.form {
        case .numbers: unsafe decodeNumbers(cells, rows, base, stage)
        case .ticks: unsafe decodeTicks(cells, rows, base, stage)
        case .codes: unsafe decodeCodes(cells, rows, bytes, stage, &column, areTexts: false)
        case .textCodes: unsafe decodeCodes(cells, rows, bytes, stage, &column, areTexts: true)
        case .texts: unsafe decodeTexts(cells, rows, base, stage)
        case .values: for row in 0..<rows { stage.markOdd(row) }
        }
    }

    // MARK: Numbers and times

    private mutating func decodeNumbers(
        _ cells: UnsafeMutablePointer<UInt64>, _ rows: Int, _ base: UnsafeRawPointer, _ stage: CellStage
    ) {
        let missing = Double.nan.bitPattern
        let kind = isCSV ? Token.Kind.plain : .number
        for row in 0..<rows {
            let token = Token(bits: unsafe cells[row])
            if token.bits == 0 || isCSV && token.length == 0 {
                unsafe cells[row] = missing
                continue
            }
            if let range, token.isKind(kind),
                let number = unsafe QuickNumber.read(base + token.offset, length: token.length), range.contains(number)
            {
                unsafe cells[row] = number.bitPattern
                continue
            }
            switch unsafe read(token, base) {
            case .known(.number(let number)): unsafe cells[row] = number.bitPattern
            case .missing: unsafe cells[row] = missing
            case .known, .problem:
                unsafe cells[row] = missing
                stage.markOdd(row)
            }
        }
    }

    private mutating func decodeTicks(
        _ cells: UnsafeMutablePointer<UInt64>, _ rows: Int, _ base: UnsafeRawPointer, _ stage: CellStage
    ) {
        let missing = UInt64(bitPattern: Column.missingTick)
        let isQuick = reader.type == .time && reader.readings.isEmpty
        for row in 0..<rows {
            let token = Token(bits: unsafe cells[row])
            if token.bits == 0 || isCSV && token.length == 0 {
                unsafe cells[row] = missing
                continue
            }
            if isQuick, token.isKind(.plain),
                let tick = unsafe QuickTime.read(base + token.offset, length: token.length)
            {
                unsafe cells[row] = UInt64(bitPattern: tick)
                continue
            }
            let exact: Int128?
            switch unsafe read(token, base) {
            case .known(.time(let time)): exact = time.nanoseconds
            case .known(.duration(let span)): exact = span.nanoseconds
            case .missing:
                unsafe cells[row] = missing
                continue
            case .known, .problem: exact = nil
            }
            unsafe cells[row] = missing
            if let exact, let tick = Int64(exactly: exact), tick != Column.missingTick {
                unsafe cells[row] = UInt64(bitPattern: tick)
            } else {
                stage.markOdd(row)
            }
        }
    }

    // MARK: Codes and texts

    private mutating func decodeCodes(
        _ cells: UnsafeMutablePointer<UInt64>, _ rows: Int, _ base: UnsafePointer<UInt8>, _ stage: CellStage,
        _ column: inout ColumnBuilder, areTexts: Bool
    ) {
        var first = 0
        while first < rows {
            let count = min(rows - first, ByteMemo.batch)
            let cells = unsafe cells + first
            var (unknown, wrong) = unsafe memo.replace(cells, count, base)
            while unknown != 0 {
                let row = unknown.trailingZeroBitCount
                unknown &= unknown &- 1
                let token = Token(bits: unsafe cells[row])
                // One before it may have spelled the same.
                var code: UInt32
                if let known = unsafe memo.code(token, base) {
                    code = known
                } else {
                    code = unsafe newCode(token, base, &column, areTexts: areTexts)
                    unsafe memo.insert(token, base, code: code)
                }
                if code == ByteMemo.noCode {
                    wrong |= 1 << UInt64(row)
                    code = 0
                }
                unsafe cells[row] = UInt64(code)
            }
            while wrong != 0 {
                stage.markOdd(first + wrong.trailingZeroBitCount)
                wrong &= wrong &- 1
            }
            first += count
        }
    }

    private mutating func newCode(
        _ token: Token, _ base: UnsafeRawPointer, _ column: inout ColumnBuilder, areTexts: Bool
    ) -> UInt32 {
        if areTexts, unsafe isTextAsItIs(token, base) {
            return unsafe column.newCode(
                of: UnsafeRawBufferPointer(start: base + token.offset, count: token.length))
        }
        switch unsafe read(token, base) {
        case .missing: return 0
        case .problem: return ByteMemo.noCode
        case .known(let value):
            if !areTexts { return column.code(of: value) }
            if case .text(let text) = value { return column.newCode(of: text) }
            return ByteMemo.noCode
        }
    }

    private mutating func decodeTexts(
        _ cells: UnsafeMutablePointer<UInt64>, _ rows: Int, _ base: UnsafeRawPointer, _ stage: CellStage
    ) {
        for row in 0..<rows {
            let token = Token(bits: unsafe cells[row])
            var reference = TextReference.missing
            if token.bits != 0 {
                if unsafe isTextAsItIs(token, base) {
                    reference = TextReference(offset: token.offset, length: token.length)
                } else {
                    switch unsafe read(token, base) {
                    case .missing: break
                    case .known(.text(let text)) where unsafe !token.isKind(.escaped) && isSpelled(token, base, text):
                        reference = TextReference(offset: token.offset, length: token.length)
                    case .known, .problem: stage.markOdd(row)
                    }
                }
            }
            unsafe cells[row] = reference.bits
        }
    }

    /// Whether the value of a field of text, or a reference, is what stands there, and no word or blank that means that nothing is known.
    @inline(__always)
    private func isTextAsItIs(_ token: Token, _ base: UnsafeRawPointer) -> Bool {
        guard takesTextsAsTheyAre else { return false }
        if token.isKind(.plain) || token.isKind(.unicode) {
            guard token.length > 0 else { return false }
            let first = unsafe base.load(fromByteOffset: token.offset, as: UInt8.self)
            let last = unsafe base.load(fromByteOffset: token.offset + token.length - 1, as: UInt8.self)
            // As `Spelling.meansMissing` has it, of texts that need no trimming.
            return first > 0x20 && first < 0x80 && first | 0x20 != UInt8(ascii: "n")
                && first | 0x20 != UInt8(ascii: "u") && last > 0x20 && last < 0x80
        }
        return token.isKind(.number)
    }

    private func isSpelled(_ token: Token, _ base: UnsafeRawPointer, _ text: Text) -> Bool {
        unsafe UnsafeRawBufferPointer(start: base + token.offset, count: token.length).elementsEqual(text.string.utf8)
    }

    // MARK: Anything

    /// What the field's reader makes of it.
    private mutating func read(_ token: Token, _ base: UnsafeRawPointer) -> FieldReader.Reading {
        let bytes = unsafe UnsafeRawBufferPointer(start: base + token.offset, count: token.length)
        func text() -> String { unsafe String(decoding: bytes, as: UTF8.self) }
        let value: InputValue
        switch token.kind {
        case .missing: return .missing
        case .plain, .unicode: value = InputValue(.text(text()))
        case .number: value = InputValue(.number(text()))
        case .truth: value = InputValue(.boolean(token.length == 4))
        case .escaped where isCSV:
            value = unsafe InputValue(.text(String(decoding: Array(bytes).withoutDoubledQuotes, as: UTF8.self)))
        case .escaped: value = InputValue(json: "\"" + text() + "\"") ?? .null
        case .container: value = InputValue(json: text()) ?? .null
        }
        return reader.read(value, splitsText: isCSV)
    }
}

extension [UInt8] {
    /// What stands in a quoted cell.
    fileprivate var withoutDoubledQuotes: [UInt8] {
        var result: [UInt8] = []
        var isFirst = false
        for byte in self {
            isFirst = byte == UInt8(ascii: "\"") && !isFirst
            if !isFirst { result.append(byte) }
        }
        return result
    }
}
