import RuleText

/// Reads JSON (RFC 8259), one value at a time, into a flat list of nodes; texts and numbers are decoded only where they are asked for.
///
/// Nothing recurses over the input, and nesting is bounded. `position` and `line` can be saved and set back to read a value again.
struct JSONScanner {
    struct Node {
        enum Kind: UInt8 {
            case object, array, name, text, number, `true`, `false`, null
            /// An array that was checked and passed over; `start` is where it begins.
            case passedArray
        }

        enum TextForm: UInt8 {
            case plain, escaped
            /// Holds half a surrogate pair, so that no text is meant.
            case broken
        }

        var kind: Kind
        var form = TextForm.plain
        /// Bytes; of a text and a name without the quotes.
        var start: Int
        var end: Int
        var line: Int
        /// The node behind this one and all that is in it.
        var next: Int
    }

    /// Where the scanner stands, to come back to.
    struct Mark {
        fileprivate(set) var position: Int
        fileprivate(set) var line: Int
    }

    /// A name that occurs twice in one object.
    struct Duplicate {
        var name: String
        var line: Int
    }

    static let maximumDepth = 512

    let bytes: [UInt8]
    let file: String
    private(set) var position: Int
    private(set) var line: Int
    /// The last value scanned: the value itself first, an object's names and values in turn.
    private(set) var nodes: [Node] = []
    /// Found in the last value scanned.
    private(set) var duplicates: [Duplicate] = []
    /// Arrays right inside the outermost object that were passed over, in order.
    private(set) var passed: [(name: String, mark: Mark)] = []

    private struct Container {
        var isObject: Bool
        /// -1 inside what is passed over.
        var node: Int
    }
    private var open: [Container] = []

    /// - Parameter bytes: Valid UTF-8 without NUL.
    init(_ bytes: [UInt8], from start: Int = 0, line: Int = 1, file: String) {
        self.bytes = bytes
        self.line = line
        self.file = file
        position = start
    }

    init(_ text: DecodedText, file: String) {
        self.init(text.bytes, from: text.start, file: file)
    }

    var mark: Mark {
        get { Mark(position: position, line: line) }
        set {
            position = newValue.position
            line = newValue.line
        }
    }

    /// The next byte that is no white space; nothing at the end.
    mutating func peek() -> UInt8? {
        skipSpace()
        return position < bytes.count ? bytes[position] : nil
    }

    /// Steps over the `[` at which the scanner stands.
    mutating func enterArray() {
        if peek() == UInt8(ascii: "[") { position += 1 }
    }

    /// Scans the next element of an entered array.
    /// - Returns: False at the array's end, which is then passed.
    mutating func scanElement(isFirst: Bool) throws(DataReadError) -> Bool {
        switch peek() {
        case UInt8(ascii: "]")?:
            position += 1
            return false
        case UInt8(ascii: ",")? where !isFirst:
            position += 1
            try scanValue()
            return true
        default:
            guard isFirst else { throw unexpected("',' or ']' in a list") }
            try scanValue()
            return true
        }
    }

    /// Scans one value into `nodes`.
    /// - Parameter passingOver: Names of members of the outermost object whose arrays are checked but not stored; they are in `passed`.
    mutating func scanValue(passingOver names: [String] = []) throws(DataReadError) {
        nodes.removeAll(keepingCapacity: true)
        duplicates.removeAll(keepingCapacity: true)
        passed.removeAll(keepingCapacity: true)
        open.removeAll(keepingCapacity: true)
        var passingDepth: Int?

        while true {
            skipSpace()
            if passingDepth == nil, !names.isEmpty, open.count == 1, open.first?.isObject == true,
                position < bytes.count, bytes[position] == UInt8(ascii: "["),
                let last = nodes.last, last.kind == .name, let name = string(of: last), names.contains(name)
            {
                passed.append((name, mark))
                append(.passedArray, from: position, stored: true)
                passingDepth = 1
            }
            let stored = passingDepth == nil
            if try openOrScan(stored: stored) {
                skipSpace()
                let closer = open.last?.isObject == true ? UInt8(ascii: "}") : UInt8(ascii: "]")
                if position < bytes.count, bytes[position] == closer {
                    close()
                } else {
                    if open.last?.isObject == true { try scanName(stored: stored) }
                    continue
                }
            }

            // A value is complete: what follows continues or closes what it stands in.
            closing: while true {
                if passingDepth == open.count { passingDepth = nil }
                guard let container = open.last else { return }
                skipSpace()
                let closer = container.isObject ? UInt8(ascii: "}") : UInt8(ascii: "]")
                if position < bytes.count, bytes[position] == UInt8(ascii: ",") {
                    position += 1
                    if container.isObject { try scanName(stored: passingDepth == nil) }
                    break closing
                }
                guard position < bytes.count, bytes[position] == closer else {
                    throw unexpected(container.isObject ? "',' or '}' in an object" : "',' or ']' in a list")
                }
                close()
            }
        }
    }

