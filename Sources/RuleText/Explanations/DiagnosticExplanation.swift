/// The manual entry of a diagnostic: what `secops-rules explain` prints and `grammar.md` lists.
///
/// The entries are the one source of both. Their examples are run by tests: the wrong one gives exactly the diagnostic
/// that it explains, the right one gives none.
public struct DiagnosticExplanation: Hashable, Sendable {
    /// Something that a reader can try.
    public enum Example: Hashable, Sendable {
        /// A `.secrule` file.
        case rules(String)
        /// A file of data with its name, read into the standard model.
        case data(file: String, String)
        /// A `--history` file.
        case history(String)
        /// What cannot be written down in a text, in words.
        case words(String)
    }

    /// What is wrong, in a few words: `unterminated text`.
    public var title: String
    /// Why it is an error and what to do, in one paragraph or more.
    public var text: String
    public var wrong: Example
    public var right: Example

    init(_ title: String, _ text: String, wrong: Example, right: Example) {
        self.title = title
        self.text = text
        self.wrong = wrong
        self.right = right
    }

    init(_ title: String, _ text: String, wrong: String, right: String) {
        self.init(title, text, wrong: .rules(wrong), right: .rules(right))
    }
}

extension DiagnosticCode {
    /// The manual entry. There is one for every code.
    public var explanation: DiagnosticExplanation {
        textExplanation ?? grammarExplanation ?? namesExplanation ?? lintExplanation ?? testExplanation
            ?? dataExplanation
    }

    /// The entry as Markdown: a heading of the third level, the text, the wrong and the right example.
    public var explanationMarkdown: String {
        let entry = explanation
        return """
            ### \(rawValue): \(entry.title)

            \(entry.text)

            Wrong:

            \(entry.wrong.markdown)

            Right:

            \(entry.right.markdown)

            """
    }
}

extension DiagnosticExplanation.Example {
    fileprivate var markdown: String {
        switch self {
        case .rules(let source): "```secrule\n\(source)\n```"
        case .data(let file, let content): "`\(file)`:\n\n```\n\(content)\n```"
        case .history(let content): "```json\n\(content)\n```"
        case .words(let text): text
        }
    }
}
