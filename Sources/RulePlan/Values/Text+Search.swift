extension Text {
    /// Whether all scalars are equal; with `folding` after simple case folding.
    package func equals(_ other: Text, folding: Bool) -> Bool {
        if self == other { return true }
        guard folding else { return false }
        return string.unicodeScalars.elementsEqual(other.string.unicodeScalars) { $0.caseFolded == $1.caseFolded }
    }

    /// Whether the scalars of `prefix` come first; with `folding` after simple case folding.
    package func starts(with prefix: Text, folding: Bool) -> Bool {
        if string.utf8.starts(with: prefix.string.utf8) { return true }
        guard folding else { return false }
        return string.unicodeScalars.starts(with: prefix.string.unicodeScalars) { $0.caseFolded == $1.caseFolded }
    }

    /// Whether the scalars of `suffix` come last; with `folding` after simple case folding.
    package func ends(with suffix: Text, folding: Bool) -> Bool {
        string.unicodeScalars.reversed().starts(with: suffix.string.unicodeScalars.reversed()) { own, other in
            own == other || folding && own.caseFolded == other.caseFolded
        }
    }

    /// Whether the scalars of `part` stand together somewhere; with `folding` after simple case folding.
    /// - Complexity: O(*n* + *m*) for short parts, O(*n* · *m* / 64) for long ones.
    package func contains(_ part: Text, folding: Bool) -> Bool {
        if let answer = containsASCII(part, folding: folding) { return answer }
        return ScalarPattern(part.scalarValues(folding: folding))
            .firstMatch(in: scalarValues(folding: folding), from: 0) != nil
    }

    /// The numbers of the scalars.
    func scalarValues(folding: Bool) -> [UInt32] {
        var values: [UInt32] = []
        values.reserveCapacity(string.utf8.count)
        for scalar in string.unicodeScalars {
            values.append(folding ? scalar.caseFolded.value : scalar.value)
        }
        return values
    }

    /// Compares bytes in place; nothing where that does not answer: a long part, or other scalars than ASCII.
    private func containsASCII(_ part: Text, folding: Bool) -> Bool? {
        withUTF8Bytes { bytes in
            part.withUTF8Bytes { part in
                guard part.count <= ScalarPattern.shortCount else { return nil }
                guard let first = part.isEmpty ? nil : part[0] else { return true }
                // Without folding any UTF-8 compares byte by byte.
                var allBits: UInt8 = 0
                if folding {
                    for index in bytes.indices { allBits |= bytes[index] }
                    for index in part.indices { allBits |= part[index] }
                    guard allBits < 0x80 else { return nil }
                }
                guard part.count <= bytes.count else { return false }
                func key(_ byte: UInt8) -> UInt8 {
                    folding && (0x41...0x5A).contains(byte) ? byte | 0x20 : byte
                }
                for start in 0...bytes.count - part.count where key(bytes[start]) == key(first) {
                    var length = 1
                    while length < part.count, key(bytes[start + length]) == key(part[length]) { length += 1 }
                    if length == part.count { return true }
                }
                return false
            }
        }
    }

    private func withUTF8Bytes<Result>(_ body: (Span<UInt8>) -> Result) -> Result {
        var text = string
        // Safe: the span can't leave the closure.
        return text.withUTF8 { bytes in unsafe body(Span(_unsafeElements: bytes)) }
    }
}
