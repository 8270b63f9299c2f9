import RuleText

/// One value as an export spells it, before a field's type gives it a meaning.
///
/// Of the shape of JSON (RFC 8259); the cells of a CSV file are texts.
public struct InputValue: Hashable, Sendable {
    /// What a value is, with what is in it.
    public enum Content: Hashable, Sendable {
        case null
        case boolean(Bool)
        /// As written: JSON's grammar of numbers, of any size.
        case number(String)
        case text(String)
        case array([InputValue])
        /// In the order of the input. Where a name occurs twice the last one counts.
        case object([Member])
        /// A text that stands for no Unicode text, such as half a surrogate pair; with what was wrong.
        case malformed(String)
    }

    /// One name and its value in an object.
    public struct Member: Hashable, Sendable {
        public var name: String
        public var value: InputValue

        public init(name: String, value: InputValue) {
            self.name = name
            self.value = value
        }
    }

    /// What it is.
    public var content: Content
    /// Where the value starts, from 1; nothing where it came from no file.
    public var line: Int?

    /// - Parameter line: Where it stands in its file.
    public init(_ content: Content, line: Int? = nil) {
        self.content = content
        self.line = line
    }

    /// Says that nothing is known.
    public static let null = InputValue(.null)

    /// A text, as a value that is no literal.
    public static func text(_ text: String) -> InputValue { InputValue(.text(text)) }

    /// A finite number; null for any other.
    public static func number(_ number: Double) -> InputValue {
        number.isFinite ? InputValue(.number("\(number)")) : .null
    }

    /// The members of an object; nothing for any other value.
    public var members: [Member]? {
        if case .object(let members) = content { members } else { nil }
    }

    var isNull: Bool { content == .null }
}

extension InputValue: ExpressibleByStringLiteral, ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral,
    ExpressibleByFloatLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
    public init(stringLiteral value: String) { self.init(.text(value)) }
    public init(booleanLiteral value: Bool) { self.init(.boolean(value)) }
    public init(integerLiteral value: Int) { self.init(.number("\(value)")) }
    public init(floatLiteral value: Double) { self = .number(value) }
    public init(arrayLiteral elements: InputValue...) { self.init(.array(elements)) }
    public init(dictionaryLiteral elements: (String, InputValue)...) {
        self.init(.object(elements.map { Member(name: $0.0, value: $0.1) }))
    }
}

extension InputValue {
    /// How a message shows the value: one line, of bounded length, nothing in it that a terminal obeys.
    var shown: String {
        switch content {
        case .null: "null"
        case .boolean(let truth): truth ? "true" : "false"
        case .number(let digits): digits.shortened
        case .text(let text): "\"\(text.shortened)\""
        case .array: "a list"
        case .object: "an object"
        case .malformed(let reason): reason
        }
    }
}

extension String {
    /// At most 40 scalars, with stand-ins for what a terminal might obey.
    var shortened: String {
        guard
            let end = unicodeScalars.index(unicodeScalars.startIndex, offsetBy: 40, limitedBy: unicodeScalars.endIndex),
            end < unicodeScalars.endIndex
        else { return displayed }
        return String(unicodeScalars[..<end]).displayed + "…"
    }
}
