import RuleSyntax
import RuleText
import Testing

@Suite struct `Keywords` {
    @Test func `are spelled as their cases are named`() {
        for keyword in Keyword.allCases { #expect(keyword.spelling == String(describing: keyword)) }
    }

    @Test func `are found by their bytes and by nothing else`() {
        for keyword in Keyword.allCases {
            for (text, expected) in [
                (keyword.spelling, keyword), (keyword.spelling + "_", nil), (keyword.spelling.uppercased(), nil),
                (keyword.spelling + keyword.spelling + keyword.spelling + keyword.spelling + keyword.spelling, nil),
            ] as [(String, Keyword?)] {
                var lexer = Lexer(SourceFile(name: "x", text: text), index: FileIndex(0))
                let token = lexer.next()
                #expect(token.kind == .word)
                #expect(token.keyword == expected, "\(text)")
            }
        }
    }

    @Test func `that are reserved are those of the language`() {
        #expect(
            Keyword.reserved.map(\.spelling) == [
                "when", "then", "and", "or", "not", "rule", "define", "param", "waive", "entity", "score", "task",
                "action", "role", "test",
            ])
    }

    @Test func `that are not reserved name anything`() {
        for keyword in Keyword.allCases where !keyword.isReserved {
            let word = keyword.spelling
            // `run a on approval` says how the action is approved.
            let target = keyword == .approval ? "`approval`" : word
            check(
                """
                define \(word) = a.\(word)
                define \(word).\(word) = count(\(word) as \(word) of \(word).\(word)) > 1
                param \(word) as \(word).\(word) = 1
                entity \(word) key \(word) { `\(word)` \(word) }
                task \(word) on \(word)
                role \(word)
                rule \(word) for \(word) as \(word) when a then require \(word) on \(word), run \(word) on \(target).\(word)
                """)
        }
    }

    @Test func `that are reserved name anything in backquotes`() {
        for keyword in Keyword.reserved {
            let word = "`\(keyword.spelling)`"
            check(
                "define \(word) = \(word) + a.\(word) + a.\(keyword.spelling)\nrule \(word) when \(word) then require \(word)"
            )
        }
    }
}
