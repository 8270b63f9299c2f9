import RuleSyntax
import RuleText
import TestSupport
import Testing

@Suite struct `Several mistakes at once` {
    @Test func `are each reported, and nothing that follows from them`() {
        check(
            ##"""
            when name == "abc then require t
                         ^^^^^^^^^^^^^^^^^^^ E0101 the text is not closed: '"' is missing
            when name matches /abc then require t
                              ^^^^^^^^^^^^^^^^^^^ E0109 the regular expression is not closed: '/' is missing
            define a = 5 % 2
                         ^ E0105 '%' means nothing here
            rule a severity high "title" for device tags "x" when b because "c" then require t
                                 ^^^^^^^ E0208 the title belongs behind the rule's name
                                                    ^^^^ E0208 'tags' belongs before 'for'
                                                                    ^^^^^^^ E0208 'because' belongs behind the effects
            when a because "x"
                  | E0202 expected 'then' and an effect before 'because'
            when a && b || !c then require t
                   ^^ E0203 '&&' is written 'and'
                        ^^ E0203 '||' is written 'or'
                           ^ E0203 '!' is written 'not'
            define c = (1 + ) * 2
                            ^ E0210 expected an expression, found ')'
            test "a" {
                     ^ E0207 '{' is not closed
              given device "d" { name: "x"
                               ^ E0207 '{' is not closed
              expect nothing else
            entity a key id { id text
                            ^ E0207 '{' is not closed
            define d = ((((a
                          ^ E0207 '(' is not closed
            define e = a not == 1
                         ^^^^^^ E0202 'not ==' is written '!='
            """##)
    }

    @Test(arguments: [
        ("when a = 1 && !b then require t", "when a == 1 and not b then require t"),
        ("when a &&b then require t and require u", "when a and b then require t, require u"),
        ("when 1 <= a <= 5 require t;", "when a between 1 and 5 then require t"),
        ("When a is not missing then require t, because \"x\"", "when a is known then require t because \"x\""),
        ("define a = b <> .5 or c ≥ 5. or “x” == 'y'", "define a = b != 0.5 or c >= 5 or \"x\" == \"y\""),
        ("define score = 2 days", "define `score` = 2d"),
        ("define a = x matches \"^a\"", "define a = x matches /^a/"),
    ])
    func `edits mend them`(wrong: String, right: String) {
        let parsed = parse(SourceFile(name: "test", text: wrong), index: FileIndex(0))
        #expect(parsed.diagnostics.allSatisfy { $0.fix != nil })
        #expect(MarkedSource(wrong).fixed(by: parsed.diagnostics) == right)
        check(right)
    }
}
