import Foundation
import RuleEngine
import RuleText

/// Two cores beside one. How busy the machine was before says what the figures are worth.
func coreSection(_ bench: Bench) -> [MeasuredRow] {
    let batch = Batch.thousand(bench)
    let two = ColumnarOptions(parallelism: .twoCores)
    return [
        batch.row(
            "fires, two cores", batch.running(.fires, two), beside: batch.reference("one core", batch.running(.fires)),
            must: .ratio(1.7)),
        batch.row(
            "making the program, two cores", batch.making(.fires, two),
            beside: batch.reference("one core", batch.making(.fires))),
    ]
}

extension Parallelism {
    static let twoCores = Parallelism(width: 2) { count, body in
        DispatchQueue.concurrentPerform(iterations: count, execute: body)
    }
}
