import RulePlan

/// The values of one field in the type that one would write by hand.
enum PlainColumn {
    case numbers([Double])
    case booleans([UInt8])
    case times([Int64])
    case members([UInt8])
    case versions([PlainVersion])
    /// Folded; nothing is missing.
    case texts([String?])
    case rows([Int32])

    init(_ column: GeneratedColumn, as type: ValueType) {
        switch column {
        case .numbers(let numbers): self = .numbers(numbers)
        case .booleans(let truths): self = .booleans(truths)
        case .times(let seconds): self = .times(seconds)
        case .members(let places): self = .members(places)
        case .rows(let rows): self = .rows(rows)
        case .texts(let dictionary, let places) where type == .version:
            let versions = dictionary.map { PlainVersion(version: Version($0)) }
            self = .versions(places.map { $0 < 0 ? PlainVersion(version: nil) : versions[Int($0)] })
        case .texts(let dictionary, let places):
            // Generated texts are in lower case already.
            self = .texts(places.map { $0 < 0 ? nil : dictionary[Int($0)] })
        }
    }
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

extension UInt8: PlainValue {
    var isMissing: Bool { self == 255 }
}

struct PlainVersion: PlainValue {
    var version: Version?

    var isMissing: Bool { version == nil }

    static func < (left: PlainVersion, right: PlainVersion) -> Bool {
        guard let left = left.version, let right = right.version else { return false }
        return left < right
    }
}
