/// Two odd numbers, others in each process, so that nobody can write input that all begins its search at one place of a hash table.
///
/// What is found must not depend on them: tables that use them are looked up in, never listed in their order.
package struct HashKey: Sendable {
    package let low: UInt64
    package let high: UInt64

    package static let ofProcess = HashKey(
        low: UInt64.random(in: 0...UInt64.max) | 1, high: UInt64.random(in: 0...UInt64.max) | 1)
}
