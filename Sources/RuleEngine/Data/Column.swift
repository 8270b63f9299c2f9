package import RulePlan

/// The values of one field, by row, in the form in which they are compared fastest.
package struct Column: Sendable {
    package enum Storage: Sendable {
        /// 0 is missing; *n* stands for entry *n* - 1 of the dictionary. Entries differ as they are spelled, and ascend where their type
        /// has an order: texts by their UTF-8.
        case codes8([UInt8], dictionary: [Value])
        case codes16([UInt16], dictionary: [Value])
        case codes32([UInt32], dictionary: [Value])
        /// NaN is missing.
        case numbers([Double])
        /// Times since 1970 or durations, as `isTime` says, in nanoseconds; `Column.missingTick` is missing.
        case ticks([Int64], isTime: Bool)
        /// References: the place in the referred table; `Column.missingRow` is missing.
        case rows([UInt32])
        /// Texts of which most differ.
        case texts(TextPool)
        /// What fits none of these: times beyond the range of ticks.
        case values([Value])
    }

    package static let missingTick = Int64.min
    package static let missingRow = UInt32.max

    package let storage: Storage

    package init(_ storage: Storage) {
        self.storage = storage
    }

    package var count: Int {
        switch storage {
        case .codes8(let codes, _): codes.count
        case .codes16(let codes, _): codes.count
        case .codes32(let codes, _): codes.count
        case .numbers(let numbers): numbers.count
        case .ticks(let ticks, _): ticks.count
        case .rows(let rows): rows.count
        case .texts(let texts): texts.count
        case .values(let values): values.count
        }
    }

    package subscript(row: Int) -> Value {
        switch storage {
        case .codes8(let codes, let dictionary): Self.entry(Int(codes[row]), dictionary)
        case .codes16(let codes, let dictionary): Self.entry(Int(codes[row]), dictionary)
        case .codes32(let codes, let dictionary): Self.entry(Int(codes[row]), dictionary)
        case .numbers(let numbers): numbers[row].isNaN ? .missing : .number(numbers[row])
        case .ticks(let ticks, let isTime): Self.value(tick: ticks[row], isTime: isTime)
        case .rows(let rows): rows[row] == Self.missingRow ? .missing : .row(Int(rows[row]))
        case .texts(let texts): texts[row].map(Value.text) ?? .missing
        case .values(let values): values[row]
        }
    }

    /// The value that a tick stands for.
    package static func value(tick: Int64, isTime: Bool) -> Value {
        if tick == missingTick { return .missing }
        return isTime
            ? Instant(nanoseconds: Int128(tick)).map(Value.time) ?? .missing
            : TimeSpan(nanoseconds: Int128(tick)).map(Value.duration) ?? .missing
    }

    private static func entry(_ code: Int, _ dictionary: [Value]) -> Value {
        code == 0 ? .missing : dictionary[code - 1]
    }
}
