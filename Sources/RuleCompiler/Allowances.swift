import RuleSyntax
package import RuleText

/// The lints that a program allows, each for one declaration, by a comment in it or before it: `# allow: L0403 it is meant`.
package struct Allowances: Sendable {
    /// One such comment.
    package struct Allowance: Sendable {
        /// The comment's.
        package var span: SourceSpan
        /// As written.
        package var code: String
        package var reason: String
        /// The declaration that it is about; nothing where none follows.
        package var declaration: SourceSpan?
        /// Whether it kept a diagnostic from being shown.
        package var isUsed = false
    }

    package private(set) var allowances: [Allowance] = []
    /// By code: the declarations that it is allowed for, in ascending order, and the places of the allowances.
    private var places: [String: [(declaration: SourceSpan, place: Int)]] = [:]

    init(_ trees: [RuleFile], _ files: [SourceFile]) {
        for (tree, file) in zip(trees, files) where !tree.comments.isEmpty {
            for comment in tree.comments { read(comment, tree, file) }
        }
        for (place, allowance) in allowances.enumerated() {
            guard let declaration = allowance.declaration else { continue }
            places[allowance.code, default: []].append((declaration, place))
        }
        places = places.mapValues { $0.sorted { ($0.declaration, $0.place) < ($1.declaration, $1.place) } }
    }

    private mutating func read(_ comment: Comment, _ tree: RuleFile, _ file: SourceFile) {
        let bytes = file.bytes[Int(comment.span.start)..<Int(comment.span.end)]
        guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")),
            Self.trimmed(bytes[..<colon].dropFirst()).elementsEqual("allow".utf8)
        else { return }
        let words = Self.trimmed(bytes[(colon + 1)...])
        let end = words.firstIndex { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") } ?? words.endIndex
        guard Self.looksLikeCode(words[..<end]) else { return }
        allowances.append(
            Allowance(
                span: comment.span, code: String(decoding: words[..<end], as: UTF8.self),
                reason: String(decoding: Self.trimmed(words[end...]), as: UTF8.self),
                declaration: Self.declaration(of: comment, tree)))
    }

    /// A letter and digits. Other comments that begin so are about something else.
    private static func looksLikeCode(_ word: ArraySlice<UInt8>) -> Bool {
        guard let first = word.first, word.count > 1 else { return false }
        let isLetter = (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(first & ~0x20)
        return isLetter && word.dropFirst().allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    }

    private static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        func isBlank(_ byte: UInt8) -> Bool { byte <= UInt8(ascii: " ") }
        var slice = bytes
        while let first = slice.first, isBlank(first) { slice.removeFirst() }
        while let last = slice.last, isBlank(last) { slice.removeLast() }
        return slice
    }

    /// The declaration around a comment, else the one that ends on its line, else the next.
    private static func declaration(of comment: Comment, _ tree: RuleFile) -> SourceSpan? {
        // The first that ends behind the comment's start.
        let place = tree.declarations.partitioned { $0.span.end > comment.span.start }
        let next = place < tree.declarations.count ? tree.declarations[place].span : nil
        if let next, next.start < comment.span.start { return next }
        if comment.isTrailing, place > 0 { return tree.declarations[place - 1].span }
        return next
    }

    /// Leaves out the lints that are allowed, and takes note of which allowances that needed.
    package mutating func apply(to diagnostics: [Diagnostic]) -> [Diagnostic] {
        if allowances.isEmpty { return diagnostics }
        return diagnostics.filter { diagnostic in
            guard diagnostic.code.isLint, let candidates = places[diagnostic.code.rawValue] else { return true }
            // Those of the last declaration that begins before: declarations do not lie in each other.
            let behind = candidates.partitioned {
                ($0.declaration.file, $0.declaration.start) > (diagnostic.span.file, diagnostic.span.start)
            }
            var isAllowed = false
            for (span, place) in candidates[..<behind].reversed() {
                guard span.file == diagnostic.span.file, diagnostic.span.start < span.end else { break }
                allowances[place].isUsed = true
                isAllowed = true
            }
            return !isAllowed
        }
    }
}

extension DiagnosticCode {
    /// Whether it is about something that a program may do all the same.
    package var isLint: Bool { rawValue.utf8.first == UInt8(ascii: "L") }
}
