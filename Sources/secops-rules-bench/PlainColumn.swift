import RulePlan

/// The values of one field in the type that one would write by hand.
enum PlainColumn {
    /// NaN is missing.
    case numbers(PlainValues<Double>)
    case booleans(PlainValues<ClosureReference.Truth>)
    /// Seconds since 1970; the least is missing.
    case times(PlainValues<Int64>)
    /// Places in a dictionary, from 1; 0 is missing.
    case coded(PlainValues<UInt16>, dictionary: [Value])
    case rows

    init(_ column: GeneratedColumn, as type: ValueType) {
        switch column {
        case .numbers(let numbers): self = .numbers(PlainValues(numbers))
        case .booleans(let truths):
            self = .booleans(PlainValues(truths.map { $0 == 2 ? .isUnknown : $0 == 1 ? .isTrue : .isFalse }))
        case .times(let seconds): self = .times(PlainValues(seconds))
        case .members(let places):
            self = .coded(
                PlainValues(places.map { $0 == 255 ? 0 : UInt16($0) + 1 }),
                dictionary: (type.members ?? []).indices.map(Value.member))
        case .rows: self = .rows
        case .texts(let dictionary, let places):
            // No generated rule asks for the texts of which every row has its own.
            guard dictionary.count < Int(UInt16.max) else {
                self = .rows
                return
            }
            let isVersion = type == .version
            self = .coded(
                PlainValues(places.map { UInt16($0 + 1) }),
                dictionary: dictionary.map {
                    isVersion ? Version($0).map(Value.version) ?? .missing : .text(Text($0))
                })
        }
    }
}

/// Values that are read without a check, as long as the process lives.
@safe struct PlainValues<Element> {
    private let base: UnsafePointer<Element>

    init(_ values: [Element]) {
        let memory = UnsafeMutablePointer<Element>.allocate(capacity: max(values.count, 1))
        for (place, value) in values.enumerated() { unsafe (memory + place).initialize(to: value) }
        unsafe base = UnsafePointer(memory)
    }

    /// - Parameter place: One of a value.
    @inline(__always)
    subscript(place: Int) -> Element { unsafe base[place] }
}

/// A value that knows whether it stands for none.
protocol PlainValue: Comparable {
    var isMissing: Bool { get }
}

extension Double: PlainValue {
    var isMissing: Bool { isNaN }
}

extension Int64: PlainValue {
    var isMissing: Bool { self == .min }
}
