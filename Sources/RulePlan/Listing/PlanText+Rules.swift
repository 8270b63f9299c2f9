// Rules and what belongs to them, close to how the language would say them.

extension PlanText {
    /// What a rule is evaluated for.
    package func text(_ subject: PlanRule.Subject) -> String {
        let name = plan.schema[subject.entity].name
        guard let top = subject.top else { return "each \(name)" }
        let condition = top.condition.map { " where \(text($0, rows: [name]))" } ?? ""
        return "the top \(top.count) \(name) by \(text(top.rank, rows: [name]))\(condition)"
    }

    /// What a rule asks for.
    package func text(_ effect: PlanEffect, _ rows: [String]) -> String {
        switch effect {
        case .require(let task, let target, let cadence, let deadline, let role):
            "require \(plan.schema[task].name)\(target.map { " on \($0.label)" } ?? "") \(text(cadence))"
                + text(deadline, rows) + (role.map { " by \(plan.schema[$0].name)" } ?? "")
        case .run(let action, let target, let arguments, let approval, let deadline):
            "run \(plan.schema[action].name) on \(target.label)"
                + (arguments.isEmpty
                    ? ""
                    : " with "
                        + arguments.map { "\($0.name) = \(text($0.value, rows: rows))" }
                        .joined(separator: ", ")) + " \(text(approval))" + text(deadline, rows)
        case .raise(.fixed(let severity), let template): "raise \(severity.name) \(text(template, rows))"
        case .raise(.computed(let level, _, _), let template):
            "raise (\(text(level, rows: rows))) \(text(template, rows))"
        case .notify(let role, let template): "notify \(plan.schema[role].name) \(text(template, rows))"
        case .forbid(let action, let target): "forbid \(plan.schema[action].name) on \(target.label)"
        }
    }

    /// A text with its values in braces.
    package func text(_ template: PlanTemplate, _ rows: [String]) -> String {
        let content = template.segments.map { segment in
            switch segment {
            case .text(let text): text
            case .value(let value): "{\(text(value, rows: rows))}"
            }
        }
        return PlanText.quoted(content.joined())
    }

    private func text(_ deadline: PlanDeadline, _ rows: [String]) -> String {
        (deadline.within.map { " within \(text($0, rows: rows))" } ?? "")
            + (deadline.due.map { " due \(text($0, rows: rows))" } ?? "")
    }

    private func text(_ approval: PlanApproval) -> String {
        switch approval {
        case .automatic(let limit, let perDay): "automatically at most \(limit)\(perDay ? " per day" : "")"
        case .required(let role): "on approval\(role.map { " of \(plan.schema[$0].name)" } ?? "")"
        }
    }

    private func text(_ cadence: PlanCadence) -> String {
        switch cadence {
        case .daily: "daily"
        case .every(let days): "every \(days) \(days == 1 ? "day" : "days")"
        case .weekly(let day):
            "weekly on "
                + (zip(1..., ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"])
                    .first { $0.0 == day }?.1 ?? "day \(day)")
        case .monthly(let day): "monthly on day \(day)"
        case .asNeeded: "as needed"
        }
    }

    /// When a waiver ends.
    package func text(_ end: PlanWaiver.End) -> String {
        switch end {
        case .day(let year, let month, let day): PlanText.date(year, month, day)
        case .instant(let instant): "\(instant)"
        }
    }

    /// What a parameter may be.
    package func text(_ domain: PlanParameter.Domain, _ type: ValueType) -> String {
        switch domain {
        case .range(let lower, .missing): "\(text(lower, type)) or more"
        case .range(let lower, let upper): "\(text(lower, type)) to \(text(upper, type))"
        case .list(let values): "one of \(values.map { text($0, type) }.joined(separator: ", "))"
        }
    }
}
