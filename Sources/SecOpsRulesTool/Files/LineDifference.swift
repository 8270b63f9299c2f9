import RuleText

/// The difference between two versions of a file, line by line, in the unified format.
struct LineDifference {
    fileprivate enum Edit {
        case kept(Substring)
        case removed(Substring)
        case added(Substring)
    }

    private static let contextLength = 3
    private let name: String
    private var edits: [Edit] = []

    init(of file: SourceFile, to bytes: [UInt8]) {
        name = file.name
        let old = Self.lines(file.bytes)
        let new = Self.lines(bytes)
        var removed: Set<Int> = []
        var added: Set<Int> = []
        for change in new.difference(from: old) {
            switch change {
            case .remove(let offset, _, _): removed.insert(offset)
            case .insert(let offset, _, _): added.insert(offset)
            }
        }
        var oldPlace = 0
        var newPlace = 0
        while oldPlace < old.count || newPlace < new.count {
            if oldPlace < old.count, removed.contains(oldPlace) {
                edits.append(.removed(old[oldPlace]))
                oldPlace += 1
            } else if newPlace < new.count, added.contains(newPlace) {
                edits.append(.added(new[newPlace]))
                newPlace += 1
            } else {
                if oldPlace < old.count { edits.append(.kept(old[oldPlace])) }
                oldPlace += 1
                newPlace += 1
            }
        }
    }

    /// Each with its line break, if it has one.
    private static func lines(_ bytes: [UInt8]) -> [Substring] {
        let text = String(decoding: bytes, as: UTF8.self)
        var lines: [Substring] = []
        var start = text.startIndex
        while start < text.endIndex {
            let end =
                text.utf8[start...].firstIndex(of: UInt8(ascii: "\n")).map(text.utf8.index(after:)) ?? text.endIndex
            lines.append(text[start..<end])
            start = end
        }
        return lines
    }

    var rendered: String {
        var result = "--- \(name.displayed)\n+++ \(name.displayed)\n"
        var (oldLine, newLine, place) = (1, 1, 0)
        while place < edits.count {
            guard let first = edits[place...].firstIndex(where: \.isChange) else { break }
            let start = max(place, first - Self.contextLength)
            oldLine += start - place
            newLine += start - place
            var end = first
            var last = first
            while end < edits.count, end - last <= 2 * Self.contextLength {
                if edits[end].isChange { last = end }
                end += 1
            }
            end = min(last + 1 + Self.contextLength, edits.count)
            let hunk = edits[start..<end]
            let oldCount = hunk.count { !$0.isAddition }
            let newCount = hunk.count { !$0.isRemoval }
            result += "@@ -\(oldCount == 0 ? oldLine - 1 : oldLine),\(oldCount)"
            result += " +\(newCount == 0 ? newLine - 1 : newLine),\(newCount) @@\n"
            for edit in hunk { result += edit.rendered }
            oldLine += oldCount
            newLine += newCount
            place = end
        }
        return result
    }
}

extension LineDifference.Edit {
    fileprivate var isChange: Bool { isAddition || isRemoval }

    fileprivate var isAddition: Bool {
        if case .added = self { true } else { false }
    }

    fileprivate var isRemoval: Bool {
        if case .removed = self { true } else { false }
    }

    fileprivate var rendered: String {
        let (mark, line) =
            switch self {
            case .kept(let line): (" ", line)
            case .removed(let line): ("-", line)
            case .added(let line): ("+", line)
            }
        return mark + line + (line.utf8.last == UInt8(ascii: "\n") ? "" : "\n\\ No newline at end of file\n")
    }
}
