extension Double {
    /// The number as an integer, where it is one that doubles hold exactly: of a magnitude below 2⁵³.
    package var wholeNumber: Int? {
        // Not `Int(exactly:)`: in debug builds it needs the system's mathematics library, which embedders do not link.
        guard magnitude < 0x1p53 else { return nil }
        let whole = Int(self)
        return Double(whole) == self ? whole : nil
    }
}
