import RulePlan
import RuleSyntax

/// The words of the language by how an editor colours them; every keyword of the lexer is in one class.
struct WordClasses {
    /// First words of declarations.
    let declarations = Keyword.declarations.map(\.spelling)
    /// First words of effects.
    let effects = Keyword.effects.map(\.spelling)
    /// Words that are functions before `(`, and else keywords or names.
    let functions = (Keyword.aggregates + Keyword.functions).map(\.spelling)
    let quantifiers = Keyword.quantifiers.map(\.spelling)
    /// Words that stand between operands or behind one.
    let operators: [String]
    let values = Keyword.values.map(\.spelling)
    /// All other keywords.
    let others: [String]
    /// Types that need no declaration.
    let types = Vocabulary.types
    let weekdays = Vocabulary.weekdays
    /// In one line with the reserved words, no name without backquotes.
    let reserved = Keyword.reserved.map(\.spelling)

    init() {
        operators = (Keyword.wordOperators + [.not, .with, .than, .exactly, .known, .missing]).map(\.spelling)
        let classified = Set(declarations + effects + functions + quantifiers + operators + values)
        others = Keyword.allCases.map(\.spelling).filter { !classified.contains($0) }
    }

    /// The letters of durations, `wdhms`.
    static let durationLetters = Vocabulary.durationUnits.map(\.letter).joined()
}
