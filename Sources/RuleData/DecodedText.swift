import RuleText

/// The text of a file as valid UTF-8, whatever Unicode encoding it came in.
struct DecodedText {
    /// Valid UTF-8 without NUL.
    let bytes: [UInt8]
    /// Behind the byte-order mark.
    let start: Int

    /// - Throws: `notText` where the bytes are neither UTF-8 nor UTF-16 text.
    init(_ input: [UInt8], file: String) throws(DataReadError) {
        switch (input.byte(at: 0), input.byte(at: 1), input.byte(at: 2)) {
        case (0xFF?, 0xFE?, _):
            bytes = try Self.utf8(fromUTF16: input, from: 2, littleEndian: true, file: file)
            start = 0
        case (0xFE?, 0xFF?, _):
            bytes = try Self.utf8(fromUTF16: input, from: 2, littleEndian: false, file: file)
            start = 0
        case (0xEF?, 0xBB?, 0xBF?):
            bytes = input
            start = 3
        // What we read begins with an ASCII character, so in UTF-16 one of its two bytes is NUL.
        case (let first?, 0?, _) where first != 0:
            bytes = try Self.utf8(fromUTF16: input, from: 0, littleEndian: true, file: file)
            start = 0
        case (0?, let second?, _) where second != 0:
            bytes = try Self.utf8(fromUTF16: input, from: 0, littleEndian: false, file: file)
            start = 0
        default:
            bytes = input
            start = 0
        }
        if let offset = bytes.firstIndex(of: 0) {
            throw Self.notText(bytes, offset, "a NUL byte", file: file)
        }
        if let offset = bytes.firstInvalidUTF8 {
            throw Self.notText(bytes, offset, "bytes that are no UTF-8", file: file)
        }
    }

    private static func notText(_ bytes: [UInt8], _ offset: Int, _ what: String, file: String) -> DataReadError {
        let line = bytes.prefix(offset).count { $0 == UInt8(ascii: "\n") } + 1
        return DataReadError(.notText, file: file, line: line, "not text: \(what) at offset \(offset)")
    }

    private static func utf8(
        fromUTF16 input: [UInt8], from start: Int, littleEndian: Bool, file: String
    ) throws(DataReadError) -> [UInt8] {
        guard input.count.isMultiple(of: 2) else {
            throw DataReadError(.notText, file: file, line: nil, "UTF-16 text with half a character at its end")
        }
        var result: [UInt8] = []
        result.reserveCapacity(input.count)
        var high: UInt32?
        var line = 1
        for index in stride(from: start, to: input.count - 1, by: 2) {
            let (first, second) = (UInt32(input[index]), UInt32(input[index + 1]))
            let unit = littleEndian ? second << 8 | first : first << 8 | second
            var value = unit
            switch (high, unit) {
            case (nil, 0xD800...0xDBFF):
                high = unit
                continue
            case (let half?, 0xDC00...0xDFFF):
                value = 0x10000 + (half - 0xD800) << 10 + (unit - 0xDC00)
                high = nil
            case (_?, _), (nil, 0xDC00...0xDFFF):
                throw DataReadError(.notText, file: file, line: line, "not text: half a surrogate pair of UTF-16")
            default:
                break
            }
            if value == 0x0A { line += 1 }
            if let scalar = Unicode.Scalar(value), let encoded = UTF8.encode(scalar) {
                result.append(contentsOf: encoded)
            }
        }
        if high != nil {
            throw DataReadError(.notText, file: file, line: line, "not text: half a surrogate pair of UTF-16")
        }
        return result
    }
}

extension [UInt8] {
    func byte(at index: Int) -> UInt8? { index < count ? self[index] : nil }
}

extension RandomAccessCollection<UInt8> where Index == Int {
    var isValidUTF8: Bool { firstInvalidUTF8 == nil }

    /// The offset of the first byte that is no part of well-formed UTF-8 (Unicode Standard, table 3-7).
    var firstInvalidUTF8: Int? {
        var index = 0
        while index < count {
            let lead = self[index]
            if lead < 0x80 {
                index += 1
                continue
            }
            let length: Int
            var second: ClosedRange<UInt8> = 0x80...0xBF
            switch lead {
            case 0xC2...0xDF: length = 2
            case 0xE0: (length, second) = (3, 0xA0...0xBF)
            case 0xED: (length, second) = (3, 0x80...0x9F)
            case 0xE1...0xEF: length = 3
            case 0xF0: (length, second) = (4, 0x90...0xBF)
            case 0xF4: (length, second) = (4, 0x80...0x8F)
            case 0xF1...0xF3: length = 4
            default: return index
            }
            guard index + length <= count, second.contains(self[index + 1]) else { return index }
            for offset in 2..<Swift.max(length, 2) where self[index + offset] & 0xC0 != 0x80 { return index }
            index += length
        }
        return nil
    }
}
