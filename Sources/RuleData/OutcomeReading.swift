package import RuleEngine
import RulePlan
import RuleText

/// The outcome documents that `run --format json` prints, read back: of one organisation, or of several tenants.
///
/// Unknown keys are allowed, and so are missing ones where an item can do without; what an item can't do without is an error, since on
/// half of a document nothing can be said of what is new. What only the run itself knew is not in a document, and so not in the result.
package struct OutcomeReading: Sendable {
    /// In the order of the document.
    package var outcomes: [Outcome]

    private let file: String

    /// - Parameter name: The file's, for messages.
    /// - Throws: Where it is no such document, or one of another version.
    package init(_ bytes: [UInt8], name: String) throws(DataReadError) {
        file = name
        outcomes = []
        var scanner = JSONScanner(try DecodedText(bytes, file: name), file: name)
        try scanner.scanValue()
        guard scanner.peek() == nil else {
            throw Self.failure("expected one document, and found more behind it", in: name, line: scanner.line)
        }
        let document = scanner.value(at: 0)
        guard document.members != nil else {
            throw Self.failure("expected the document that 'run --format json' prints", in: name, line: document.line)
        }
        try checkFormat(of: document)
        if let tenants = document["tenants"] {
            for tenant in try elements(of: tenants, "tenants") {
                if let failure = tenant["error"], !failure.isNull {
                    // There is no outcome of a tenant that could not be run.
                    _ = try text(tenant, "tenant")
                } else {
                    outcomes.append(try outcome(tenant))
                }
            }
        } else {
            outcomes.append(try outcome(document))
        }
    }

    private static func failure(_ message: String, in file: String, line: Int?) -> DataReadError {
        DataReadError(.unreadableFile, file: file, line: line, message)
    }

    private func failure(_ message: String, at value: InputValue) -> DataReadError {
        Self.failure(message, in: file, line: value.line)
    }

    private func checkFormat(of document: InputValue) throws(DataReadError) {
        guard let format = document["format"] else {
            throw failure("expected the document that 'run --format json' prints", at: document)
        }
        guard case .number("1") = format.content else {
            throw failure(
                "expected \"format\": 1, and found \(format.shown); use the version that wrote it", at: format)
        }
    }

    // MARK: Parts of the document

    private func outcome(_ value: InputValue) throws(DataReadError) -> Outcome {
        var outcome = Outcome(now: try time(value, "now"), timeZone: try text(value, "timeZone"))
        outcome.tenant = try optionalText(value, "tenant")
        guard let items = value["items"] else { throw failure("expected \"items\"", at: value) }
        for element in try elements(of: items, "items") { outcome.items.append(try item(element)) }
        for match in try list(value, "undetermined") {
            outcome.undetermined.append(
                UndeterminedMatch(
                    rule: try text(match, "rule"), target: try target(match), missing: try texts(match, "missing")))
        }
        for match in try list(value, "waived") {
            outcome.waived.append(
                WaivedMatch(
                    rule: try text(match, "rule"), target: try target(match), until: try time(match, "until"),
                    because: try text(match, "because"), by: try optionalText(match, "by")))
        }
        for found in try list(value, "forbidden") {
            guard let target = try target(found) else { throw failure("expected \"target\"", at: found) }
            outcome.forbidden.append(
                ForbiddenAction(
                    action: try text(found, "action"), target: target, by: try texts(found, "by"),
                    askedBy: try texts(found, "askedBy")))
        }
        return outcome
    }

    private func item(_ value: InputValue) throws(DataReadError) -> WorkItem {
        let word = try text(value, "kind")
        guard let kind = WorkItem.Kind(rawValue: word) else {
            throw failure("\"\(word.shortened)\" is no kind of an item", at: value)
        }
        var item = WorkItem(
            id: try text(value, "id"), kind: kind, title: try text(value, "title"),
            firstSeen: try time(value, "firstSeen"))
        item.name = try optionalText(value, "name")
        item.target = try target(value)
        for member in value["arguments"]?.members ?? [] {
            item.arguments.append(.init(name: member.name, value: member.value.reported))
        }
        item.severity = try optionalText(value, "severity").flatMap(Severity.init(name:))
        item.approval = try optionalText(value, "approval").flatMap(WorkItem.Approval.init(rawValue:))
        item.heldBecause = try optionalText(value, "heldBecause").flatMap(WorkItem.HoldReason.init(rawValue:))
        item.approvers = try texts(value, "approvers")
        item.role = try optionalText(value, "role")
        item.text = try optionalText(value, "text")
        item.cadence = try optionalText(value, "cadence")
        if value["due"].map({ !$0.isNull }) ?? false { item.due = try time(value, "due") }
        for reason in try list(value, "rules") {
            let evidence = (reason["evidence"]?.members ?? []).map {
                Reason.Evidence(label: $0.name, value: $0.value.reported)
            }
            item.reasons.append(
                Reason(
                    rule: try text(reason, "rule"), because: try optionalText(reason, "because"), evidence: evidence))
        }
        return item
    }

    private func target(_ value: InputValue) throws(DataReadError) -> Target? {
        guard let target = value["target"], !target.isNull else { return nil }
        return Target(
            entity: try text(target, "entity"), key: try text(target, "key"), label: try text(target, "label"))
    }

    // MARK: Members

    private func text(_ value: InputValue, _ name: String) throws(DataReadError) -> String {
        guard case .text(let text)? = value[name]?.content else {
            throw failure("expected a text under \"\(name)\"", at: value)
        }
        return text
    }

    private func optionalText(_ value: InputValue, _ name: String) throws(DataReadError) -> String? {
        guard let found = value[name], !found.isNull else { return nil }
        return try text(value, name)
    }

    private func time(_ value: InputValue, _ name: String) throws(DataReadError) -> Instant {
        guard let instant = TimeReading(try text(value, name)).instant else {
            throw failure("expected an ISO 8601 time under \"\(name)\"", at: value)
        }
        return instant
    }

    private func texts(_ value: InputValue, _ name: String) throws(DataReadError) -> [String] {
        var result: [String] = []
        for element in try list(value, name) {
            guard case .text(let text) = element.content else {
                throw failure("expected texts under \"\(name)\"", at: element)
            }
            result.append(text)
        }
        return result
    }

    /// Empty where there is nothing of that name.
    private func list(_ value: InputValue, _ name: String) throws(DataReadError) -> [InputValue] {
        guard let found = value[name], !found.isNull else { return [] }
        return try elements(of: found, name)
    }

    private func elements(of value: InputValue, _ name: String) throws(DataReadError) -> [InputValue] {
        guard case .array(let elements) = value.content else {
            throw failure("expected a list under \"\(name)\"", at: value)
        }
        return elements
    }
}

extension InputValue {
    /// A member of an object, by its exact name.
    fileprivate subscript(name: String) -> InputValue? { members?.last { $0.name == name }?.value }

    /// Times and durations stay the texts that a document has for them.
    fileprivate var reported: ReportedValue {
        switch content {
        case .null, .object, .malformed: .missing
        case .boolean(let truth): .boolean(truth)
        case .number(let digits): Double(digits).map { $0.isFinite ? .number($0) : .missing } ?? .missing
        case .text(let text): .text(text)
        case .array(let elements): .list(elements.map(\.reported))
        }
    }
}
