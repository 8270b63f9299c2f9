import RuleEngine

/// With each set of instructions that the processor has. All of them must count the same.
func kernelSection(_ bench: Bench) -> [MeasuredRow] {
    let batch = Batch.thousand(bench)
    let reference = closures(batch)
    let counts = batch.program(.fires).counts()
    return BitKernel.available.map { kernel in
        let options = ColumnarOptions(kernel: kernel)
        precondition(batch.program(.fires, options).counts() == counts, "\(kernel) counts otherwise")
        return batch.row(
            kernel == .reference ? "fires, pure Swift" : "fires, C: \(kernel)", batch.running(.fires, options),
            beside: reference, must: .either(.ratio(300), .seconds(0.04)))
    }
}
