import RulePlan
import RuleText

/// Makes a typed value of what an export says about one field.
///
/// Nothing is guessed: what the declaration does not know becomes missing, with a problem that says so.
struct FieldReader: Sendable {
    enum Reading: Hashable {
        case known(Value)
        /// Nothing is known, and nothing is wrong.
        case missing
        case problem(DiagnosticCode, String)
    }

    let name: String
    let type: ValueType
    /// Where to look, in order: the declared sources, then the field's own name.
    let paths: [String]

    private let elementReader: [FieldReader]
    /// By folded spelling.
    let readings: [String: Value]
    /// By normalized spelling, members and readings of levels and choices.
    private let members: [String: Value]
    /// Of the entity that a reference refers to: where its key stands, part by part.
    private let keyPaths: [[String]]
    /// Whether it is a reference by several values.
    var isComposite: Bool { keyPaths.count > 1 }
    /// Readings of texts seen before: levels and choices have few spellings.
    private var remembered: [String: Reading] = [:]

    /// - Parameter schema: For references.
    init(_ field: FieldSchema, in schema: Schema) {
        self.init(name: field.name, type: field.type, sources: field.sources, readings: field.readings, schema: schema)
    }

    private init(
        name: String, type: ValueType, sources: [String], readings: [FieldSchema.Reading], schema: Schema
    ) {
        self.name = name
        self.type = type
        paths = sources + [name]
        // Elements are read as a field of their type would be; types nest no deeper than the parser allows.
        if case .list(let element) = type {
            elementReader = [FieldReader(name: name, type: element, sources: [], readings: readings, schema: schema)]
        } else {
            elementReader = []
        }
        if case .reference(let target) = type, target.index < schema.entities.count {
            let entity = schema[target]
            keyPaths = entity.key.map { entity[$0].sources + [entity[$0].name] }
        } else {
            keyPaths = []
        }
        var folded: [String: Value] = [:]
        var normalized: [String: Value] = [:]
        for (index, member) in (type.members ?? []).enumerated() {
            normalized[Spelling.normalized(member)] = .member(index)
        }
        for reading in readings {
            folded[Text(reading.spelling.trimmed).folded.string] = reading.value
            let spelling = Spelling.normalized(reading.spelling)
            if type.members != nil, !spelling.isEmpty { normalized[spelling] = reading.value }
        }
        self.readings = folded
        members = normalized
    }

    /// - Parameter splitsText: Whether a text may be a list whose elements are separated: a cell of a CSV file.
    mutating func read(_ value: InputValue, splitsText: Bool) -> Reading {
        let text: String
        switch value.content {
        case .null: return .missing
        case .malformed(let reason): return .problem(.wrongType, "\(reason) where \(type.wanted) belongs")
        case .array(let elements): return list(elements, splitsText: false) ?? wrongType(value)
        case .object(let members): return reference(members) ?? wrongType(value)
        case .boolean(let truth): text = truth ? "true" : "false"
        case .number(let digits): text = digits
        case .text(let content): text = content
        }
        let isText = if case .text = value.content { true } else { false }
        if isText, type.members != nil, let known = remembered[text] { return known }
        let result = scalar(text, value, splitsText: splitsText)
        if isText, type.members != nil, remembered.count < 256 { remembered[text] = result }
        return result
    }

    private mutating func scalar(_ text: String, _ value: InputValue, splitsText: Bool) -> Reading {
        let trimmed = text.trimmed
        if !readings.isEmpty, let reading = readings[Text(trimmed).folded.string] {
            return reading.isMissing ? .missing : .known(reading)
        }
        let isText = if case .text = value.content { true } else { false }
        if type.members != nil, let member = members[Spelling.normalized(trimmed)] {
            return member.isMissing ? .missing : .known(member)
        }
        if isText {
            return Spelling.meansMissing(trimmed) ? .missing : self.text(text, trimmed, value, splitsText: splitsText)
        }
        if case .boolean(let truth) = value.content {
            return type == .boolean ? .known(.boolean(truth)) : wrongType(value)
        }
        // What is left is a number, which may also be a text or a version by its digits.
        switch type {
        case .number, .text, .reference, .version, .levels, .choices:
            return self.text(text, trimmed, value, splitsText: splitsText)
        case .boolean, .time, .duration, .address, .network, .list:
            return wrongType(value)
        }
    }

