import RulePlan

extension ValueType {
    /// As a message names it: `a number`, `text`, `a reference to 'device'`.
    func phrase(in schema: Schema) -> String {
        switch self {
        case .boolean: "a boolean"
        case .number: "a number"
        case .text: "text"
        case .time: "a time"
        case .duration: "a duration"
        case .version: "a version"
        case .address: "an address"
        case .network: "a network"
        case .levels(let names): "a level (\(names.joined(separator: " < ")))"
        case .choices(let names): "a choice (\(names.joined(separator: " | ")))"
        case .list(let element): "a list of \(element.pluralPhrase(in: schema))"
        case .reference(let entity): "a reference to '\(schema[entity].name)'"
        }
    }

    private func pluralPhrase(in schema: Schema) -> String {
        switch self {
        case .boolean: "booleans"
        case .number: "numbers"
        case .text: "texts"
        case .time: "times"
        case .duration: "durations"
        case .version: "versions"
        case .address: "addresses"
        case .network: "networks"
        case .levels(let names): "levels (\(names.joined(separator: " < ")))"
        case .choices(let names): "choices (\(names.joined(separator: " | ")))"
        case .list(let element): "lists of \(element.pluralPhrase(in: schema))"
        case .reference(let entity): "references to '\(schema[entity].name)'"
        }
    }

    /// Whether `<` compares two of its values.
    var isOrdered: Bool {
        switch self {
        case .number, .time, .duration, .version, .levels: true
        case .boolean, .text, .address, .network, .choices, .list, .reference: false
        }
    }

}
