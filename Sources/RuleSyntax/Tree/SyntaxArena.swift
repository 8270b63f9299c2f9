package import RuleText

/// Keeps all nodes of one file's tree.
///
/// The types of the tree (`Expression`, `RuleDeclaration`, …) are views of it: made where they are asked for, so that reading a file
/// makes none of them.
package final class SyntaxArena: @unchecked Sendable {
    // Invariant: the parser fills it once, before anybody else has it, and nothing is changed after that.
    @exclusivity(unchecked) private var content: SyntaxTables

    package init(_ tables: SyntaxTables) {
        unsafe content = tables
    }

    /// Takes over what was read.
    func fill(_ tables: SyntaxTables) { unsafe content = tables }

    @inline(__always)
    var tables: SyntaxTables {
        @inline(__always) _read { yield unsafe content }
    }

    @inline(__always)
    subscript(index: NodeIndex) -> SyntaxNode {
        @inline(__always) get { unsafe content.nodes[Int(index.rawValue)] }
    }
}

/// The nodes of a tree, and what they refer to.
package struct SyntaxTables: Sendable {
    let file: FileIndex
    /// The file's bytes, in which plain texts and numbers are looked up.
    let bytes: [UInt8]
    /// The first one is for what is not there.
    var nodes: [SyntaxNode] = [SyntaxNode(.none, start: 0, end: 0)]
    /// Each list: how many nodes, and then their places. The first one is empty.
    var lists: [UInt32] = [0]
    /// Each name once; the first is what recovery leaves behind where one is missing.
    var names = NameTable.ofKeywords
    /// Texts that are not in the file as they are. The first one is not used.
    var texts: [String] = [""]

    /// - Parameter byteCount: How many of the bytes will be read.
    package init(file: FileIndex, bytes: [UInt8], byteCount: Int = 0) {
        self.file = file
        self.bytes = bytes
        // About as many as rules of the usual length have; what is not used costs no memory.
        nodes.reserveCapacity(byteCount / 5)
        lists.reserveCapacity(byteCount / 8)
    }

    @inline(__always)
    subscript(index: NodeIndex) -> SyntaxNode { nodes[Int(index.rawValue)] }

    @inline(__always)
    func span(of node: SyntaxNode) -> SourceSpan { SourceSpan(file: file, start: node.start, end: node.end) }

    @inline(__always)
    func span(of index: NodeIndex) -> SourceSpan { span(of: self[index]) }

    @inline(__always)
    package mutating func add(_ node: SyntaxNode) -> NodeIndex {
        let index = NodeIndex(rawValue: UInt32(truncatingIfNeeded: nodes.count))
        nodes.append(node)
        return index
    }

    /// Adds a list of nodes.
    /// - Returns: Its place; zero where it is empty.
    package mutating func addList(_ elements: some Collection<NodeIndex>) -> UInt32 {
        if elements.isEmpty { return 0 }
        let place = UInt32(truncatingIfNeeded: lists.count)
        lists.append(UInt32(truncatingIfNeeded: elements.count))
        for element in elements { lists.append(element.rawValue) }
        return place
    }

    /// Adds a list of the nodes from a place on.
    @inline(__always)
    mutating func addList(_ elements: borrowing NodeStack, from start: Int) -> UInt32 {
        let count = elements.count &- start
        if count == 0 { return 0 }
        let place = UInt32(truncatingIfNeeded: lists.count)
        lists.append(UInt32(truncatingIfNeeded: count))
        for offset in start..<elements.count { lists.append(elements[offset].rawValue) }
        return place
    }

    /// Adds a list of four nodes.
    mutating func addList(_ first: NodeIndex, _ second: NodeIndex, _ third: NodeIndex, _ fourth: NodeIndex) -> UInt32 {
        let place = UInt32(truncatingIfNeeded: lists.count)
        lists.append(4)
        lists.append(first.rawValue)
        lists.append(second.rawValue)
        lists.append(third.rawValue)
        lists.append(fourth.rawValue)
        return place
    }

    package mutating func addText(_ text: String) -> UInt32 {
        texts.append(text)
        return UInt32(truncatingIfNeeded: texts.count - 1)
    }

    package mutating func addName(_ name: String) -> UInt32 {
        let bytes = Array(name.utf8)
        return names.number(of: bytes, 0, bytes.count)
    }

    /// How many nodes a list has.
    @inline(__always)
    func count(ofList place: UInt32) -> Int { Int(lists[Int(place)]) }

    @inline(__always)
    func element(_ offset: Int, ofList place: UInt32) -> NodeIndex {
        NodeIndex(rawValue: lists[Int(place) &+ 1 &+ offset])
    }

    /// An element of a list that is left out where it would hold nothing.
    @inline(__always)
    func part(_ offset: Int, ofList place: UInt32) -> NodeIndex {
        place == 0 ? .none : element(offset, ofList: place)
    }
}

// MARK: - Leaves

