import RuleText

/// A place among a tree's nodes.
package struct NodeIndex: Hashable, Sendable {
    package let rawValue: UInt32

    init(rawValue: UInt32) { self.rawValue = rawValue }

    /// Where nothing was written.
    package static let none = NodeIndex(rawValue: 0)

    var isNone: Bool { rawValue == 0 }
}

/// One node of a tree, as it is kept: what it is, where it was written, and where its parts are.
///
/// What stands in `a` to `d` depends on the kind (`SyntaxNode.Kind.parts`). All nodes of a file are in one array, parts before wholes.
package struct SyntaxNode: Sendable {
    package enum Kind: UInt8, Sendable {
        case none
        // Expressions.
        case invalid, number, text, boolean, duration, date, instant, list, clock, name, member, call, aggregate,
            quantifier, parenthesized, negative, arithmetic, otherwise, comparison, between, test, match, presence, not,
            all, any
        // Parts of expressions.
        case regex, rows, rowsOf, rowsAnywhere, template, templateText
        // Rules and their parts.
        case rule, severity, tags, see, subject, require, run, raise, notify, forbid, invalidEffect, cadence, approval,
            argument
    }

    var kind: Kind
    /// An operator, or flags.
    var detail: UInt8 = 0
    var start: UInt32
    var end: UInt32
    var a: UInt32
    var b: UInt32
    var c: UInt32
    var d: UInt32

    package init(
        _ kind: Kind, detail: UInt8 = 0, start: UInt32, end: UInt32, a: UInt32 = 0, b: UInt32 = 0, c: UInt32 = 0,
        d: UInt32 = 0
    ) {
        self.kind = kind
        self.detail = detail
        self.start = start
        self.end = end
        self.a = a
        self.b = b
        self.c = c
        self.d = d
    }
}

extension SyntaxNode {
    /// Flags in `detail`; an operator's number stands below them.
    package static let isNegated: UInt8 = 0x40
    package static let isExact: UInt8 = 0x80
    static let operatorBits: UInt8 = 0x3F

    /// The whole number in `a` and `b`.
    var wide: UInt64 { UInt64(a) | UInt64(b) << 32 }

    /// What one of the numbers in a node says.
    enum Part {
        /// Itself.
        case raw
        /// A place among the nodes.
        case node
        /// A place among the lists of nodes.
        case list
        /// A place among the names.
        case name
        /// A place among the texts; zero where it stands in the file as it is.
        case text
    }
}

extension SyntaxNode.Kind {
    /// What `a` to `d` are.
    var parts: (a: SyntaxNode.Part, b: SyntaxNode.Part, c: SyntaxNode.Part, d: SyntaxNode.Part) {
        switch self {
        case .none, .invalid, .boolean, .clock, .rowsAnywhere, .invalidEffect: (.raw, .raw, .raw, .raw)
        // The value's bits, and the digits.
        case .number: (.raw, .raw, .text, .raw)
        case .text, .regex, .templateText: (.text, .raw, .raw, .raw)
        // Seconds; nanoseconds.
        case .duration, .instant: (.raw, .raw, .raw, .raw)
        // Year, month, day.
        case .date: (.raw, .raw, .raw, .raw)
        case .name: (.name, .raw, .raw, .raw)
        case .list, .all, .any, .template, .tags, .see: (.list, .raw, .raw, .raw)
        // The base and the member.
        case .member: (.node, .node, .raw, .raw)
        // The function's name and the arguments.
        case .call: (.node, .list, .raw, .raw)
        // The value, the rows, and what orders them.
        case .aggregate: (.node, .node, .node, .raw)
        // The rows and what they satisfy.
        case .quantifier: (.node, .node, .raw, .raw)
        case .parenthesized, .negative, .not, .presence, .severity, .cadence, .approval: (.node, .raw, .raw, .raw)
        // Both sides, and where the operator begins and ends.
        case .arithmetic, .comparison, .test: (.node, .node, .raw, .raw)
        case .otherwise, .match, .argument, .raise, .notify, .forbid: (.node, .node, .raw, .raw)
        // The value and its bounds.
        case .between: (.node, .node, .node, .raw)
        // The entity, the alias, the scope, the condition.
        case .rows: (.node, .node, .node, .node)
        // The path and the field.
        case .rowsOf: (.node, .node, .raw, .raw)
        // The condition; the name, title, subject and reason; the clauses; the effects.
        case .rule: (.node, .list, .list, .list)
        // The entity, the alias; the count, rank and condition of `top`.
        case .subject: (.node, .node, .list, .raw)
        // The task, the target; the cadence, `within`, `due` and the role, if there are any.
        case .require: (.node, .node, .list, .raw)
        // The action, the target; the approval, `within` and `due`, if there are any; the arguments.
        case .run: (.node, .node, .list, .list)
        }
    }
}
