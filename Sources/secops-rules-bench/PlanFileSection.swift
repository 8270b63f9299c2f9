/// A compiled plan as a file, and back.
func planFileSection(_ bench: Bench) -> [MeasuredRow] {
    []
}
