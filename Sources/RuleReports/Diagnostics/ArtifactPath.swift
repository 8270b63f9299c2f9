import RuleText

/// The path of a file as a URI reference (RFC 3986), as reports for code-scanning services name files.
struct ArtifactPath: Hashable {
    let uri: String
    /// Whether it is to be read from the root of the sources.
    let isRelative: Bool

    /// - Parameter path: As it was given: `rules/daily.secrule`, `./rules/daily.secrule`, `/srv/rules/daily.secrule`.
    init(_ path: String) {
        var rest = path[...]
        while rest.hasPrefix("./") { rest = rest.dropFirst(2).drop { $0 == "/" } }
        isRelative = !rest.hasPrefix("/")
        uri = (isRelative ? "" : "file://") + Self.encoded(rest)
    }

    /// Everything but what RFC 3986 leaves unreserved and the slashes between names. So no name is taken for a scheme.
    private static func encoded(_ path: Substring) -> String {
        var result = ""
        for byte in path.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
                UInt8(ascii: "~"), UInt8(ascii: "/"):
                result.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                let digits = String(byte, radix: 16, uppercase: true)
                result += digits.utf8.count == 1 ? "%0\(digits)" : "%\(digits)"
            }
        }
        return result
    }
}

extension SourceFile {
    /// Whether it is a file that others can open, and not the standard model or standard input.
    var isOnDisk: Bool { !(name.hasPrefix("<") && name.hasSuffix(">")) }
}