extension SyntaxTables {
    @inline(__always)
    func name(_ index: NodeIndex) -> Name {
        let node = self[index]
        return Name(names[node.a], at: span(of: node), isQuoted: node.detail != 0)
    }

    /// What a text, a piece of one, or a pattern says.
    @inline(__always)
    func text(of node: SyntaxNode) -> String {
        if node.a != 0 { return texts[Int(node.a)] }
        // A piece of a template stands without quotes.
        let inset = node.kind == .templateText ? 0 : 1
        return String(decoding: bytes[Int(node.start) + inset..<Int(node.end) - inset], as: UTF8.self)
    }

    @inline(__always)
    func text(_ index: NodeIndex) -> TextLiteral {
        let node = self[index]
        return TextLiteral(value: text(of: node), span: span(of: node))
    }

    @inline(__always)
    func digits(of node: SyntaxNode) -> String {
        if node.c != 0 { return texts[Int(node.c)] }
        return String(decoding: bytes[Int(node.start)..<Int(node.end)], as: UTF8.self)
    }

    @inline(__always)
    func number(_ index: NodeIndex) -> NumberLiteral {
        let node = self[index]
        return NumberLiteral(
            value: Double(bitPattern: node.wide), digits: digits(of: node), span: span(of: node))
    }

    func timeKind(_ node: SyntaxNode) -> TimeLiteral.Kind {
        node.kind == .date
            ? .date(year: Int(node.a), month: Int(node.b), day: Int(node.c))
            : .instant(seconds: Int64(bitPattern: node.wide), nanoseconds: Int32(bitPattern: node.c))
    }
}

// MARK: - Equality

extension SyntaxArena {
    /// Whether two nodes, perhaps of different files, say the same at the same places.
    static func areSame(_ left: NodeIndex, of first: SyntaxArena, _ right: NodeIndex, of second: SyntaxArena) -> Bool {
        let (one, other) = (first[left], second[right])
        guard one.kind == other.kind, one.detail == other.detail, one.start == other.start, one.end == other.end,
            one.kind == .none || first.tables.file == second.tables.file
        else { return false }
        func isSame(_ part: SyntaxNode.Part, _ left: UInt32, _ right: UInt32) -> Bool {
            switch part {
            case .raw: return left == right
            case .node: return areSame(.init(rawValue: left), of: first, .init(rawValue: right), of: second)
            case .list:
                let count = first.tables.count(ofList: left)
                return count == second.tables.count(ofList: right)
                    && (0..<count).allSatisfy {
                        areSame(
                            first.tables.element($0, ofList: left), of: first,
                            second.tables.element($0, ofList: right), of: second)
                    }
            case .name: return first.tables.names[left] == second.tables.names[right]
            case .text:
                return one.kind == .number
                    ? first.tables.digits(of: one) == second.tables.digits(of: other)
                    : first.tables.text(of: one) == second.tables.text(of: other)
            }
        }
        let parts = one.kind.parts
        return isSame(parts.a, one.a, other.a) && isSame(parts.b, one.b, other.b) && isSame(parts.c, one.c, other.c)
            && isSame(parts.d, one.d, other.d)
    }
}

/// A part of a tree that is read from its arena where it is asked for.
package protocol SyntaxView: Hashable, Sendable {
    var place: SyntaxPlace { get }
}

/// Where a view's node is.
package struct SyntaxPlace: Sendable {
    let arena: SyntaxArena
    let index: NodeIndex

    init(_ arena: SyntaxArena, _ index: NodeIndex) {
        self.arena = arena
        self.index = index
    }
}

extension SyntaxPlace {
    @inline(__always)
    var node: SyntaxNode { arena[index] }

    func expression(_ index: UInt32) -> Expression { arena.expression(NodeIndex(rawValue: index)) }

    func optionalExpression(_ index: UInt32) -> Expression? { index == 0 ? nil : expression(index) }

    func expressions(ofList place: UInt32) -> [Expression] {
        (0..<arena.tables.count(ofList: place)).map { arena.expression(arena.tables.element($0, ofList: place)) }
    }

    func name(_ index: UInt32) -> Name { arena.tables.name(NodeIndex(rawValue: index)) }

    func optionalName(_ index: UInt32) -> Name? { index == 0 ? nil : name(index) }

    /// The span from `c` to `d`.
    var operatorSpan: SourceSpan {
        let node = node
        return SourceSpan(file: arena.tables.file, start: node.c, end: node.d)
    }
}

extension SyntaxView {
    package var span: SourceSpan { place.arena.tables.span(of: place.node) }

    package static func == (left: Self, right: Self) -> Bool {
        SyntaxArena.areSame(left.place.index, of: left.place.arena, right.place.index, of: right.place.arena)
    }

    package func hash(into hasher: inout Hasher) {
        let node = place.node
        hasher.combine(node.kind)
        hasher.combine(node.start)
        hasher.combine(node.end)
    }
}
