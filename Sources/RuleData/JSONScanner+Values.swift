extension JSONScanner {
    /// The value of the node at an index of `nodes`, and all that is in it.
    func value(at index: Int) -> InputValue {
        guard index < nodes.count else { return .null }
        let node = nodes[index]
        let content: InputValue.Content
        switch node.kind {
        case .null: content = .null
        case .true: content = .boolean(true)
        case .false: content = .boolean(false)
        case .number: content = .number(String(decoding: bytes[node.start..<node.end], as: UTF8.self))
        case .text, .name:
            content = string(of: node).map(InputValue.Content.text) ?? .malformed("half a surrogate pair")
        case .passedArray: content = .array([])
        case .array:
            // Recursion is bounded by the depth that the scanner allows.
            var elements: [InputValue] = []
            var child = index + 1
            while child < node.next {
                elements.append(value(at: child))
                child = nodes[child].next
            }
            content = .array(elements)
        case .object:
            content = .object(
                members(of: index).map { InputValue.Member(name: name(at: $0.name), value: value(at: $0.value)) })
        }
        return InputValue(content, line: node.line)
    }

    /// The nodes of an object's names and values.
    func members(of object: Int) -> [(name: Int, value: Int)] {
        guard object < nodes.count, nodes[object].kind == .object else { return [] }
        var result: [(name: Int, value: Int)] = []
        var index = object + 1
        while index + 1 < nodes[object].next {
            result.append((index, index + 1))
            index = nodes[index + 1].next
        }
        return result
    }

    func name(at index: Int) -> String {
        String(decoding: contents(of: nodes[index]), as: UTF8.self)
    }

    /// Whether the name at an index of `nodes` has these bytes; also false where finding out would take resolving escapes.
    func isName(at index: Int, _ name: [UInt8]) -> Bool {
        let node = nodes[index]
        guard node.form == .plain, node.end - node.start == name.count else { return false }
        for offset in name.indices where bytes[node.start + offset] != name[offset] { return false }
        return true
    }

    /// - Returns: Nothing for half a surrogate pair.
    func string(of node: Node) -> String? {
        switch node.form {
        case .plain: String(decoding: bytes[node.start..<node.end], as: UTF8.self)
        case .escaped: String(decoding: contents(of: node), as: UTF8.self)
        case .broken: nil
        }
    }

    /// The text's UTF-8, escapes resolved; half a surrogate pair becomes U+FFFD.
    func contents(of node: Node) -> [UInt8] {
        guard node.form != .plain else { return Array(bytes[node.start..<node.end]) }
        var result: [UInt8] = []
        var index = node.start
        while index < node.end {
            if bytes[index] == UInt8(ascii: "\\"), let escape = JSONEscape.read(in: bytes, at: index) {
                result.append(contentsOf: String(escape.scalar ?? "\u{FFFD}").utf8)
                index += escape.length
            } else {
                result.append(bytes[index])
                index += 1
            }
        }
        return result
    }
}

/// An escape in a JSON text.
enum JSONEscape {
    /// - Returns: The scalar, nothing for half a surrogate pair, and how many bytes the escape takes; nothing at all where it is none.
    static func read(in bytes: [UInt8], at index: Int) -> (scalar: Unicode.Scalar?, length: Int)? {
        switch bytes.byte(at: index + 1) {
        case UInt8(ascii: "\"")?: return ("\"", 2)
        case UInt8(ascii: "\\")?: return ("\\", 2)
        case UInt8(ascii: "/")?: return ("/", 2)
        case UInt8(ascii: "b")?: return ("\u{8}", 2)
        case UInt8(ascii: "f")?: return ("\u{C}", 2)
        case UInt8(ascii: "n")?: return ("\n", 2)
        case UInt8(ascii: "r")?: return ("\r", 2)
        case UInt8(ascii: "t")?: return ("\t", 2)
        case UInt8(ascii: "u")?:
            guard let unit = hexadecimal(in: bytes, at: index + 2) else { return nil }
            guard (0xD800...0xDBFF).contains(unit), bytes.byte(at: index + 6) == UInt8(ascii: "\\"),
                bytes.byte(at: index + 7) == UInt8(ascii: "u"), let low = hexadecimal(in: bytes, at: index + 8),
                (0xDC00...0xDFFF).contains(low)
            else { return (Unicode.Scalar(unit), 6) }
            return (Unicode.Scalar(0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00)), 12)
        default: return nil
        }
    }

    private static func hexadecimal(in bytes: [UInt8], at index: Int) -> UInt32? {
        var value: UInt32 = 0
        for offset in 0..<4 {
            switch bytes.byte(at: index + offset) {
            case let digit? where digit >= UInt8(ascii: "0") && digit <= UInt8(ascii: "9"):
                value = value << 4 | UInt32(digit - UInt8(ascii: "0"))
            case let letter? where letter | 0x20 >= UInt8(ascii: "a") && letter | 0x20 <= UInt8(ascii: "f"):
                value = value << 4 | UInt32(letter | 0x20 - UInt8(ascii: "a") + 10)
            default: return nil
            }
        }
        return value
    }
}
