import RuleText

/// Expressions on one line, in the one form that does not depend on how they were laid out.
package enum CanonicalText {
    static func duration(seconds: Int64) -> String { "" }
}
