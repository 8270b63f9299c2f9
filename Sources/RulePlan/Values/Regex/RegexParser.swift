/// Reads a regular expression.
struct RegexParser {
    private static let longestPattern = 1 << 16
    private static let deepestNesting = 100
    private static let highestCount = 1_000

    /// Whether sets are made for folded text.
    let folding: Bool
    private let scalars: [Unicode.Scalar]
    /// By scalar: its first byte in the pattern; then the pattern's end.
    private let offsets: [Int]
    var position = 0
    private var depth = 0

    static func parse(_ pattern: String, folding: Bool) throws(Regex.Failure) -> RegexNode {
        guard pattern.utf8.count <= longestPattern else {
            throw Regex.Failure(
                offset: 0, length: pattern.utf8.count,
                message: "the regular expression is longer than \(longestPattern) bytes", isTooLarge: true)
        }
        var parser = RegexParser(pattern, folding: folding)
        let node = try parser.choice()
        // A choice ends at the end or before a bracket.
        guard parser.isAtEnd else {
            throw parser.failure(1, "')' closes no group; write '\\)' for the character")
        }
        return node
    }

    private init(_ pattern: String, folding: Bool) {
        self.folding = folding
        scalars = Array(pattern.unicodeScalars)
        var offsets: [Int] = [0]
        for scalar in scalars { offsets.append((offsets.last ?? 0) + UTF8.width(scalar)) }
        self.offsets = offsets
    }

    // MARK: Alternatives, sequences, repetitions

    private mutating func choice() throws(Regex.Failure) -> RegexNode {
        var branches = [try sequence()]
        while take("|") { branches.append(try sequence()) }
        return branches.count == 1 ? branches[0] : .choice(branches)
    }

    private mutating func sequence() throws(Regex.Failure) -> RegexNode {
        var nodes: [RegexNode] = []
        while let next = peek, next != "|", next != ")" {
            let node = try atom()
            nodes.append(try repeated(node))
        }
        return nodes.count == 1 ? nodes[0] : nodes.isEmpty ? .empty : .sequence(nodes)
    }

    private mutating func atom() throws(Regex.Failure) -> RegexNode {
        let start = position
        guard let scalar = take() else { return .empty }
        switch scalar {
        case ".": return .scalar(.any)
        case "^": return .boundary(.textStart)
        case "$": return .boundary(.textEnd)
        case "[": return .scalar(try scalarClass(from: start))
        case "(": return try group(from: start)
        case "\\": return try escape(from: start)
        case "*", "+", "?":
            throw failure(from: start, "'\(scalar)' has nothing to repeat; write '\\\(scalar)' for the character")
        case "{":
            throw failure(from: start, "'{' has nothing to repeat; write '\\{' for the character")
        default:
            return .scalar(set(of: scalar))
        }
    }

    /// Behind its opening bracket.
    private mutating func group(from start: Int) throws(Regex.Failure) -> RegexNode {
        if take("?"), !take(":") { throw unsupportedGroup(from: start) }
        guard depth < Self.deepestNesting else {
            throw failure(from: start, "groups are nested deeper than \(Self.deepestNesting)", isTooLarge: true)
        }
        depth += 1
        let node = try choice()
        depth -= 1
        guard take(")") else {
            position = start
            throw failure(1, "'(' is never closed")
        }
        return node
    }

    /// Behind `(?`.
    private mutating func unsupportedGroup(from start: Int) -> Regex.Failure {
        let introducer = take()
        let second = introducer == "<" || introducer == "P" ? take() : nil
        switch (introducer, second) {
        case ("=", _), ("!", _), ("<", "="), ("<", "!"):
            return failure(
                from: start, "look-around is not supported, as regular expressions are matched in linear time")
        case ("<", _), ("P", _), ("'", _):
            return failure(from: start, "named groups are not supported; write '(' or '(?:'")
        case (">", _):
            return failure(from: start, "atomic groups are not supported; write '(?:'")
        case ("#", _):
            return failure(from: start, "comments are not supported in a regular expression")
        default:
            return failure(from: start, "flags and other '(?' groups are not supported; write '(' or '(?:'")
        }
    }

    private mutating func repeated(_ node: RegexNode) throws(Regex.Failure) -> RegexNode {
        let start = position
        guard let bounds = try repetition() else { return node }
        if case .boundary = node {
            throw failure(from: start, "a place such as '^' or '\\b' can't be repeated")
        }
        // A lazy repetition finds the same texts.
        _ = take("?")
        let next = position
        if take("+") {
            throw failure(from: next, "possessive repetitions are not supported")
        }
        if try repetition() != nil {
            throw failure(from: next, "a repetition can't follow a repetition; put '(?:' and ')' around the first")
        }
        return .repetition(node, minimum: bounds.minimum, maximum: bounds.maximum)
    }

    private mutating func repetition() throws(Regex.Failure) -> (minimum: Int, maximum: Int?)? {
        let start = position
        if take("*") { return (0, nil) }
        if take("+") { return (1, nil) }
        if take("?") { return (0, 1) }
        guard take("{") else { return nil }

        let minimum = decimal()
        var maximum = minimum
        if take(",") { maximum = peek == "}" ? nil : decimal() ?? -1 }
        guard let minimum, take("}"), maximum != -1 else {
            throw failure(
                from: start, "'{' begins a count such as '{3}', '{2,}' or '{2,5}'; write '\\{' for the character")
        }
        guard minimum <= Self.highestCount, maximum ?? 0 <= Self.highestCount else {
            throw failure(from: start, "a count is \(Self.highestCount) at most", isTooLarge: true)
        }
        if let maximum, maximum < minimum {
            throw failure(from: start, "the count's second number is smaller than its first")
        }
        return (minimum, maximum)
    }

    /// Numbers too large to be a count are some such number.
    private mutating func decimal() -> Int? {
        var number: Int?
        while let digit = peek, ("0"..."9").contains(digit) {
            number = min((number ?? 0) * 10 + Int(digit.value - 0x30), 1_000_000)
            position += 1
        }
        return number
    }

    // MARK: Scalars

    func set(of scalar: Unicode.Scalar) -> ScalarSet {
        let value = folding ? scalar.caseFolded.value : scalar.value
        return ScalarSet([value...value])
    }

    var isAtEnd: Bool { position >= scalars.count }

    var peek: Unicode.Scalar? { peek(ahead: 0) }

    func peek(ahead distance: Int) -> Unicode.Scalar? {
        position + distance < scalars.count ? scalars[position + distance] : nil
    }

    mutating func take() -> Unicode.Scalar? {
        guard let scalar = peek else { return nil }
        position += 1
        return scalar
    }

    mutating func take(_ scalar: Unicode.Scalar) -> Bool {
        guard peek == scalar else { return false }
        position += 1
        return true
    }

    /// About what was read since `start`.
    func failure(from start: Int, _ message: String, isTooLarge: Bool = false) -> Regex.Failure {
        // Invariant: positions are at most the number of scalars, and there is one offset more.
        Regex.Failure(
            offset: offsets[start], length: offsets[position] - offsets[start], message: message, isTooLarge: isTooLarge
        )
    }

    /// About what comes next.
    private func failure(_ count: Int, _ message: String) -> Regex.Failure {
        let end = min(position + count, scalars.count)
        return Regex.Failure(
            offset: offsets[position], length: offsets[end] - offsets[position], message: message, isTooLarge: false)
    }
}
