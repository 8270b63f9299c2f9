import RulePlan
import RuleSyntax
import RuleText

extension ExpressionChecker {
    /// The stricter of what a rule and the action's declaration say, which a rule may only make stricter.
    mutating func approval(_ node: Approval?, of action: ActionID) -> PlanApproval? {
        // What would be stricter than a mistake can't be told.
        if symbols.untyped.contains(.approval(action)) { return nil }
        let declared = symbols.schema[action].approval
        guard let node else { return declared }
        switch (node.kind, declared) {
        case (.automatic(let limit, let perDay), .automatic(let most, let isDeclaredPerDay)):
            guard let limit else { return .automatic(limit: most, perDay: perDay || isDeclaredPerDay) }
            guard let number = whole(limit) else { return nil }
            guard number <= most else {
                report(
                    looser(
                        "'\(symbols.schema[action].name)' may run automatically for at most \(most), here are \(limit.digits)",
                        at: limit.span, action))
                return nil
            }
            return .automatic(limit: number, perDay: perDay || isDeclaredPerDay)
        case (.automatic, .required):
            report(
                looser(
                    "'\(symbols.schema[action].name)' needs approval, a rule can't make it automatic", at: node.span,
                    action))
            return nil
        case (.required(let name), .automatic):
            guard let name else { return .required(role: nil) }
            return role(name).map { .required(role: $0) }
        case (.required(let name), .required(let approver)):
            guard let name else { return .required(role: approver) }
            guard let role = role(name) else { return nil }
            if let approver, approver != role {
                report(
                    looser(
                        "'\(symbols.schema[action].name)' needs the approval of '\(symbols.schema[approver].name)', "
                            + "a rule can't put '\(name.text)' in its place", at: name.span, action))
                return nil
            }
            return .required(role: role)
        }
    }

    private mutating func whole(_ literal: NumberLiteral) -> Int? {
        if let number = literal.value.wholeNumber, number >= 1 { return number }
        report(
            Diagnostic(
                .automaticWithoutLimit, at: literal.span, "a limit is a whole number of at least 1"))
        return nil
    }

    private func looser(_ message: String, at span: SourceSpan, _ action: ActionID) -> Diagnostic {
        Diagnostic(
            .looserApproval, at: span, message,
            notes: symbols.span(of: .action(action)).map { [.init("declared here", at: $0)] } ?? [])
    }

    // MARK: - Cadence

    mutating func cadence(_ node: Cadence) -> PlanCadence? {
        switch node.kind {
        case .daily: return .daily
        case .asNeeded: return .asNeeded
        case .weekly(let name):
            guard let name else { return .weekly(startingOn: 1) }
            if let day = Self.weekdays.firstIndex(of: name.text) { return .weekly(startingOn: day + 1) }
            if !name.text.isEmpty { report(.unknownWeekday(name, weekdays: Self.weekdays)) }
        case .monthly(let day):
            guard let day else { return .monthly(startingOn: 1) }
            if let number = day.value.wholeNumber, (1...31).contains(number) { return .monthly(startingOn: number) }
            report(
                Diagnostic(
                    .invalidCadence, at: day.span, "a month has days 1 to 31, here is \(day.digits)"))
        case .every(let days):
            // A hundred years: far beyond any cadence, and far from where times end.
            if let number = days.value.wholeNumber, (1...36_525).contains(number) { return .every(days: number) }
            report(
                Diagnostic(
                    .invalidCadence, at: days.span,
                    "'every' needs a whole number of days of at least 1, here is \(days.digits)"))
        }
        return nil
    }

    private static let weekdays = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
}

extension Diagnostic {
    fileprivate static func unknownWeekday(_ name: Name, weekdays: [String]) -> Diagnostic {
        var diagnostic = Diagnostic(
            .invalidCadence, at: name.span, "'\(name.text)' is no day of the week")
        if let nearest = NearestSpelling.nearest(to: name.text, among: weekdays) {
            diagnostic.suggest("did you mean '\(nearest)'?", replacing: name.span, with: nearest, .safe)
        } else {
            diagnostic.help = "the days are \(weekdays.joined(separator: ", "))"
        }
        return diagnostic
    }
}
