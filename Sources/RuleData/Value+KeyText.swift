import RulePlan

extension Value {
    /// What the value is as a part of a row's key, as the data spells it; nothing where it is missing.
    /// - Parameter type: Of the field.
    func keyText(of type: ValueType) -> String? {
        switch self {
        case .text(let text): text.string
        case .number(let number): number.shortestText
        case .boolean(let truth): truth ? "true" : "false"
        case .member(let index):
            type.members.flatMap { index < $0.count ? $0[index] : nil }
        default: nil
        }
    }
}
