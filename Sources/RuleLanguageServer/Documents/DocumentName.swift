/// What the server calls a document: the path of a file, or the URI of what is no file.
///
/// Clients escape URIs differently; two URIs of one file have one name.
struct DocumentName: Hashable, Comparable, Sendable {
    var rawValue: String
    var isFile: Bool

    /// The built-in data model, which is no file.
    static let standardModel = DocumentName(uri: "secops-rules:/standard.secrule")

    init(path: String) {
        rawValue = path
        isFile = true
    }

    init(uri: String) {
        let path = Self.path(of: uri)
        rawValue = path ?? uri
        isFile = path != nil
    }

    var uri: String {
        guard isFile else { return rawValue }
        let digits = Array("0123456789ABCDEF".utf8)
        var result = Array("file://".utf8)
        for byte in rawValue.utf8 {
            switch byte {
            // RFC 3986, "unreserved", and the separators of a path.
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
                UInt8(ascii: "~"), UInt8(ascii: "/"):
                result.append(byte)
            default: result += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: result, as: UTF8.self)
    }

    /// The path of a file on this machine.
    private static func path(of uri: String) -> String? {
        guard uri.lowercased().hasPrefix("file://") else { return nil }
        let rest = Array(uri.utf8.dropFirst("file://".utf8.count))
        // Behind the host, which is this machine whatever it is called.
        guard let slash = rest.firstIndex(of: UInt8(ascii: "/")) else { return nil }
        var bytes: [UInt8] = []
        var offset = slash
        while offset < rest.count {
            if rest[offset] == UInt8(ascii: "%"), offset + 2 < rest.count,
                let high = hexadecimal(rest[offset + 1]), let low = hexadecimal(rest[offset + 2])
            {
                bytes.append(high << 4 | low)
                offset += 3
            } else {
                bytes.append(rest[offset])
                offset += 1
            }
        }
        return bytes.contains(0) ? nil : String(decoding: bytes, as: UTF8.self)
    }

    private static func hexadecimal(_ byte: UInt8) -> UInt8? {
        Character(Unicode.Scalar(byte)).hexDigitValue.map(UInt8.init)
    }

    /// Whether it stands in a directory, or is that file.
    func isUnder(_ path: String) -> Bool {
        guard isFile else { return false }
        if rawValue == path { return true }
        return rawValue.hasPrefix(path.hasSuffix("/") ? path : path + "/")
    }

    static func < (left: DocumentName, right: DocumentName) -> Bool {
        left.rawValue.utf8.lexicographicallyPrecedes(right.rawValue.utf8)
    }
}
