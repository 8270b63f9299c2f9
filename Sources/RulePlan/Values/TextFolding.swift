extension Text {
    /// The scalars after simple case folding.
    package var folded: Text { self }
}
