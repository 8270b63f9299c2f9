import RuleEngine
import RulePlan
import RuleText

extension ReportedValue {
    /// For people: times in their zone, to the minute.
    func text(in zone: TimeZoneRules) -> String {
        switch self {
        case .missing: "unknown"
        case .boolean(let truth): truth ? "true" : "false"
        case .number(let number): number.shortestText
        case .text(let text): text
        case .time(let instant): instant.text(in: zone)
        case .duration(let span): span.literalText
        case .list(let elements): "[" + elements.map { $0.text(in: zone) }.joined(separator: ", ") + "]"
        }
    }
}
