import RuleText

/// Why a parameter can't be set to a value.
public struct SettingError: Error, Hashable, Sendable, CustomStringConvertible {
    /// One line: what was found and what is expected.
    public let message: String

    init(_ message: String) {
        self.message = message
    }

    public var description: String { message }
}

/// Reads the values that whoever runs the rules gives to parameters, as their declarations want them.
package struct ParameterSettings {
    private let parameters: [PlanParameter]
    /// Decides what a bare date means.
    private let timeZone: TimeZoneRules

    package init(parameters: [PlanParameter], timeZone: TimeZoneRules) {
        self.parameters = parameters
        self.timeZone = timeZone
    }

    /// Reads settings written as `NAME=VALUE`.
    package func values(of settings: [String]) throws(SettingError) -> [ParameterID: Value] {
        var pairs: [(name: String, text: String)] = []
        for setting in settings { pairs.append(try Self.parts(of: setting)) }
        return try values(of: pairs)
    }

    /// Takes a setting that is written as `NAME=VALUE` apart.
    package static func parts(of setting: String) throws(SettingError) -> (name: String, text: String) {
        guard let equals = setting.firstIndex(of: "=") else {
            throw SettingError("'\(setting)' sets nothing; write NAME=VALUE")
        }
        return (String(setting[..<equals]), String(setting[setting.index(after: equals)...]))
    }

    /// Reads names with the text of their values; a name may stand once.
    package func values(of settings: [(name: String, text: String)]) throws(SettingError) -> [ParameterID: Value] {
        var result: [ParameterID: Value] = [:]
        for (name, text) in settings {
            guard let place = parameters.firstIndex(where: { $0.name == name }) else { throw unknown(name) }
            let parameter = parameters[place]
            guard result[ParameterID(place)] == nil else {
                throw SettingError("'\(name)' is set twice; set it once")
            }
            guard let value = value(text, as: parameter.type) else {
                throw SettingError(
                    "'\(text)' is no value for '\(name)'; give \(Self.phrase(parameter.type))")
            }
            if let domain = parameter.domain, !domain.contains(value) {
                let allowed = Self.phrase(domain, parameter.type)
                throw SettingError("'\(name)' can't be '\(text)'; give \(allowed)")
            }
            result[ParameterID(place)] = value
        }
        return result
    }

    private func unknown(_ name: String) -> SettingError {
        let names = parameters.map(\.name)
        let hint =
            NearestSpelling.nearest(to: name, among: names).map { "did you mean '\($0)'?" }
            ?? (names.isEmpty ? "the rules have none" : "there are \(names.sorted().joined(separator: ", "))")
        return SettingError("the rules have no parameter '\(name)'; \(hint)")
    }

    private func value(_ text: String, as type: ValueType) -> Value? {
        switch type {
        case .boolean: text == "true" ? .boolean(true) : text == "false" ? .boolean(false) : nil
        case .number(let range): Self.number(text).flatMap { range.contains($0) ? .number($0) : nil }
        case .text: .text(Text(text))
        case .time: TimeText(text).map { .time($0.instant(in: timeZone)) }
        case .duration: Self.duration(text).map(Value.duration)
        case .version: Version(text).map(Value.version)
        case .address: IPAddress(text).map(Value.address)
        case .network: IPNetwork(text).map(Value.network)
        case .levels(let members), .choices(let members): members.firstIndex(of: text).map(Value.member)
        case .list(let element): list(text, of: element)
        case .reference: nil
        }
    }

    /// Elements separated by commas; nothing is an empty list.
    private func list(_ text: String, of type: ValueType) -> Value? {
        var values: [Value] = []
        for part in text.split(separator: ",") {
            let trimmed = String(part.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
            guard let value = value(trimmed, as: type) else { return nil }
            values.append(value)
        }
        return .list(values)
    }

    /// As the language writes it: no exponent, a digit on both sides of the point.
    private static func number(_ text: String) -> Double? {
        let digits = text.hasPrefix("-") ? text.dropFirst() : text[...]
        let parts = digits.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        let isWritten = parts.allSatisfy { part in
            part.first != "_" && !part.isEmpty
                && part.utf8.allSatisfy { (0x30...0x39).contains($0) || $0 == UInt8(ascii: "_") }
        }
        guard isWritten, let number = Double(text.filter { $0 != "_" }), number.isFinite else { return nil }
        return number
    }

    /// As the language writes it: `90s`, `1d12h`.
    private static func duration(_ text: String) -> TimeSpan? {
        let units: [Character: Int128] = ["s": 1, "m": 60, "h": 3_600, "d": 86_400, "w": 604_800]
        var total: Int128 = 0
        var digits = ""
        for character in text.hasPrefix("-") ? text.dropFirst() : text[...] {
            if ("0"..."9").contains(character) {
                digits.append(character)
            } else {
                guard let unit = units[character], digits.utf8.count <= 12, let count = Int128(digits) else {
                    return nil
                }
                total += count * unit
                digits = ""
                guard total < 1 << 60 else { return nil }
            }
        }
        guard digits.isEmpty, text.utf8.last.map({ $0 != UInt8(ascii: "-") }) ?? false else { return nil }
        return TimeSpan(nanoseconds: (text.hasPrefix("-") ? -total : total) * 1_000_000_000)
    }

    private static func phrase(_ type: ValueType) -> String {
        switch type {
        case .boolean: "true or false"
        case .number(.unbounded): "a number, like 60 or 0.5"
        case .number(let range):
            range.upper.isFinite
                ? "a number from \(range.lower.shortestText) to \(range.upper.shortestText)"
                : "a number of \(range.lower.shortestText) or more"
        case .text: "text"
        case .time: "a time, like 2026-11-23 or 2026-11-23T09:00:00Z"
        case .duration: "a duration, like 4h or 1d12h"
        case .version: "a version, like 10.0.19045"
        case .address: "an address, like 10.0.0.1"
        case .network: "a network, like 10.0.0.0/8"
        case .levels(let members), .choices(let members): "one of \(members.joined(separator: ", "))"
        case .list(let element): "a list separated by commas; each is \(phrase(element))"
        case .reference: "nothing: a row can't be set"
        }
    }

    private static func phrase(_ domain: PlanParameter.Domain, _ type: ValueType) -> String {
        switch domain {
        case .range(let lower, .missing): return "\(text(lower, type)) or more"
        case .range(let lower, let upper): return "\(text(lower, type)) to \(text(upper, type))"
        case .list(let values): return "one of \(values.map { text($0, type) }.joined(separator: ", "))"
        }
    }

    private static func text(_ value: Value, _ type: ValueType) -> String {
        switch value {
        case .missing: "unknown"
        case .boolean(let truth): truth ? "true" : "false"
        case .number(let number): number.shortestText
        case .text(let text): text.string
        case .time(let instant): instant.utcText
        case .duration(let span): span.literalText
        case .version(let version): version.description
        case .address(let address): address.description
        case .network(let network): network.description
        case .member(let place): type.members.flatMap { $0.indices.contains(place) ? $0[place] : nil } ?? ""
        case .list, .row: ""
        }
    }
}
