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
    var innerNames: [Range<Int>] = []

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
                // Some may have been left out.
                for _ in 0..<Self.longestGap {
                    current = unsafe entries[current].next
                    isExpected = unsafe rk_is_lead(place, &entries[current].lead)
                    if isExpected { break }
                }
            }
            if isExpected {
                unsafe place += entries[current].leadLength
                line += unsafe entries[current].leadLines
            } else {
                unexpectedCount += 1
                guard let found = unsafe scanName(at: place, after: previous) else { return false }
                if unsafe found.entry == 0 {
                    // An object without members.
                    guard memberCount == 0 else { return false }
                    unsafe position = found.end - base
                    return true
                }
                current = unsafe found.entry
                unsafe place = found.end
            }
            memberCount += 1
            guard unsafe entries[current].row != rowNumber else { return false }
            unsafe entries[current].row = rowNumber

            // The value.
            var token: Token
            let byte = unsafe place.pointee
            if byte == UInt8(ascii: "\"") {
                let start = unsafe place + 1
                let end = unsafe Self.firstStop(from: start)
                if unsafe end.pointee == UInt8(ascii: "\"") {
                    token = unsafe Token(.plain, offset: start - base, length: end - start)
                    unsafe place = end + 1
                } else {
                    guard let scanned = unsafe Self.unusualText(from: start, at: end) else { return false }
                    token = unsafe Token(scanned.kind, offset: start - base, length: scanned.end - start)
                    unsafe place = scanned.end + 1
                }
            } else if byte &- UInt8(ascii: "0") < 10 || byte == UInt8(ascii: "-") {
                let start = unsafe place
                guard let end = unsafe Self.numberEnd(place) else { return false }
                unsafe place = end
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
                    guard let end = unsafe containerEnd(place) else { return false }
                    unsafe place = end
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
                unsafe place = behindSpace(place)
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

    /// How many names are expected at one place: the one that came next before, and those behind it.
    private static let longestGap = 6

    static var null: UInt32 { UInt32(littleEndian: 0x6C6C_756E) }
    static var `true`: UInt32 { UInt32(littleEndian: 0x6575_7274) }
    static var fals: UInt32 { UInt32(littleEndian: 0x736C_6166) }

    @inline(__always)
    static func isSame(_ left: SIMD4<UInt64>, _ right: SIMD4<UInt64>) -> Bool {
        let difference = left ^ right
        return difference.x | difference.y | difference.z | difference.w == 0
    }

    // MARK: Names

    /// A place in the block.
    ///
    /// Functions are given one and return another: one that they change would have to stay in memory, which is what takes time.
    typealias Place = UnsafeMutablePointer<UInt8>

    /// Scans a name and the colon behind it, and remembers what stood where.
    /// - Returns: Its entry, 0 for the end of an object, and where the value begins, or what is behind the object; nothing where it is
    ///   for another reader.
    private mutating func scanName(at lead: Place, after previous: Int) -> (entry: Int, end: Place)? {
        let leadLine = line
        var place = unsafe behindSpace(lead)
        if unsafe place.pointee == UInt8(ascii: "}") { return unsafe (0, place + 1) }
        guard unsafe place.pointee == UInt8(ascii: "\"") else { return nil }
        let name = unsafe place + 1
        let end = unsafe Self.firstStop(from: name)
        guard unsafe end.pointee == UInt8(ascii: "\"") else { return nil }
        guard let found = unsafe table.find(name, length: end - name) else { return nil }
        unsafe place = behindSpace(end + 1)
        guard unsafe place.pointee == UInt8(ascii: ":") else { return nil }
        unsafe place = behindSpace(place + 1)

        let entries = unsafe table.entries
        // Another name may have given the field its value in this row already.
        if unsafe !entries[found].isSeen {
            unsafe entries[found].isSeen = true
            if unsafe entries[found].care.contains(.contested) { return nil }
        }
        let length = unsafe place - lead
        if length <= 32, unsafe entries[found].leadLength != length {
            unsafe entries[found].lead = rk_lead_of(lead, length)
            unsafe entries[found].leadLength = length
            unsafe entries[found].leadLines = line - leadLine
        }
        unsafe entries[previous].next = found
        return unsafe (found, place)
    }

    @inline(__always)
    mutating func behindSpace(_ start: Place) -> Place {
        var place = unsafe start
        while unsafe place.pointee <= UInt8(ascii: " ") {
            switch unsafe place.pointee {
            case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"): break
            case UInt8(ascii: "\n"): line += 1
            default: return unsafe place
            }
            unsafe place += 1
        }
        return unsafe place
    }

    /// Steps over white space between rows.
    mutating func skipSpace() {
        unsafe position = behindSpace(block.base + position) - block.base
    }

    /// The byte at the position; 0 at the end of the block.
    var byte: UInt8 { unsafe block.base[position] }

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
}