    private mutating func text(_ text: String, _ trimmed: String, _ value: InputValue, splitsText: Bool) -> Reading {
        switch type {
        case .boolean:
            let folded = Text(trimmed).folded
            return folded == "true"
                ? .known(.boolean(true)) : folded == "false" ? .known(.boolean(false)) : wrongType(value)
        case .number(let range):
            guard NumberReading.isNumber(trimmed), let number = Double(trimmed) else { return wrongType(value) }
            guard number.isFinite else { return .problem(.valueOutOfRange, "\(value.shown) is too large a number") }
            guard range.contains(number) else {
                return .problem(.valueOutOfRange, "\(value.shown) is outside \(range.shown)")
            }
            return .known(.number(number))
        case .text:
            return .known(.text(Text(text)))
        case .reference:
            return reference(text: text, value)
        case .version:
            return Version(trimmed).map { .known(.version($0)) } ?? wrongType(value)
        case .time:
            switch TimeReading(trimmed) {
            case .time(let instant): return .known(.time(instant))
            case .sentinel: return .missing
            case .malformed: return .problem(.malformedTime, "\(value.shown) is no ISO 8601 time")
            }
        case .duration:
            return DurationReading.duration(trimmed).map { .known(.duration($0)) } ?? wrongType(value)
        case .address:
            return IPAddress(trimmed).map { .known(.address($0)) } ?? wrongType(value)
        case .network:
            return IPNetwork(trimmed).map { .known(.network($0)) } ?? wrongType(value)
        case .list:
            return list(text: trimmed, value, splitsText: splitsText)
        case .levels, .choices:
            return .problem(.unknownValue, "\(value.shown) is none of its declared values")
        }
    }

    private func wrongType(_ value: InputValue) -> Reading {
        .problem(.wrongType, "\(value.shown) is no \(type.noun)")
    }
}

// MARK: Lists

extension FieldReader {
    /// - Returns: Nothing where this is no field of a list.
    private mutating func list(_ elements: [InputValue], splitsText: Bool) -> Reading? {
        if keyPaths.count > 1 { return reference(parts: elements) }
        guard var reader = elementReader.first else { return nil }
        var values: [Value] = []
        values.reserveCapacity(elements.count)
        for element in elements {
            switch reader.read(element, splitsText: false) {
            case .known(let value): values.append(value)
            case .missing: break
            // One element that means nothing leaves it open what the list holds.
            case .problem(let code, let message): return .problem(code, "in its list, \(message)")
            }
        }
        return .known(.list(values))
    }

    private mutating func list(text: String, _ value: InputValue, splitsText: Bool) -> Reading {
        if text.utf8.first == UInt8(ascii: "["), case .array(let elements)? = InputValue(json: text)?.content {
            return list(elements, splitsText: false) ?? wrongType(value)
        }
        guard splitsText else { return wrongType(value) }
        let separator: Character = text.contains(";") ? ";" : ","
        let elements = text.split(separator: separator).map { InputValue(.text(String($0).trimmed), line: value.line) }
        return list(elements, splitsText: false) ?? wrongType(value)
    }
}

// MARK: References

extension FieldReader {
    private func reference(text: String, _ value: InputValue) -> Reading {
        guard keyPaths.count > 1 else { return .known(.text(Text(text))) }
        let parts = text.split(separator: ",", omittingEmptySubsequences: false).map { String($0).percentDecoded }
        guard parts.count == keyPaths.count else { return wrongType(value) }
        return .known(.list(parts.map { .text(Text($0)) }))
    }

    /// An object that has the key of the row it stands for in it.
    private func reference(_ members: [InputValue.Member]) -> Reading? {
        guard case .reference = type else { return nil }
        var parts: [Value] = []
        for paths in keyPaths {
            let found = paths.lazy.compactMap { members.value(at: $0).flatMap(Self.keyText) }.first
            guard let found else { return nil }
            parts.append(.text(Text(found)))
        }
        guard let first = parts.first else { return nil }
        return .known(parts.count == 1 ? first : .list(parts))
    }

    private func reference(parts elements: [InputValue]) -> Reading? {
        let parts = elements.compactMap(Self.keyText)
        guard parts.count == elements.count, parts.count == keyPaths.count else { return nil }
        return .known(.list(parts.map { .text(Text($0)) }))
    }

    private static func keyText(_ value: InputValue) -> String? {
        switch value.content {
        case .number(let digits): digits
        case .text(let text) where !Spelling.meansMissing(text.trimmed): text
        default: nil
        }
    }
}

extension InputValue {
    /// The value that a text spells in JSON; nothing where it spells none.
    init?(json text: String) {
        var scanner = JSONScanner(Array(text.utf8), file: "")
        guard (try? scanner.scanValue()) != nil, scanner.peek() == nil else { return nil }
        self = scanner.value(at: 0)
    }
}
