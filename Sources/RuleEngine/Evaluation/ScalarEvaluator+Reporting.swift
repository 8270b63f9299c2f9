package import RulePlan

extension ScalarEvaluator {
    /// The value as a reader sees it. A count that is only known within bounds is `2..5`, or `2..` without an upper bound.
    package func reported(_ id: ExpressionID, in frame: Frame) -> ReportedValue {
        switch evaluated(id, in: frame) {
        case .count(let lower, let upper): .text("\(lower)..\(upper.map(String.init) ?? "")")
        case .value(let value): reported(value, type: plan.type(of: id))
        }
    }

    /// A value of a type as a reader sees it.
    package func reported(_ value: Value, type: ValueType) -> ReportedValue {
        switch value {
        case .missing: .missing
        case .boolean(let truth): .boolean(truth)
        case .number(let number): .number(number)
        case .text(let text): .text(text.string)
        case .time(let time): .time(time)
        case .duration(let span): .duration(span)
        case .version(let version): .text(version.description)
        case .address(let address): .text(address.description)
        case .network(let network): .text(network.description)
        case .member(let place): reportedMember(place, of: type)
        case .row(let row): reportedRow(row, of: type)
        case .list(let elements):
            if case .list(let element) = type {
                .list(elements.map { reported($0, type: element) })
            } else {
                .missing
            }
        }
    }

    /// The text of a template, with the values in it; missing ones as `unknown`.
    package func text(of template: PlanTemplate, in frame: Frame) -> String {
        template.segments.map { segment in
            switch segment {
            case .text(let text): text
            case .value(let id): shown(reported(value(of: id, in: frame), type: plan.type(of: id)))
            }
        }.joined()
    }

    private func shown(_ value: ReportedValue) -> String {
        switch value {
        case .missing: "unknown"
        case .boolean(let truth): truth ? "true" : "false"
        case .number(let number): number.shortestText
        case .text(let text): text
        case .time(let time): time.text(in: context.timeZone)
        case .duration(let span): span.literalText
        case .list(let elements): elements.map(shown).joined(separator: ", ")
        }
    }

    private func reportedMember(_ place: Int, of type: ValueType) -> ReportedValue {
        guard let names = type.members, names.indices.contains(place) else { return .missing }
        return .text(names[place])
    }

    private func reportedRow(_ row: Int, of type: ValueType) -> ReportedValue {
        guard case .reference(let entity) = type, let table = data.table(entity), row >= 0, row < table.rowCount
        else { return .missing }
        return .text(table.keys[row].joined(separator: ","))
    }
}
