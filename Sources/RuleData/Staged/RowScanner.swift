import CRuleKernels
import RulePlan

/// Finds the values of objects in a block, row by row, by the names that are expected next.
///
/// It takes what is usual; whatever else it meets it leaves to the reader that knows all of JSON.
///
/// Invariant: `position` moves over bytes that were looked at and are not NUL, and so stays in the block, behind which NULs stand for
/// longer than any look ahead. `row` is below the stage's capacity while a row is scanned.
@safe struct RowScanner: ~Copyable {
    let table: MemberTable
    let stage: CellStage
    let block: ReadBlock
    /// Where the next row, or what is between rows, begins in the block.
    var position = 0
    var line = 1
    /// How many rows stand in the stage.
    var row = 0

    /// Of all rows, so that a name can be told to occur twice in one.
    private var rowNumber = 0
    /// By field: in which row, and with which rank, it got its value; for fields that several names give one.
    private var ranked: [(row: Int, rank: Int)]
    /// Rows to scan without expecting anything, because nothing expected was found.
    private var unpredictedRows = 0
    /// In the last row that was not taken: the member that may hold the rows of an answer, where its value starts, and its line.
    private(set) var answer: (name: String, offset: Int, line: Int)?
    /// The names of objects inside of values.
    private var innerNames: [Range<Int>] = []

    init(_ table: MemberTable, _ stage: CellStage, _ block: ReadBlock) {
        self.table = table
        self.stage = stage
        self.block = block
        ranked = [(row: Int, rank: Int)](repeating: (0, 0), count: stage.fieldCount)
    }

    enum Result {
        /// A row is in the stage.
        case row
        /// The row is to be read in another way; nothing of it is in the stage, and the position is at its start.
        case odd
    }

    /// Scans the object at the position, which is at a `{`.
    mutating func scanRow() -> Result {
        let start = position
        let startLine = line
        rowNumber += 1
        answer = nil
        if scanMembers() {
            unsafe stage.starts[row] = start
            unsafe stage.ends[row] = position
            unsafe stage.lines[row] = startLine
            row += 1
            return .row
        }
        stage.clear(row: row)
        position = start
        line = startLine
        return .odd
    }

    private mutating func scanMembers() -> Bool {
        let base = unsafe block.base
        let entries = unsafe table.entries
        let cells = unsafe stage.cells
        let rowCapacity = stage.rowCapacity
        let row = row
        let rowNumber = rowNumber
        var place = unsafe base + position + 1
        var current = 0
        var memberCount = 0
        var unexpectedCount = 0
        let predicts = unpredictedRows == 0

        while true {
            // The name.
            let previous = current
            var isExpected = false
            if predicts {
                current = unsafe entries[current].next
                let ahead = unsafe UnsafeRawPointer(place).loadUnaligned(as: SIMD4<UInt64>.self)
                isExpected = unsafe Self.isSame(ahead & entries[current].leadMask, entries[current].lead)
                if !isExpected {
                    // One or two may have been left out.
                    current = unsafe entries[current].next
                    isExpected = unsafe Self.isSame(ahead & entries[current].leadMask, entries[current].lead)
                    if !isExpected {
                        current = unsafe entries[current].next
                        isExpected = unsafe Self.isSame(ahead & entries[current].leadMask, entries[current].lead)
                    }
                }
            }
            if isExpected {
                unsafe place += entries[current].leadLength
                line += unsafe entries[current].leadLines
            } else {
                unexpectedCount += 1
                guard let found = unsafe scanName(at: &place, after: previous) else { return false }
                if found == 0 {
                    // An object without members.
                    guard memberCount == 0 else { return false }
                    unsafe position = place - base
                    return true
                }
                current = found
            }
            memberCount += 1
            guard unsafe entries[current].row != rowNumber else { return false }
            unsafe entries[current].row = rowNumber

            // The value.
            var token: Token
            let byte = unsafe place.pointee
            if byte == UInt8(ascii: "\"") {
                var end = unsafe place + 1
                var stops = unsafe rk_text_stops(end)
                while stops == 0 {
                    unsafe end += 16
                    stops = unsafe rk_text_stops(end)
                }
                unsafe end += stops.trailingZeroBitCount
                let start = unsafe place + 1
                if unsafe end.pointee == UInt8(ascii: "\"") {
                    token = unsafe Token(.plain, offset: start - base, length: end - start)
                    unsafe place = end + 1
                } else {
                    guard let scanned = unsafe Self.unusualText(from: start, &end) else { return false }
                    token = unsafe Token(scanned, offset: start - base, length: end - start)
                    unsafe place = end + 1
                }
            } else if byte &- UInt8(ascii: "0") < 10 || byte == UInt8(ascii: "-") {
                let start = unsafe place
                guard unsafe Self.passNumber(&place) else { return false }
                token = unsafe Token(.number, offset: start - base, length: place - start)
            } else {
                // Words by chance: they are told apart without a branch.
                let word = unsafe UnsafeRawPointer(place).loadUnaligned(as: UInt32.self)
                let isFalse = unsafe word == Self.fals && place[4] == UInt8(ascii: "e")
                if word == Self.null || word == Self.true || isFalse {
                    let length = isFalse ? 5 : 4
                    let truth = unsafe Token(.truth, offset: place - base, length: length)
                    token = word == Self.null ? Token(bits: 0) : truth
                    unsafe place += length
                } else if byte == UInt8(ascii: "[") || byte == UInt8(ascii: "{") {
                    let start = unsafe place
                    let care = unsafe entries[current].care
                    if care.contains(.answer) { unsafe answer = (entries[current].nameText, start - base, line) }
                    guard care.isDisjoint(with: [.answer, .path, .nested, .envelope]) else { return false }
                    guard unsafe passContainer(&place) else { return false }
                    token = unsafe Token(.container, offset: start - base, length: place - start)
                } else {
                    return false
                }
            }
            guard token.length < Token.maximumLength else { return false }

            // What it is for.
            let field = unsafe entries[current].field
            if unsafe entries[current].care.isEmpty {
                if field >= 0 { unsafe cells[field &* rowCapacity &+ row] = token.bits }
            } else if !take(token, for: current) {
                return false
            }

            // What follows.
            if unsafe place.pointee == UInt8(ascii: ",") {
                unsafe place += 1
                continue
            }
            if unsafe place.pointee != UInt8(ascii: "}") {
                unsafe skipSpace(&place)
                if unsafe place.pointee == UInt8(ascii: ",") {
                    unsafe place += 1
                    continue
                }
                guard unsafe place.pointee == UInt8(ascii: "}") else { return false }
            }
            unsafe position = place + 1 - base
            if predicts {
                if unexpectedCount * 3 > memberCount { unpredictedRows = 30 }
            } else {
                unpredictedRows -= 1
            }
            return true
        }
    }

