/// A regular expression, compiled to a program that is matched in linear time.
///
/// It is found anywhere in a text. `.` stands for any scalar, `^` and `$` for the ends of the text (line breaks are scalars as any other);
/// `\d`, `\w`, `\s`, `\b` know ASCII digits, letters and blanks. With `folding`, scalars that differ in case alone are alike, in classes too.
package struct Regex: Hashable, Sendable {
    package struct Failure: Error, Hashable, Sendable {
        /// Bytes of the pattern's UTF-8.
        package var offset: Int
        package var length: Int
        package var message: String
        /// Whether the pattern is well formed but too large.
        package var isTooLarge: Bool
    }

    package let pattern: String
    package let folding: Bool
    private let machine: Machine

    /// - Throws: What is wrong with the pattern, at its first mistake; or that it is too large: 10 000 states, groups nested 100 deep, counts of 1000.
    package init(_ pattern: String, folding: Bool) throws(Failure) {
        let node = try RegexParser.parse(pattern, folding: folding)
        guard node.size <= RegexProgram.largestSize else {
            throw Failure(
                offset: 0, length: pattern.utf8.count,
                message: "the regular expression needs more than \(RegexProgram.largestSize) states", isTooLarge: true)
        }
        self.pattern = pattern
        self.folding = folding
        machine = Machine(RegexProgram(node))
    }

    /// Whether it is found somewhere in the text.
    /// - Complexity: O(*n*), *n* being the length of the text, times at most the number of the expression's states where these can't be made
    ///   deterministic within bounds.
    package func matches(_ text: String) -> Bool {
        if folding {
            machine.isFound(in: text.unicodeScalars.lazy.map(\.caseFolded.value))
        } else {
            machine.isFound(in: text.unicodeScalars.lazy.map(\.value))
        }
    }

    /// By scalars: `String` would take canonical equivalents for the same pattern.
    package static func == (left: Regex, right: Regex) -> Bool {
        left.folding == right.folding && Text(left.pattern) == Text(right.pattern)
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(Text(pattern))
        hasher.combine(folding)
    }

    /// A class, so that the plan's nodes stay small however large the program is.
    private final class Machine: Sendable {
        private let program: RegexProgram
        private let automaton: RegexAutomaton?

        init(_ program: RegexProgram) {
            self.program = program
            automaton = RegexAutomaton(program)
        }

        func isFound(in scalars: some Sequence<UInt32>) -> Bool {
            automaton?.isFound(in: scalars) ?? program.isFound(in: scalars)
        }
    }
}