    // MARK: Parts of a value

    /// - Returns: Whether a container was opened, of which the first element is to be scanned.
    private mutating func openOrScan(stored: Bool) throws(DataReadError) -> Bool {
        guard position < bytes.count else { throw unexpected("a value") }
        switch bytes[position] {
        case UInt8(ascii: "{"), UInt8(ascii: "["):
            guard open.count < Self.maximumDepth else {
                throw failure("values are nested more than \(Self.maximumDepth) deep")
            }
            let isObject = bytes[position] == UInt8(ascii: "{")
            open.append(Container(isObject: isObject, node: stored ? nodes.count : -1))
            append(isObject ? .object : .array, from: position, stored: stored)
            position += 1
            return true
        case UInt8(ascii: "\""):
            try scanText(.text, stored: stored)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
            try scanNumber(stored: stored)
        case UInt8(ascii: "t"):
            try scanWord("true", .true, stored: stored)
        case UInt8(ascii: "f"):
            try scanWord("false", .false, stored: stored)
        case UInt8(ascii: "n"):
            try scanWord("null", .null, stored: stored)
        default:
            throw unexpected("a value")
        }
        return false
    }

    private mutating func append(_ kind: Node.Kind, form: Node.TextForm = .plain, from start: Int, stored: Bool) {
        guard stored else { return }
        nodes.append(Node(kind: kind, form: form, start: start, end: position, line: line, next: nodes.count + 1))
    }

    private mutating func close() {
        position += 1
        guard let container = open.popLast(), container.node >= 0 else { return }
        nodes[container.node].next = nodes.count
        nodes[container.node].end = position
        if container.isObject { findDuplicates(in: container.node) }
    }

    /// After a failure: makes the nodes found so far a value that can be looked at.
    mutating func closeUnfinished() {
        while let container = open.popLast() {
            if container.node >= 0 { nodes[container.node].next = nodes.count }
        }
    }

    private mutating func scanName(stored: Bool) throws(DataReadError) {
        skipSpace()
        guard position < bytes.count, bytes[position] == UInt8(ascii: "\"") else {
            throw unexpected("a name in quotes")
        }
        try scanText(.name, stored: stored)
        skipSpace()
        guard position < bytes.count, bytes[position] == UInt8(ascii: ":") else { throw unexpected("':'") }
        position += 1
    }

    private mutating func scanWord(_ word: StaticString, _ kind: Node.Kind, stored: Bool) throws(DataReadError) {
        let start = position
        for byte in word.description.utf8 {
            guard position < bytes.count, bytes[position] == byte else {
                position = start
                throw unexpected("a value")
            }
            position += 1
        }
        append(kind, from: start, stored: stored)
    }

    private mutating func scanNumber(stored: Bool) throws(DataReadError) {
        let start = position
        if bytes[position] == UInt8(ascii: "-") { position += 1 }
        if position < bytes.count, bytes[position] == UInt8(ascii: "0") {
            position += 1
            if digitStands { throw failure("a number starts with a needless 0") }
        } else {
            try scanDigits()
        }
        if position < bytes.count, bytes[position] == UInt8(ascii: ".") {
            position += 1
            try scanDigits()
        }
        if position < bytes.count, bytes[position] | 0x20 == UInt8(ascii: "e") {
            position += 1
            if position < bytes.count, bytes[position] == UInt8(ascii: "+") || bytes[position] == UInt8(ascii: "-") {
                position += 1
            }
            try scanDigits()
        }
        append(.number, from: start, stored: stored)
    }

