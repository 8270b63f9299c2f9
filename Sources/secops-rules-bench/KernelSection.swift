import RuleEngine

/// With each set of instructions that the processor has.
func kernelSection(_ bench: Bench) -> [MeasuredRow] {
    let batch = Batch.thousand(bench)
    let best = batch.running(.fires)
    return BitKernel.available.map { kernel in
        batch.row(
            kernel == .reference ? "fires, pure Swift" : "fires, C: \(kernel)",
            batch.running(.fires, ColumnarOptions(kernel: kernel)), beside: batch.reference("best", best),
            must: kernel == .reference ? .seconds(0.04) : nil)
    }
}
