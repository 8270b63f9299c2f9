/// Nodes that wait for the whole that they are parts of. What is taken off leaves its place behind for the next one.
struct NodeStack: ~Copyable {
    private var nodes = [NodeIndex](repeating: .none, count: 64)
    private(set) var count = 0

    @inline(__always)
    subscript(place: Int) -> NodeIndex { nodes[place] }

    @inline(__always)
    mutating func append(_ node: NodeIndex) {
        if count < nodes.count { nodes[count] = node } else { nodes.append(node) }
        count &+= 1
    }

    /// Takes off all but the first so many.
    @inline(__always)
    mutating func removeAll(from place: Int) { count = min(place, count) }
}
