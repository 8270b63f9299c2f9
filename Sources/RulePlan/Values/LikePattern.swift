/// A glob: `*` stands for any scalars, `?` for one; `\*`, `\?` and `\\` for themselves. It matches the whole text.
///
/// A backslash before anything else, or at the end, stands for itself, so that paths can be written as they are.
package struct LikePattern: Hashable, Sendable {
    package let source: String
    package let folding: Bool
    /// What stands between the asterisks, folded if the pattern is; one more than there are asterisks.
    private let pieces: [ScalarPattern]

    package init(_ source: String, folding: Bool) {
        self.source = source
        self.folding = folding
        var pieces: [ScalarPattern] = []
        var piece: [UInt32] = []
        var isEscaped = false
        for scalar in source.unicodeScalars {
            switch (scalar, isEscaped) {
            case ("\\", false):
                isEscaped = true
                continue
            case ("*", false):
                pieces.append(ScalarPattern(piece))
                piece = []
            case ("?", false):
                piece.append(ScalarPattern.wildcard)
            case ("*", true), ("?", true), ("\\", true):
                piece.append(scalar.value)
            case (_, true):
                piece += [Self.backslash, (folding ? scalar.caseFolded : scalar).value]
            case (_, false):
                piece.append((folding ? scalar.caseFolded : scalar).value)
            }
            isEscaped = false
        }
        if isEscaped { piece.append(Self.backslash) }
        pieces.append(ScalarPattern(piece))
        self.pieces = pieces
    }

    private static let backslash = Unicode.Scalar("\\").value

    /// - Complexity: O(*n* · *m* / 64), *n* and *m* being the lengths of the text and of the longest part between asterisks.
    package func matches(_ text: String) -> Bool {
        let text = Text(text).scalarValues(folding: folding)
        // Invariant: there is at least one piece.
        guard let first = pieces.first, let last = pieces.last else { return false }
        guard pieces.count > 1 else { return first.count == text.count && first.matches(text, at: 0) }

        let end = text.count - last.count
        guard first.matches(text, at: 0), last.matches(text, at: end) else { return false }
        // Each piece at the first place where it stands: any later one would leave less room for the others.
        var place = first.count
        for piece in pieces.dropFirst().dropLast() {
            guard let match = piece.firstMatch(in: text, from: place) else { return false }
            place = match + piece.count
        }
        return place <= end
    }

    /// By scalars: `String` would take canonical equivalents for the same pattern.
    package static func == (left: LikePattern, right: LikePattern) -> Bool {
        left.folding == right.folding && Text(left.source) == Text(right.source)
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(Text(source))
        hasher.combine(folding)
    }
}
