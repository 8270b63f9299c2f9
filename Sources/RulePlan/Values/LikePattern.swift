/// A glob: `*` stands for any scalars, `?` for one. It matches the whole text.
package struct LikePattern: Hashable, Sendable {
    package let source: String
    package let folding: Bool

    package init(_ source: String, folding: Bool) {
        self.source = source
        self.folding = folding
    }

    package func matches(_ text: String) -> Bool { false }
}
