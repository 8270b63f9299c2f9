/// A text that may be laid out in several ways: tokens, and places where a line may break.
struct LayoutDocument: Sendable {
    indirect enum Content: Sendable {
        case token(Int)
        /// The comments before a token, where they belong to what goes before it.
        case comments(before: Int)
        /// A blank.
        case space
        /// Blanks up to a column, and at least so many.
        case column(Int, atLeast: Int)
        /// A line break, or in a group on one line what is given.
        case line(orElse: String)
        /// A line break in any case.
        case hardLine
        case sequence([LayoutDocument])
        /// Lines that begin in it are indented so much more.
        case nest(Int, LayoutDocument)
        /// On one line if it fits, else with all of its line breaks.
        case group(LayoutDocument)
        /// Parts with a line break before each one that does not fit behind the one before.
        case fill([LayoutDocument])
    }

    var content: Content
    /// In characters, on one line.
    var width: Int
    /// From the first to the last token in it.
    var range: ClosedRange<Int>?
    /// Whether it can't stand on one line.
    var isBroken = false

    static let empty = LayoutDocument(content: .sequence([]), width: 0)
    static let space = LayoutDocument(content: .space, width: 1)
    static let line = LayoutDocument(content: .line(orElse: " "), width: 1)
    static let softLine = LayoutDocument(content: .line(orElse: ""), width: 0)
    static let hardLine = LayoutDocument(content: .hardLine, width: 1, isBroken: true)

    static func column(_ column: Int, atLeast minimum: Int = 1) -> LayoutDocument {
        LayoutDocument(content: .column(column, atLeast: minimum), width: minimum)
    }

    static func sequence(_ parts: [LayoutDocument]) -> LayoutDocument {
        parts.joined(.sequence(parts), separatorWidth: 0)
    }

    static func nest(_ indentation: Int, _ parts: LayoutDocument...) -> LayoutDocument {
        let inner = sequence(parts)
        return LayoutDocument(
            content: .nest(indentation, inner), width: inner.width, range: inner.range, isBroken: inner.isBroken)
    }

    /// - Parameter tokens: Where comments are found, which break lines.
    static func group(_ parts: LayoutDocument..., in tokens: SourceTokens) -> LayoutDocument {
        let inner = sequence(parts)
        let hasComments = inner.range.map(tokens.hasComments(inside:)) ?? false
        return LayoutDocument(
            content: .group(inner), width: inner.width, range: inner.range, isBroken: inner.isBroken || hasComments)
    }

    static func fill(_ parts: [LayoutDocument], in tokens: SourceTokens) -> LayoutDocument {
        var result = parts.joined(.fill(parts), separatorWidth: 1)
        if let range = result.range, tokens.hasComments(inside: range) { result.isBroken = true }
        return result
    }
}

extension [LayoutDocument] {
    fileprivate func joined(_ content: LayoutDocument.Content, separatorWidth: Int) -> LayoutDocument {
        var result = LayoutDocument(content: content, width: Swift.max(count - 1, 0) * separatorWidth)
        for part in self {
            result.width += part.width
            result.isBroken = result.isBroken || part.isBroken
            guard let range = part.range else { continue }
            result.range = (result.range?.lowerBound ?? range.lowerBound)...range.upperBound
        }
        return result
    }
}
