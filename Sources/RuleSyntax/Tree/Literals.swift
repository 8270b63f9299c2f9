package import RuleText

package struct NumberLiteral: Hashable, Sendable {
    package var value: Double
    /// As written, without the `_`.
    package var digits: String
    package var span: SourceSpan

    package init(value: Double, digits: String, span: SourceSpan) {
        self.value = value
        self.digits = digits
        self.span = span
    }

    /// Whether it was written with a point.
    package var hasFraction: Bool { digits.utf8.contains(UInt8(ascii: ".")) }
}

/// `"…"`, escapes resolved.
package struct TextLiteral: Hashable, Sendable {
    package var value: String
    /// With the quotes.
    package var span: SourceSpan

    package init(value: String, span: SourceSpan) {
        self.value = value
        self.span = span
    }
}

/// `"{device.name} is at {risk_level} risk"`
package struct TextTemplate: Hashable, Sendable {
    package enum Segment: Hashable, Sendable {
        case text(String)
        case value(Expression)
    }

    package var segments: [Segment]
    /// With the quotes.
    package var span: SourceSpan

    package init(segments: [Segment], span: SourceSpan) {
        self.segments = segments
        self.span = span
    }
}

package struct BooleanLiteral: Hashable, Sendable {
    package var value: Bool
    /// Whether it was written `always`: true, and never diagnosed as always true.
    package var isAlways: Bool
    package var span: SourceSpan

    package init(value: Bool, isAlways: Bool, span: SourceSpan) {
        self.value = value
        self.isAlways = isAlways
        self.span = span
    }
}

/// `1d12h`
package struct DurationLiteral: Hashable, Sendable {
    /// At most 10 000 years; the lexer refuses more.
    package var seconds: Int64
    package var span: SourceSpan

    package init(seconds: Int64, span: SourceSpan) {
        self.seconds = seconds
        self.span = span
    }
}

/// `2026-11-23` or `2026-11-23T14:05:00Z`, checked to be a possible date and time.
package struct TimeLiteral: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        /// Midnight in the run's zone.
        case date(year: Int, month: Int, day: Int)
        /// Seconds since 1970-01-01T00:00:00Z and nanoseconds of the second.
        case instant(seconds: Int64, nanoseconds: Int32)
    }

    package var kind: Kind
    package var span: SourceSpan

    package init(_ kind: Kind, at span: SourceSpan) {
        self.kind = kind
        self.span = span
    }
}

package struct ListLiteral: Hashable, Sendable {
    package var elements: [Expression]
    package var span: SourceSpan

    package init(elements: [Expression], span: SourceSpan) {
        self.elements = elements
        self.span = span
    }
}

/// `/…/`; `pattern` is what stands between, with `\/` resolved to `/`.
package struct RegexLiteral: Hashable, Sendable {
    package var pattern: String
    /// With the slashes.
    package var span: SourceSpan

    package init(pattern: String, span: SourceSpan) {
        self.pattern = pattern
        self.span = span
    }
}
