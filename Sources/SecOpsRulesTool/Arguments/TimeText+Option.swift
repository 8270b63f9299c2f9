import RulePlan

extension TimeText {
    /// Reads an option's value.
    static func read(_ text: String, of option: String) throws(CommandFailure) -> TimeText {
        guard let time = TimeText(text) else {
            throw CommandFailure(
                "'\(text)' is no time for '--\(option)'; write it like 2026-11-23T09:00:00Z or 2026-11-23")
        }
        return time
    }
}
