import CRuleKernels

/// Values: where they end.
extension RowScanner {
    /// Passes the rest of a text in which something but plain ASCII stands.
    /// - Returns: What it is and its closing quotation mark; nothing where it is for another reader.
    static func unusualText(from start: Place, at first: Place) -> (kind: Token.Kind, end: Place)? {
        var kind = Token.Kind.unicode
        var end = unsafe first
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
        return unsafe (kind, end)
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

    /// What is behind a number, by JSON's grammar.
    @inline(__always)
    static func numberEnd(_ place: Place) -> Place? {
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
            return unsafe place + Int(length)
        }
        return unsafe anyNumberEnd(place)
    }

    private static func anyNumberEnd(_ start: Place) -> Place? {
        var place = unsafe start
        if unsafe place.pointee == UInt8(ascii: "-") { unsafe place += 1 }
        guard unsafe isDigit(place.pointee) else { return nil }
        let isZero = unsafe place.pointee == UInt8(ascii: "0")
        unsafe place += 1
        if isZero {
            if unsafe isDigit(place.pointee) { return nil }
        } else {
            while unsafe isDigit(place.pointee) { unsafe place += 1 }
        }
        if unsafe place.pointee == UInt8(ascii: ".") {
            unsafe place += 1
            guard unsafe isDigit(place.pointee) else { return nil }
            while unsafe isDigit(place.pointee) { unsafe place += 1 }
        }
        if unsafe place.pointee | 0x20 == UInt8(ascii: "e") {
            unsafe place += 1
            if unsafe place.pointee == UInt8(ascii: "+") || place.pointee == UInt8(ascii: "-") { unsafe place += 1 }
            guard unsafe isDigit(place.pointee) else { return nil }
            while unsafe isDigit(place.pointee) { unsafe place += 1 }
        }
        return unsafe place
    }

    @inline(__always)
    private static func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }

    // MARK: Values inside of values

    /// How deep values may be nested in a value that is passed here.
    private static let maximumDepth = 32

    /// What is behind an array or object in which everything is as it should be and no name occurs twice.
    mutating func containerEnd(_ start: Place) -> Place? {
        var place = unsafe start
        // By depth: whether it is an object, and where its names begin.
        var open: [(isObject: Bool, firstName: Int)] = []
        innerNames.removeAll(keepingCapacity: true)
        let base = unsafe block.base
        while true {
            // A value, or the end of what was just opened.
            let byte = unsafe place.pointee
            switch byte {
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                guard open.count < Self.maximumDepth else { return nil }
                open.append((byte == UInt8(ascii: "{"), innerNames.count))
                unsafe place = behindSpace(place + 1)
                if byte == UInt8(ascii: "["), unsafe place.pointee != UInt8(ascii: "]") { continue }
                if byte == UInt8(ascii: "{"), unsafe place.pointee != UInt8(ascii: "}") {
                    guard let value = unsafe behindInnerName(place, base) else { return nil }
                    unsafe place = value
                    continue
                }
            case UInt8(ascii: "\""):
                guard let end = unsafe Self.textEnd(place) else { return nil }
                unsafe place = end
            case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
                guard let end = unsafe Self.numberEnd(place) else { return nil }
                unsafe place = end
            default:
                let word = unsafe UnsafeRawPointer(place).loadUnaligned(as: UInt32.self)
                if word == Self.null || word == Self.true {
                    unsafe place += 4
                } else if word == Self.fals, unsafe place[4] == UInt8(ascii: "e") {
                    unsafe place += 5
                } else {
                    return nil
                }
            }
            // What continues or closes what the value stands in.
            closing: while let container = open.last {
                unsafe place = behindSpace(place)
                if unsafe place.pointee == UInt8(ascii: ",") {
                    unsafe place = behindSpace(place + 1)
                    if container.isObject {
                        guard let value = unsafe behindInnerName(place, base) else { return nil }
                        unsafe place = value
                    }
                    break closing
                }
                guard unsafe place.pointee == (container.isObject ? UInt8(ascii: "}") : UInt8(ascii: "]")) else {
                    return nil
                }
                unsafe place += 1
                open.removeLast()
                if container.isObject {
                    guard hasDistinctNames(from: container.firstName) else { return nil }
                    innerNames.removeLast(innerNames.count - container.firstName)
                }
            }
            if open.isEmpty { return unsafe place }
        }
    }

    /// Where the value behind a name begins.
    private mutating func behindInnerName(_ name: Place, _ base: Place) -> Place? {
        guard unsafe name.pointee == UInt8(ascii: "\"") else { return nil }
        let start = unsafe name + 1
        guard var place = unsafe Self.textEnd(name) else { return nil }
        let range = unsafe (start - base)..<(place - 1 - base)
        // Escapes spell one name in several ways.
        guard unsafe !UnsafeBufferPointer(start: start, count: range.count).contains(UInt8(ascii: "\\")) else {
            return nil
        }
        innerNames.append(range)
        unsafe place = behindSpace(place)
        guard unsafe place.pointee == UInt8(ascii: ":") else { return nil }
        return unsafe behindSpace(place + 1)
    }

    /// The first byte from a place on that ends a run of plain text: a quotation mark, a backslash, a control character, or no ASCII.
    @inline(__always)
    static func firstStop(from start: Place) -> Place {
        var place = unsafe start
        var stops = unsafe rk_text_stops(place)
        while stops == 0 {
            unsafe place += 16
            stops = unsafe rk_text_stops(place)
        }
        return unsafe place + stops.trailingZeroBitCount
    }

    private static func textEnd(_ place: Place) -> Place? {
        let start = unsafe place + 1
        var end = unsafe firstStop(from: start)
        if unsafe end.pointee != UInt8(ascii: "\"") {
            guard let unusual = unsafe unusualText(from: start, at: end), unsafe unusual.kind == .unicode else {
                return nil
            }
            unsafe end = unusual.end
        }
        return unsafe end + 1
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