    private var digitStands: Bool {
        position < bytes.count && bytes[position] >= UInt8(ascii: "0") && bytes[position] <= UInt8(ascii: "9")
    }

    private mutating func scanDigits() throws(DataReadError) {
        guard digitStands else { throw unexpected("a digit") }
        while digitStands { position += 1 }
    }

    private mutating func scanText(_ kind: Node.Kind, stored: Bool) throws(DataReadError) {
        position += 1
        let start = position
        var form = Node.TextForm.plain
        while position < bytes.count {
            let byte = bytes[position]
            if byte == UInt8(ascii: "\"") {
                append(kind, form: form, from: start, stored: stored)
                position += 1
                return
            }
            if byte == UInt8(ascii: "\\") {
                if form == .plain { form = .escaped }
                if try scanEscape() == nil { form = .broken }
            } else if byte < 0x20 {
                throw failure("a control character in a text (a line break is written '\\n')")
            } else {
                position += 1
            }
        }
        throw unexpected("'\"' at the end of a text")
    }

    /// - Returns: What the escape stands for; nothing for half a surrogate pair.
    private mutating func scanEscape() throws(DataReadError) -> Unicode.Scalar? {
        guard let (scalar, length) = JSONEscape.read(in: bytes, at: position) else {
            if position + 1 == bytes.count { position += 1 }
            guard position < bytes.count else { throw unexpected("'\"' at the end of a text") }
            throw failure("an unknown escape in a text; known are \\\" \\\\ \\/ \\b \\f \\n \\r \\t \\uXXXX")
        }
        position += length
        return scalar
    }

    private mutating func skipSpace() {
        while position < bytes.count {
            switch bytes[position] {
            case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"): break
            case UInt8(ascii: "\n"): line += 1
            default: return
            }
            position += 1
        }
    }

    static func isSpace(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") || byte == UInt8(ascii: "\r")
            || byte == UInt8(ascii: "\n")
    }

    // MARK: Names

    private mutating func findDuplicates(in object: Int) {
        var names: [Int] = []
        var index = object + 1
        while index < nodes[object].next {
            names.append(index)
            index = index + 1 < nodes.count ? nodes[index + 1].next : nodes[object].next
        }
        // Most objects are small: comparing every pair is quickest. Large ones must not take quadratic time.
        if names.count <= 40 {
            for (place, later) in names.enumerated() {
                if names[..<place].contains(where: { sameName($0, later) }) { recordDuplicate(later) }
            }
        } else {
            var seen: Set<[UInt8]> = []
            for name in names where !seen.insert(contents(of: nodes[name])).inserted { recordDuplicate(name) }
        }
    }

    private mutating func recordDuplicate(_ name: Int) {
        // More than a few tell a reader nothing, and the input decides how many there are.
        guard duplicates.count < 1000 else { return }
        duplicates.append(
            Duplicate(name: String(decoding: contents(of: nodes[name]), as: UTF8.self), line: nodes[name].line))
    }

    private func sameName(_ left: Int, _ right: Int) -> Bool {
        let (left, right) = (nodes[left], nodes[right])
        if left.form == .plain, right.form == .plain {
            guard left.end - left.start == right.end - right.start else { return false }
            return bytes[left.start..<left.end].elementsEqual(bytes[right.start..<right.end])
        }
        return contents(of: left) == contents(of: right)
    }

    // MARK: Failures

    private func unexpected(_ expected: String) -> DataReadError {
        guard position < bytes.count else { return failure("the file ends where \(expected) was expected") }
        let rest = String(decoding: bytes[position..<min(position + 4, bytes.count)], as: UTF8.self)
        let found = rest.unicodeScalars.first.map { String($0).shortened } ?? ""
        return failure("expected \(expected), found '\(found)'")
    }

    private func failure(_ message: String) -> DataReadError {
        DataReadError(.unreadableFile, file: file, line: line, message)
    }
}
