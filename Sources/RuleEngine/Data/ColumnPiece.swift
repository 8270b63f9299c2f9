import RulePlan

/// Part of a field's values in the form in which they were read: a column is made of one or several, one behind the other.
enum ColumnPiece: Sendable {
    /// 0 is missing; *n* stands for entry *n* - 1. Entries stand in any order and may repeat.
    case codes(CodeList, entries: [Value])
    case textCodes(CodeList, entries: TextPool)
    /// NaN is missing.
    case numbers([Double])
    /// In nanoseconds; `Column.missingTick` is missing.
    case ticks([Int64])
    case texts(TextPool)
    case values([Value])

    var count: Int {
        switch self {
        case .codes(let codes, _), .textCodes(let codes, _): codes.count
        case .numbers(let numbers): numbers.count
        case .ticks(let ticks): ticks.count
        case .texts(let texts): texts.count
        case .values(let values): values.count
        }
    }

    /// - Parameter isTime: Whether ticks are times and no durations.
    func value(_ row: Int, isTime: Bool) -> Value {
        switch self {
        case .codes(let codes, let entries): codes[row] == 0 ? .missing : entries[codes[row] - 1]
        case .textCodes(let codes, let entries):
            codes[row] == 0 ? .missing : entries[codes[row] - 1].map(Value.text) ?? .missing
        case .numbers(let numbers): numbers[row].isNaN ? .missing : .number(numbers[row])
        case .ticks(let ticks): Column.value(tick: ticks[row], isTime: isTime)
        case .texts(let texts): texts[row].map(Value.text) ?? .missing
        case .values(let values): values[row]
        }
    }
}

/// Different values, numbered from 1 in the order in which they come; 0 is missing.
///
/// Versions are equal that are written differently; a column keeps how they were written.
struct ValueDictionary: Sendable {
    private struct Spelling: Hashable {
        let value: Value
        let spelling: String?

        init(_ value: Value) {
            self.value = value
            if case .version(let version) = value { spelling = version.description } else { spelling = nil }
        }
    }

    private var codes: [Spelling: Int] = [:]
    private(set) var entries: [Value] = []

    mutating func code(of value: Value) -> Int {
        if value.isMissing { return 0 }
        let spelling = Spelling(value)
        if let code = codes[spelling] { return code }
        entries.append(value)
        codes[spelling] = entries.count
        return entries.count
    }

    /// The entries in the order of a column's dictionary, and by old code the new one.
    func sorted() -> (entries: [Value], codes: [UInt32]) {
        // Equal in order are versions that are written differently: those stay as they came.
        let order = entries.indices.sorted {
            if Column.precedesInOrder(entries[$0], entries[$1]) { return true }
            return $0 < $1 && !Column.precedesInOrder(entries[$1], entries[$0])
        }
        var codes = [UInt32](repeating: 0, count: entries.count + 1)
        for (code, place) in order.enumerated() { codes[place + 1] = UInt32(code + 1) }
        return (order.map { entries[$0] }, codes)
    }
}