    private static var null: UInt32 { UInt32(littleEndian: 0x6C6C_756E) }
    private static var `true`: UInt32 { UInt32(littleEndian: 0x6575_7274) }
    private static var fals: UInt32 { UInt32(littleEndian: 0x736C_6166) }

    @inline(__always)
    static func isSame(_ left: SIMD4<UInt64>, _ right: SIMD4<UInt64>) -> Bool {
        let difference = left ^ right
        return difference.x | difference.y | difference.z | difference.w == 0
    }

    // MARK: Names

    /// Scans a name and the colon behind it, and remembers what stood where.
    /// - Returns: Its entry, 0 for the end of an object; nothing where it is for another reader.
    private mutating func scanName(at place: inout UnsafeMutablePointer<UInt8>, after previous: Int) -> Int? {
        let lead = unsafe place
        let leadLine = line
        unsafe skipSpace(&place)
        if unsafe place.pointee == UInt8(ascii: "}") {
            unsafe place += 1
            return 0
        }
        guard unsafe place.pointee == UInt8(ascii: "\"") else { return nil }
        let name = unsafe place + 1
        var end = unsafe name
        var stops = unsafe rk_text_stops(end)
        while stops == 0 {
            unsafe end += 16
            stops = unsafe rk_text_stops(end)
        }
        unsafe end += stops.trailingZeroBitCount
        guard unsafe end.pointee == UInt8(ascii: "\"") else { return nil }
        guard let found = unsafe table.find(name, length: end - name) else { return nil }
        unsafe place = end + 1
        unsafe skipSpace(&place)
        guard unsafe place.pointee == UInt8(ascii: ":") else { return nil }
        unsafe place += 1
        unsafe skipSpace(&place)

        let entries = unsafe table.entries
        // Another name may have given the field its value in this row already.
        if unsafe !entries[found].isSeen {
            unsafe entries[found].isSeen = true
            if unsafe entries[found].care.contains(.contested) { return nil }
        }
        let length = unsafe place - lead
        if length <= 32, unsafe entries[found].leadLength != length {
            let mask = MemberTable.mask(length)
            unsafe entries[found].lead = UnsafeRawPointer(lead).loadUnaligned(as: SIMD4<UInt64>.self) & mask
            unsafe entries[found].leadMask = mask
            unsafe entries[found].leadLength = length
            unsafe entries[found].leadLines = line - leadLine
        }
        unsafe entries[previous].next = found
        return found
    }

    private mutating func skipSpace(_ place: inout UnsafeMutablePointer<UInt8>) {
        while true {
            switch unsafe place.pointee {
            case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"): break
            case UInt8(ascii: "\n"): line += 1
            default: return
            }
            unsafe place += 1
        }
    }

