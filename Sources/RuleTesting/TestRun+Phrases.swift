import RuleEngine
import RulePlan

extension TestRun {
    /// An item as an expectation would say it: `run isolate on device "d1" on approval due 2026-11-23T13:00:00Z`
    func phrase(_ item: WorkItem) -> String {
        let name = item.name ?? ""
        var result: String
        switch item.kind {
        case .task: result = "require \(name)" + (item.target.map { " on \(phrase($0))" } ?? "")
        case .action:
            result = "run \(name)" + (item.target.map { " on \(phrase($0))" } ?? "")
            switch item.approval {
            case .automatic?: result += " automatically"
            case .required?: result += " on approval"
            case .held?: result += " held"
            case nil: break
            }
        case .finding: result = "raise \(item.severity?.name ?? "") \(quoted(item.text))"
        case .notification: result = "notify \(item.role ?? "") \(quoted(item.text))"
        }
        if let due = item.due { result += " due \(due.utcText)" }
        switch item.kind {
        case .finding, .notification: result += item.target.map { " for \(phrase($0))" } ?? ""
        case .action where item.heldBecause != nil: result += " (held because of \(item.heldBecause?.rawValue ?? ""))"
        case .task, .action: break
        }
        return result
    }

    /// `device "d1"`, `evidence "a1", "9f"`
    func phrase(_ target: Target) -> String {
        let entity = plan.schema.entity(named: target.entity)
        let table = entity.flatMap { data.table($0) }
        let keys = (0..<(table?.rowCount ?? 0)).lazy.compactMap { table?.keys[$0] }
        let key = keys.first { TargetKey(entity: target.entity, parts: $0).text == target.key } ?? [target.key]
        return "\(target.entity) \(key.map(PlanText.quoted).joined(separator: ", "))"
    }

    func phrase(_ target: PlanTest.Target) -> String {
        "\(plan.schema[target.entity].name) \(target.key.map(PlanText.quoted).joined(separator: ", "))"
    }

    private func quoted(_ text: String?) -> String { PlanText.quoted(text ?? "") }

    /// Which rules ask for an item, and what they went by.
    func reasons(for item: WorkItem) -> [TestFailure.Note] {
        item.reasons.prefix(Self.noteCount).map { reason in
            let evidence = reason.evidence.map { "\($0.label) is \(text(of: $0.value))" }
            return TestFailure.Note(
                "why", "\(reason.rule) fires" + (evidence.isEmpty ? "" : ": \(evidence.joined(separator: "; "))"))
        }
    }

    /// How many notes of a kind are worth reading.
    static let noteCount = 5

    private func text(of value: ReportedValue) -> String {
        switch value {
        case .missing: "missing"
        case .boolean(let truth): truth ? "true" : "false"
        case .number(let number): number.shortestText
        case .text(let text): text
        case .time(let instant): instant.utcText
        case .duration(let span): span.literalText
        case .list(let elements): "[\(elements.map(text).joined(separator: ", "))]"
        }
    }
}

extension RuleExplanation {
    /// `scan_risky_devices is quiet for device "d1" (PC-1): device.risk_level is medium, needs >= high; everything else holds`
    var sentence: String {
        let state =
            switch verdict {
            case .fires: "fires"
            case .quiet: "is quiet"
            case .undetermined: "is undetermined"
            case .waived(let until, let because): "is waived until \(until.utcText) (\(because))"
            }
        return "\(rule) \(state)\(target.map { " for \($0.phrase)" } ?? "")"
            + (because.isEmpty ? "" : ": \(because)")
    }
}
