/// What entered and left after some rows changed.
func incrementalSection(_ bench: Bench) -> [MeasuredRow] {
    []
}
