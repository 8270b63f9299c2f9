/// A word, a literal or a mark: what it is, and where it stands. Its text stays in the file.
package struct Token: Hashable, Sendable {
    package enum Kind: UInt8, CaseIterable, Hashable, Sendable {
        /// The end of the file, or of an interpolation's text.
        case end
        /// An identifier; perhaps a keyword.
        case word
        /// `` `word` ``
        case quotedName
        case number, duration, time, text, regex
        case leftParenthesis, rightParenthesis, leftBracket, rightBracket, leftBrace, rightBrace
        case comma, colon, dot, range, pipe
        case equals, equal, notEqual, less, lessOrEqual, greater, greaterOrEqual
        case plus, minus, star, slash

        /// How a mark is written; nothing for what has no one spelling.
        package var spelling: String? {
            switch self {
            case .end, .word, .quotedName, .number, .duration, .time, .text, .regex: nil
            case .leftParenthesis: "("
            case .rightParenthesis: ")"
            case .leftBracket: "["
            case .rightBracket: "]"
            case .leftBrace: "{"
            case .rightBrace: "}"
            case .comma: ","
            case .colon: ":"
            case .dot: "."
            case .range: ".."
            case .pipe: "|"
            case .equals: "="
            case .equal: "=="
            case .notEqual: "!="
            case .less: "<"
            case .lessOrEqual: "<="
            case .greater: ">"
            case .greaterOrEqual: ">="
            case .plus: "+"
            case .minus: "-"
            case .star: "*"
            case .slash: "/"
            }
        }
    }

    package struct Flags: OptionSet, Hashable, Sendable {
        package let rawValue: UInt8

        package init(rawValue: UInt8) { self.rawValue = rawValue }

        /// Nothing but blanks stands before it on its line.
        package static let startsLine = Flags(rawValue: 1)
        /// Nothing at all stands before it on its line.
        package static let isUnindented = Flags(rawValue: 2)
        /// A text with a `\` in it.
        package static let hasEscape = Flags(rawValue: 4)
        /// A literal that was reported; its value means nothing.
        package static let isMalformed = Flags(rawValue: 8)
        /// What stands before it was reported, so that an error here may only follow from that.
        package static let followsError = Flags(rawValue: 16)
    }

    package var kind: Kind
    /// Set for words alone.
    package var keyword: Keyword?
    package var flags: Flags
    /// Offsets of the first byte and behind the last, in the bytes that the lexer reads.
    package var start: UInt32
    package var end: UInt32
    /// The number of a word in the parser's table of names; zero where it was not looked up.
    var name: UInt32 = 0

    init(_ kind: Kind, keyword: Keyword? = nil, flags: Flags, start: Int, end: Int) {
        self.kind = kind
        self.keyword = keyword
        self.flags = flags
        self.start = UInt32(truncatingIfNeeded: start)
        self.end = UInt32(truncatingIfNeeded: end)
    }

    var startOffset: Int { Int(start) }
    var endOffset: Int { Int(end) }
}
