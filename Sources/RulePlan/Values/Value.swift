/// What an expression yields or a field holds.
///
/// A Boolean that is `missing` is the third truth value, *unknown*.
public enum Value: Hashable, Sendable {
    case missing
    case boolean(Bool)
    /// Always finite.
    case number(Double)
    case text(Text)
    case time(Instant)
    case duration(TimeSpan)
    case version(Version)
    case address(IPAddress)
    case network(IPNetwork)
    /// A level or choice, by its place in the type's list; levels rise with the place.
    case member(Int)
    case list([Value])
    /// A row of the entity that the type names.
    case row(Int)

    public var isMissing: Bool {
        if case .missing = self { true } else { false }
    }

    /// A Boolean's truth; nothing where it is unknown (or no Boolean at all).
    package var truth: Bool? {
        if case .boolean(let truth) = self { truth } else { nil }
    }

    /// The number, or missing where arithmetic left the finite numbers.
    package static func finite(_ number: Double) -> Value {
        number.isFinite ? .number(number) : .missing
    }

    package init(truth: Bool?) {
        self = truth.map(Value.boolean) ?? .missing
    }
}

/// Text that is equal to another only where every Unicode scalar is: no locale, no canonical equivalence.
///
/// `String` compares by canonical equivalence; keys and values of a security estate must not.
public struct Text: Hashable, Sendable, ExpressibleByStringLiteral, CustomStringConvertible {
    public let string: String

    public init(_ string: String) {
        self.string = string
    }

    public init(stringLiteral value: String) {
        self.init(value)
    }

    public var description: String { string }

    public static func == (left: Text, right: Text) -> Bool {
        left.string.utf8.elementsEqual(right.string.utf8)
    }

    public func hash(into hasher: inout Hasher) {
        var text = string
        text.withUTF8 { unsafe hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    }
}
