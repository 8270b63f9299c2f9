import RuleText

/// Reads the records of a CSV file (RFC 4180), one at a time, with line ends of either kind.
struct CSVReader {
    struct Record {
        var cells: [String]
        /// Where it starts.
        var line: Int
        /// Whether a line break follows it.
        var isEnded: Bool

        /// A line with nothing on it.
        var isBlank: Bool { cells.count == 1 && cells.first?.trimmed.isEmpty == true }
    }

    private let bytes: [UInt8]
    private let file: String
    let separator: UInt8
    /// Where the next record begins, and on which line.
    private(set) var position: Int
    private(set) var line = 1

    /// The cells of the first record that is not blank.
    private(set) var header: Record?

    /// The separator is the one of `,`, `;` and tab that the header has most of.
    init(_ text: DecodedText, file: String) throws(DataReadError) {
        bytes = text.bytes
        self.file = file
        position = text.start
        separator = Self.separator(in: text.bytes[text.start...]).separator
        header = try next()
    }

    /// Reads records behind a header.
    /// - Parameter bytes: Valid UTF-8, of which the first stands on a line.
    init(_ bytes: [UInt8], line: Int, separator: UInt8, file: String) {
        self.bytes = bytes
        self.file = file
        self.separator = separator
        self.line = line
        position = 0
    }

    /// The separator by a file's beginning, and whether the header ends in it, so that what follows doesn't matter.
    static func separator(in beginning: ArraySlice<UInt8>) -> (separator: UInt8, isSure: Bool) {
        var isSure = false
        var counts = [UInt8(ascii: ","): 0, UInt8(ascii: ";"): 0, UInt8(ascii: "\t"): 0]
        var isQuoted = false
        var hasContent = false
        for byte in beginning {
            if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
            if byte == UInt8(ascii: "\n"), !isQuoted, hasContent {
                isSure = true
                break
            }
            if byte > 0x20 { hasContent = true }
            if !isQuoted, let count = counts[byte] { counts[byte] = count + 1 }
        }
        var best = UInt8(ascii: ",")
        for candidate in [UInt8(ascii: ";"), UInt8(ascii: "\t")]
        where counts[candidate, default: 0] > counts[best, default: 0] {
            best = candidate
        }
        return (best, isSure)
    }

    /// The next record that is not blank; nothing at the end.
    mutating func next() throws(DataReadError) -> Record? {
        while position < bytes.count {
            let record = try nextRecord()
            if !record.isBlank { return record }
        }
        return nil
    }

    private mutating func nextRecord() throws(DataReadError) -> Record {
        var record = Record(cells: [], line: line, isEnded: false)
        while true {
            record.cells.append(try cell())
            guard position < bytes.count else { return record }
            if bytes[position] == separator {
                position += 1
                continue
            }
            if bytes[position] == UInt8(ascii: "\r") { position += 1 }
            if position < bytes.count, bytes[position] == UInt8(ascii: "\n") { position += 1 }
            line += 1
            record.isEnded = true
            return record
        }
    }

    /// Stops at a separator, a line break or the end.
    private mutating func cell() throws(DataReadError) -> String {
        guard position < bytes.count, bytes[position] == UInt8(ascii: "\"") else {
            let start = position
            while position < bytes.count, !isCellEnd(position) { position += 1 }
            return String(decoding: bytes[start..<position], as: UTF8.self)
        }
        let firstLine = line
        var content: [UInt8] = []
        position += 1
        while position < bytes.count {
            let byte = bytes[position]
            position += 1
            if byte != UInt8(ascii: "\"") {
                if byte == UInt8(ascii: "\n") { line += 1 }
                content.append(byte)
            } else if bytes.byte(at: position) == UInt8(ascii: "\"") {
                content.append(byte)
                position += 1
            } else if position == bytes.count || isCellEnd(position) {
                return String(decoding: content, as: UTF8.self)
            } else {
                throw DataReadError(
                    .unreadableFile, file: file, line: line,
                    "expected a separator or a line break behind a closing quote (a quote in a quoted cell is doubled)")
            }
        }
        throw DataReadError(
            .unreadableFile, file: file, line: firstLine, "the file ends inside the quoted cell that starts here")
    }

    private func isCellEnd(_ index: Int) -> Bool {
        let byte = bytes[index]
        return byte == separator || byte == UInt8(ascii: "\n")
            || (byte == UInt8(ascii: "\r") && (bytes.byte(at: index + 1) ?? UInt8(ascii: "\n")) == UInt8(ascii: "\n"))
    }
}
