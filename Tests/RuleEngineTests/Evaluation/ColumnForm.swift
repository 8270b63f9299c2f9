import RuleText

@testable import RuleEngine
@testable import RulePlan

/// In which form the columns of an estate hold their values. What is asked of them must be the same in each.
enum ColumnForm: CaseIterable {
    /// As the type and the number of values want it.
    case chosen
    /// Codes of eight bits where there are as few values, also for numbers and times; else the next that holds them.
    case codes8
    case codes16
    case codes32
    /// Without codes, value by value.
    case wide

    func column(_ values: [Value], type: ValueType) -> Column {
        let chosen = Column(values, type: type)
        if case .rows = chosen.storage { return chosen }
        switch self {
        case .chosen: return chosen
        case .wide:
            if type == .text {
                return Column(.texts(TextPool(values.map { if case .text(let text) = $0 { text } else { nil } })))
            }
            return Column(.values(values))
        case .codes8, .codes16, .codes32:
            let (codes, dictionary) = Self.codes(of: chosen, values)
            return switch self {
            case .codes8: Column(codes: codes, dictionary: dictionary)
            case .codes16 where dictionary.count <= Int(UInt16.max):
                Column(.codes16(codes.map(UInt16.init(truncatingIfNeeded:)), dictionary: dictionary))
            default: Column(.codes32(codes, dictionary: dictionary))
            }
        }
    }

    private static func codes(of column: Column, _ values: [Value]) -> ([UInt32], dictionary: [Value]) {
        switch column.storage {
        case .codes8(let codes, let dictionary): return (codes.map(UInt32.init), dictionary)
        case .codes16(let codes, let dictionary): return (codes.map(UInt32.init), dictionary)
        case .codes32(let codes, let dictionary): return (codes, dictionary)
        default:
            let dictionary = Set(values.filter { !$0.isMissing }).sorted(by: Column.precedesInOrder)
            var codes: [Value: UInt32] = [.missing: 0]
            for (place, value) in dictionary.enumerated() { codes[value] = UInt32(place + 1) }
            return (values.map { codes[$0] ?? 0 }, dictionary)
        }
    }
}
