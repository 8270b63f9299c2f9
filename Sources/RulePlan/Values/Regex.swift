/// A regular expression, compiled to a program that is matched in linear time.
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

    package init(_ pattern: String, folding: Bool) throws(Failure) {
        self.pattern = pattern
        self.folding = folding
    }

    package func matches(_ text: String) -> Bool { false }
}
