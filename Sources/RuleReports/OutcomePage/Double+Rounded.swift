import RulePlan

extension Double {
    /// For people: with one digit behind the point at most, `63.5`.
    var roundedText: String {
        // Not `rounded()`: in debug builds it needs the system's mathematics library, which embedders do not link.
        guard magnitude < 1e12 else { return shortestText }
        return (Double(Int(self * 10 + (self < 0 ? -0.5 : 0.5))) / 10).shortestText
    }
}
