extension Text {
    /// The scalars after simple case folding.
    package var folded: Text {
        let bytes = string.utf8
        if bytes.allSatisfy({ $0 < 0x80 && !(0x41...0x5A).contains($0) }) { return self }
        var result = String.UnicodeScalarView()
        for scalar in string.unicodeScalars { result.append(scalar.caseFolded) }
        return Text(String(result))
    }

    /// In lower case, scalar by scalar and without a locale.
    package var lowercased: Text { Text(string.lowercased()) }

    /// The number of Unicode scalars.
    package var scalarCount: Int {
        // Each scalar has one byte that does not continue another.
        string.utf8.count { $0 & 0xC0 != 0x80 }
    }
}

extension Unicode.Scalar {
    /// The scalar after simple case folding: equal for scalars that differ in case alone. Folding again changes nothing.
    package var caseFolded: Unicode.Scalar {
        if value < 0x80 { return (0x41...0x5A).contains(value) ? Unicode.Scalar(UInt8(value + 32)) : self }
        // Invariant: the table leads to scalars only.
        return Unicode.Scalar(CaseFoldingTable.folded(value)) ?? self
    }
}
