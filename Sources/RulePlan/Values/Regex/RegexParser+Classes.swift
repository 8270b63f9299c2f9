extension RegexParser {
    /// A part of a class, or what an escape stands for.
    private enum Item {
        case scalar(Unicode.Scalar)
        case set(ScalarSet)
        case boundary(RegexBoundary)
    }

    /// Behind its opening bracket.
    mutating func scalarClass(from start: Int) throws(Regex.Failure) -> ScalarSet {
        let isInverted = take("^")
        if take("]") {
            throw failure(from: start, "the class is empty; write '\\]' for the character")
        }
        var ranges: [ClosedRange<UInt32>] = []
        var isFirst = true
        while !take("]") {
            guard !isAtEnd else {
                position = start + 1
                throw failure(from: start, "'[' is never closed")
            }
            ranges += try classItem(isFirst: isFirst).ranges
            isFirst = false
        }
        let set = ScalarSet(ranges)
        return isInverted ? set.inverted : set
    }

    /// A scalar, a range or a set.
    private mutating func classItem(isFirst: Bool) throws(Regex.Failure) -> ScalarSet {
        let start = position
        if !isFirst, peek == "-", let next = peek(ahead: 1), next != "]" {
            position += 1
            throw failure(from: start, "'-' stands between two characters; write '\\-' for the character")
        }
        let lower: Unicode.Scalar
        switch try classAtom() {
        case .scalar(let scalar): lower = scalar
        case .set(let set): return set
        case .boundary:
            throw failure(from: start, "a word boundary is no character, and can't stand in a class")
        }
        guard peek == "-", let next = peek(ahead: 1), next != "]" else { return set(of: lower) }
        position += 1
        guard case .scalar(let upper) = try classAtom() else {
            throw failure(from: start, "a range ends with a single character; write '\\-' for the character '-'")
        }
        guard lower <= upper else {
            throw failure(from: start, "the range's last character comes before its first")
        }
        let range = ScalarSet([lower.value...upper.value])
        return folding ? range.withFoldedScalars : range
    }

    private mutating func classAtom() throws(Regex.Failure) -> Item {
        let start = position
        guard let scalar = take() else { return .set(ScalarSet([])) }
        if scalar == "[", take(":") {
            throw failure(
                from: start,
                "named classes are not supported; write ranges such as 'a-z', or '\\[' for the character '['")
        }
        guard scalar == "\\" else { return .scalar(scalar) }
        return try escapedItem(from: start)
    }

    /// Behind its backslash, outside a class.
    mutating func escape(from start: Int) throws(Regex.Failure) -> RegexNode {
        switch try escapedItem(from: start) {
        case .scalar(let scalar): .scalar(set(of: scalar))
        case .set(let set): .scalar(set)
        case .boundary(let boundary): .boundary(boundary)
        }
    }

    /// Behind its backslash.
    private mutating func escapedItem(from start: Int) throws(Regex.Failure) -> Item {
        guard let scalar = take() else {
            throw failure(from: start, "'\\' escapes nothing; write '\\\\' for the character")
        }
        switch scalar {
        case "d": return .set(.digits)
        case "D": return .set(.digits.inverted)
        case "w": return .set(.wordScalars)
        case "W": return .set(.wordScalars.inverted)
        case "s": return .set(.spaces)
        case "S": return .set(.spaces.inverted)
        case "b": return .boundary(.wordBoundary)
        case "B": return .boundary(.insideOrOutsideWord)
        case "t": return .scalar("\t")
        case "n": return .scalar("\n")
        case "r": return .scalar("\r")
        case "f": return .scalar("\u{C}")
        case "v": return .scalar("\u{B}")
        case "x": return .scalar(try hexadecimalScalar(from: start, digits: 2))
        case "u": return .scalar(try hexadecimalScalar(from: start, digits: 4))
        case "1"..."9", "k", "g":
            throw failure(
                from: start, "back-references are not supported, as regular expressions are matched in linear time")
        case "p", "P":
            throw failure(from: start, "Unicode properties are not supported; write a class such as '[a-z]'")
        case "A":
            throw failure(from: start, "unknown escape '\\A'; write '^' for the start of the text")
        case "z", "Z":
            throw failure(from: start, "unknown escape '\\\(scalar)'; write '$' for the end of the text")
        case "0", "a"..."z", "A"..."Z":
            throw failure(from: start, "unknown escape '\\\(scalar)'")
        case "\u{0}"..."\u{1F}", "\u{7F}"...:
            // The scalar may be one that can't be seen.
            throw failure(from: start, "unknown escape: '\\' stands before ASCII letters and signs only")
        default:
            // ASCII punctuation and the blank stand for themselves.
            return .scalar(scalar)
        }
    }

    /// `{1F600}` with one digit to six, or exactly as many digits as are asked for.
    private mutating func hexadecimalScalar(from start: Int, digits count: Int) throws(Regex.Failure) -> Unicode.Scalar
    {
        let isBraced = take("{")
        var number: UInt32 = 0
        var digits = 0
        while digits < (isBraced ? 6 : count), let digit = peek?.hexadecimalDigit {
            number = number * 16 + UInt32(digit)
            digits += 1
            position += 1
        }
        guard isBraced ? digits > 0 && take("}") : digits == count else {
            throw failure(from: start, "an escape by number is '\\x41', '\\u0041', '\\x{41}' or '\\u{41}'")
        }
        guard let scalar = Unicode.Scalar(number) else {
            throw failure(from: start, "there is no such Unicode scalar")
        }
        return scalar
    }
}
