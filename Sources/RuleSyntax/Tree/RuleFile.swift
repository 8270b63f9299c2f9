package import RuleText

/// What a file says: its declarations in the order written, and the comments between them.
package struct RuleFile: Hashable, Sendable {
    package var declarations: [Declaration]
    /// Every comment of the file, in order, without the line break.
    package var comments: [Comment]
    package var span: SourceSpan

    package init(declarations: [Declaration], comments: [Comment], span: SourceSpan) {
        self.declarations = declarations
        self.comments = comments
        self.span = span
    }
}

/// `# …` to the end of the line.
package struct Comment: Hashable, Sendable {
    /// From the `#` to the last byte before the line break.
    package var span: SourceSpan
    /// Whether code stands before it on its line.
    package var isTrailing: Bool

    package init(span: SourceSpan, isTrailing: Bool) {
        self.span = span
        self.isTrailing = isTrailing
    }
}

/// A tree and what was wrong with the text. There is always a tree.
package struct Parsed<Tree: Sendable>: Sendable {
    package var tree: Tree
    package var diagnostics: [Diagnostic]

    package init(tree: Tree, diagnostics: [Diagnostic]) {
        self.tree = tree
        self.diagnostics = diagnostics
    }
}

/// An identifier as written.
package struct Name: Hashable, Sendable {
    /// Without the backquotes.
    package var text: String
    /// With the backquotes.
    package var span: SourceSpan
    package var isQuoted: Bool

    package init(_ text: String, at span: SourceSpan, isQuoted: Bool = false) {
        self.text = text
        self.span = span
        self.isQuoted = isQuoted
    }
}

/// Mostly indirect, so that a list of declarations is not a list of their many parts.
package enum Declaration: Hashable, Sendable {
    case rule(RuleDeclaration)
    indirect case definition(DefinitionDeclaration)
    indirect case parameter(ParameterDeclaration)
    indirect case waiver(WaiverDeclaration)
    indirect case entity(EntityDeclaration)
    indirect case score(ScoreDeclaration)
    indirect case task(TaskDeclaration)
    indirect case action(ActionDeclaration)
    indirect case role(RoleDeclaration)
    indirect case test(TestDeclaration)

    package var span: SourceSpan {
        switch self {
        case .rule(let node): node.span
        case .definition(let node): node.span
        case .parameter(let node): node.span
        case .waiver(let node): node.span
        case .entity(let node): node.span
        case .score(let node): node.span
        case .task(let node): node.span
        case .action(let node): node.span
        case .role(let node): node.span
        case .test(let node): node.span
        }
    }
}
