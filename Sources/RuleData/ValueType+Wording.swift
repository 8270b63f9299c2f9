import RulePlan

extension ValueType {
    /// What a value of the type is called behind "is no": `device` is left to the model's own names.
    var noun: String {
        switch self {
        case .boolean: "boolean"
        case .number: "number"
        case .text: "text"
        case .time: "time"
        case .duration: "duration"
        case .version: "version"
        case .address: "IP address"
        case .network: "network"
        case .levels, .choices: "declared value"
        case .list: "list"
        case .reference: "key of a row"
        }
    }

    /// The noun with its article.
    var wanted: String {
        switch self {
        case .address: "an IP address"
        case .text: "text"
        default: "a \(noun)"
        }
    }
}

extension NumberRange {
    /// `0..100`, `0..`, `..100`
    var shown: String {
        (lower.isFinite ? lower.shortestText : "") + ".." + (upper.isFinite ? upper.shortestText : "")
    }
}
