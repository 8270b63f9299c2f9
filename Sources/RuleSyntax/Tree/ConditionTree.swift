package import RuleText

/// A condition, for who looks at how its terms are joined before looking into them: no expression is made until one is asked for.
package struct ConditionTree: Sendable {
    package enum Joint: Sendable {
        case all, any, not
        /// Around terms that are joined.
        case parentheses
        /// Nothing is joined here.
        case none
    }

    let place: SyntaxPlace

    package var expression: Expression { place.arena.expression(place.index) }

    package var span: SourceSpan { place.arena.tables.span(of: place.node) }

    package var joint: Joint {
        switch place.node.kind {
        case .all: .all
        case .any: .any
        case .not: .not
        case .parenthesized: content.isJoined ? .parentheses : .none
        default: .none
        }
    }

    /// What `and`, `or`, `not` or parentheses join.
    package var termCount: Int {
        switch place.node.kind {
        case .all, .any: place.arena.tables.count(ofList: place.node.a)
        case .not, .parenthesized: 1
        default: 0
        }
    }

    package subscript(term: Int) -> ConditionTree {
        let node = place.node
        let index =
            switch node.kind {
            case .all, .any: place.arena.tables.element(term, ofList: node.a)
            default: NodeIndex(rawValue: node.a)
            }
        return ConditionTree(place: SyntaxPlace(place.arena, index))
    }

    /// What the parentheses hold.
    private var content: SyntaxNode {
        var node = place.node
        while node.kind == .parenthesized { node = place.arena[NodeIndex(rawValue: node.a)] }
        return node
    }
}

extension SyntaxNode {
    fileprivate var isJoined: Bool {
        switch kind {
        case .all, .any, .not: true
        default: false
        }
    }
}

extension RuleDeclaration {
    package var conditionTree: ConditionTree {
        ConditionTree(place: SyntaxPlace(place.arena, NodeIndex(rawValue: place.node.a)))
    }
}