    /// Steps over white space between rows.
    mutating func skipSpace() {
        var place = unsafe block.base + position
        unsafe skipSpace(&place)
        unsafe position = place - block.base
    }

    /// The byte at the position; 0 at the end of the block.
    var byte: UInt8 { unsafe block.base[position] }

    // MARK: Values

    /// Passes the rest of a text in which something but plain ASCII stands.
    /// - Returns: Nothing where it is for another reader.
    private static func unusualText(
        from start: UnsafeMutablePointer<UInt8>, _ end: inout UnsafeMutablePointer<UInt8>
    ) -> Token.Kind? {
        var kind = Token.Kind.unicode
        while true {
            let byte = unsafe end.pointee
            if byte == UInt8(ascii: "\"") { break }
            if byte == UInt8(ascii: "\\") {
                kind = .escaped
                guard let length = unsafe escapeLength(end) else { return nil }
                unsafe end += length
            } else if byte < 0x20 {
                return nil
            } else {
                unsafe end += 1
            }
        }
        guard unsafe UnsafeBufferPointer(start: start, count: end - start).isValidUTF8 else { return nil }
        return kind
    }

    /// How many bytes the escape takes that starts with a backslash; nothing where it is none.
    private static func escapeLength(_ place: UnsafeMutablePointer<UInt8>) -> Int? {
        switch unsafe place[1] {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
            UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
            return 2
        case UInt8(ascii: "u"):
            // One after the other, so that no byte behind a NUL is looked at.
            for offset in 2..<6 {
                let byte = unsafe place[offset]
                guard isDigit(byte) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte | 0x20) else { return nil }
            }
            return 6
        default: return nil
        }
    }

    /// Passes a number, by JSON's grammar.
    @inline(__always)
    private static func passNumber(_ place: inout UnsafeMutablePointer<UInt8>) -> Bool {
        // Nearly always some digits, perhaps a point and more digits: told without a branch for each.
        let found = unsafe rk_number_bytes_at(place)
        let whole = UInt32(truncatingIfNeeded: (~found.digits).trailingZeroBitCount)
        let point = found.points &>> whole & 1
        let behind = whole &+ point
        let fraction = UInt32(truncatingIfNeeded: (~(found.digits &>> behind)).trailingZeroBitCount)
        let length = behind &+ (point == 1 ? fraction : 0)
        let hasLeadingZero = unsafe whole != 1 && place.pointee == UInt8(ascii: "0")
        let isWellFormed = whole > 0 && length < 16 && (point == 0 || fraction > 0) && !hasLeadingZero
        if isWellFormed, unsafe place[Int(length)] | 0x20 != UInt8(ascii: "e") {
            unsafe place += Int(length)
            return true
        }
        return unsafe passAnyNumber(&place)
    }

    private static func passAnyNumber(_ place: inout UnsafeMutablePointer<UInt8>) -> Bool {
        if unsafe place.pointee == UInt8(ascii: "-") { unsafe place += 1 }
        guard unsafe isDigit(place.pointee) else { return false }
        let isZero = unsafe place.pointee == UInt8(ascii: "0")
        unsafe place += 1
        if isZero {
            if unsafe isDigit(place.pointee) { return false }
        } else {
            while unsafe isDigit(place.pointee) { unsafe place += 1 }
        }
        if unsafe place.pointee == UInt8(ascii: ".") {
            unsafe place += 1
            guard unsafe isDigit(place.pointee) else { return false }
            while unsafe isDigit(place.pointee) { unsafe place += 1 }
        }
        if unsafe place.pointee | 0x20 == UInt8(ascii: "e") {
            unsafe place += 1
            if unsafe place.pointee == UInt8(ascii: "+") || place.pointee == UInt8(ascii: "-") { unsafe place += 1 }
            guard unsafe isDigit(place.pointee) else { return false }
            while unsafe isDigit(place.pointee) { unsafe place += 1 }
        }
        return true
    }

    @inline(__always)
    private static func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }

    // MARK: What a value is for

    /// Takes the value of a name that is not simply one field's.
    /// - Returns: False where the row is for another reader.
    private mutating func take(_ token: Token, for entry: Int) -> Bool {
        let care = unsafe table.entries[entry].care
        if token.isKind(.missing) { return true }
        if care.contains(.envelope) || care.contains(.nested) { return false }
        let field = unsafe table.entries[entry].field
        guard field >= 0 else { return true }
        store(token, field, rank: unsafe table.entries[entry].rank, isContested: care.contains(.contested))
        if care.contains(.severalFields) {
            for (field, rank) in table.others[entry] ?? [] {
                store(token, field, rank: rank, isContested: care.contains(.contested))
            }
        }
        return true
    }

    private mutating func store(_ token: Token, _ field: Int, rank: Int, isContested: Bool) {
        if isContested {
            // Of two values of one rank the first counts.
            if ranked[field].row == rowNumber {
                stage.conflicts.append((row, field))
                if ranked[field].rank <= rank { return }
            }
            ranked[field] = (rowNumber, rank)
        }
        unsafe stage.cells[field * stage.rowCapacity + row] = token.bits
    }

    // MARK: Values inside of values

    /// How deep values may be nested in a value that is passed here.
    private static let maximumDepth = 32

    /// Passes an array or object in which everything is as it should be and no name occurs twice.
    private mutating func passContainer(_ place: inout UnsafeMutablePointer<UInt8>) -> Bool {
        // By depth: whether it is an object, and where its names begin.
        var open: [(isObject: Bool, firstName: Int)] = []
        innerNames.removeAll(keepingCapacity: true)
        let base = unsafe block.base
        while true {
            // A value, or the end of what was just opened.
            let byte = unsafe place.pointee
            switch byte {
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                guard open.count < Self.maximumDepth else { return false }
                open.append((byte == UInt8(ascii: "{"), innerNames.count))
                unsafe place += 1
                unsafe skipSpace(&place)
                if byte == UInt8(ascii: "["), unsafe place.pointee != UInt8(ascii: "]") { continue }
                if byte == UInt8(ascii: "{"), unsafe place.pointee != UInt8(ascii: "}") {
                    guard unsafe passInnerName(&place, base) else { return false }
                    continue
                }
            case UInt8(ascii: "\""):
                guard unsafe Self.passText(&place) else { return false }
            case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
                guard unsafe Self.passNumber(&place) else { return false }
            default:
                let word = unsafe UnsafeRawPointer(place).loadUnaligned(as: UInt32.self)
                if word == Self.null || word == Self.true {
                    unsafe place += 4
                } else if word == Self.fals, unsafe place[4] == UInt8(ascii: "e") {
                    unsafe place += 5
                } else {
                    return false
                }
            }
            // What continues or closes what the value stands in.
            closing: while let container = open.last {
                unsafe skipSpace(&place)
                if unsafe place.pointee == UInt8(ascii: ",") {
                    unsafe place += 1
                    unsafe skipSpace(&place)
                    if container.isObject {
                        guard unsafe passInnerName(&place, base) else { return false }
                    }
                    break closing
                }
                guard unsafe place.pointee == (container.isObject ? UInt8(ascii: "}") : UInt8(ascii: "]")) else {
                    return false
                }
                unsafe place += 1
                open.removeLast()
                if container.isObject {
                    guard hasDistinctNames(from: container.firstName) else { return false }
                    innerNames.removeLast(innerNames.count - container.firstName)
                }
            }
            if open.isEmpty { return true }
        }
    }

    private mutating func passInnerName(
        _ place: inout UnsafeMutablePointer<UInt8>, _ base: UnsafeMutablePointer<UInt8>
    ) -> Bool {
        guard unsafe place.pointee == UInt8(ascii: "\"") else { return false }
        let start = unsafe place + 1
        guard unsafe Self.passText(&place) else { return false }
        let range = unsafe (start - base)..<(place - 1 - base)
        // Escapes spell one name in several ways.
        guard unsafe !UnsafeBufferPointer(start: start, count: range.count).contains(UInt8(ascii: "\\")) else {
            return false
        }
        innerNames.append(range)
        unsafe skipSpace(&place)
        guard unsafe place.pointee == UInt8(ascii: ":") else { return false }
        unsafe place += 1
        unsafe skipSpace(&place)
        return true
    }

    private static func passText(_ place: inout UnsafeMutablePointer<UInt8>) -> Bool {
        let start = unsafe place + 1
        var end = unsafe start
        var stops = unsafe rk_text_stops(end)
        while stops == 0 {
            unsafe end += 16
            stops = unsafe rk_text_stops(end)
        }
        unsafe end += stops.trailingZeroBitCount
        if unsafe end.pointee != UInt8(ascii: "\"") {
            guard let kind = unsafe unusualText(from: start, &end), kind == .unicode else { return false }
        }
        unsafe place = end + 1
        return true
    }

    private func hasDistinctNames(from first: Int) -> Bool {
        let names = innerNames[first...]
        // Of more, others find the ones that occur twice in less than quadratic time.
        guard names.count <= 32 else { return false }
        for (index, name) in zip(names.indices, names) {
            for other in names[first..<index] where other.count == name.count {
                let isSame = unsafe UnsafeBufferPointer(start: block.base + name.lowerBound, count: name.count)
                    .elementsEqual(UnsafeBufferPointer(start: block.base + other.lowerBound, count: name.count))
                if isSame { return false }
            }
        }
        return true
    }
}
