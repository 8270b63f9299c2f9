import RulePlan

extension [InputValue.Member] {
    /// The value at a dotted path, nothing where there is none or it is null.
    ///
    /// At each object the longest part of the path that is one member's name counts first (names such as `@odata.type` hold dots
    /// themselves), spelled exactly, then without regard to case. A path through an array gives the array of what its elements hold.
    func value(at path: some StringProtocol) -> InputValue? {
        let names = map(\.name)
        for step in PathStep.steps(of: String(path)) {
            for index in step.indices(in: names, folded: names.map { Text($0).folded }) {
                if let value = self[index].value.value(at: step.rest) { return value }
            }
        }
        return nil
    }
}

extension InputValue {
    /// - Parameter path: Empty for the value itself.
    func value(at path: String) -> InputValue? {
        if isNull { return nil }
        if path.isEmpty { return self }
        switch content {
        case .object(let members):
            return members.value(at: path)
        case .array(let elements):
            // Paths are written by the model's author, so this descends no deeper than they have dots.
            let found = elements.compactMap { element -> [InputValue]? in
                guard element.members != nil, let value = element.value(at: path) else { return nil }
                if case .array(let inner) = value.content { return inner }
                return [value]
            }
            return found.isEmpty ? nil : InputValue(.array(found.flatMap { $0 }), line: line)
        default:
            return nil
        }
    }
}

/// One way to take the first step of a dotted path: which name to look for, how, and what is left to go.
struct PathStep: Hashable {
    var name: String
    var rest: String
    var foldsCase: Bool

    /// The ways, best first: exact before folded, the longest name before shorter ones.
    static func steps(of path: String) -> [PathStep] {
        var splits = [(name: path, rest: "")]
        for index in path.indices.reversed() where path[index] == "." {
            splits.append((String(path[..<index]), String(path[path.index(after: index)...])))
        }
        splits.removeAll { $0.name.isEmpty }
        return splits.map { PathStep(name: $0.name, rest: $0.rest, foldsCase: false) }
            + splits.map { PathStep(name: Text($0.name).folded.string, rest: $0.rest, foldsCase: true) }
    }

    /// The members to look at: the last one of that exact name; or those that differ in case alone, in order.
    func indices(in names: [String], folded: @autoclosure () -> [Text]) -> [Int] {
        if foldsCase {
            let folded = folded()
            return folded.indices.filter { folded[$0] == Text(name) }
        } else {
            return names.lastIndex { Text($0) == Text(name) }.map { [$0] } ?? []
        }
    }
}
