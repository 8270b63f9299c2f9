import Testing

@Suite struct `Mistyped keywords` {
    @Test func `that begin declarations are corrected`() {
        check(
            """
            rul foo when x > 1 then require y
            ^^^ E0201 unexpected 'rul'
                help: did you mean 'rule'?
                fix: 'rul' -> 'rule'
            scroe s number
            ^^^^^ E0201 unexpected 'scroe'
                  help: did you mean 'score'?
                  fix: 'scroe' -> 'score'
            test "t" { gven x = 1 expct foo fire }
                       ^^^^ E0202 unexpected 'gven'
                            help: did you mean 'given'?
                            fix: 'gven' -> 'given'
                                  ^^^^^ E0202 expected 'given', 'expect' or '}', found 'expct'
            """)
    }

    @Test func `in rules are corrected`() {
        check(
            """
            rule a sevrity high whne x > 1 thne requre y dayly becuase "x"
                   ^^^^^^^ E0202 unexpected 'sevrity'
                           help: did you mean 'severity'?
                           fix: 'sevrity' -> 'severity'
                                ^^^^ E0202 unexpected 'whne'
                                     help: did you mean 'when'?
                                     fix: 'whne' -> 'when'
                                           ^^^^ E0202 unexpected 'thne'
                                                help: did you mean 'then'?
                                                fix: 'thne' -> 'then'
                                                ^^^^^^ E0202 unexpected 'requre'
                                                       help: did you mean 'require'?
                                                       fix: 'requre' -> 'require'
                                                         ^^^^^ E0202 unexpected 'dayly'
                                                               help: did you mean 'daily'?
                                                               fix: 'dayly' -> 'daily'
                                                               ^^^^^^^ E0202 unexpected 'becuase'
                                                                       help: did you mean 'because'?
                                                                       fix: 'becuase' -> 'because'
            when x conains "y" then run a on b automaticaly at mots 5 wihtin 1h
                   ^^^^^^^ E0202 unexpected 'conains'
                           help: did you mean 'contains'?
                           fix: 'conains' -> 'contains'
                                               ^^^^^^^^^^^^ E0202 unexpected 'automaticaly'
                                                            help: did you mean 'automatically'?
                                                            fix: 'automaticaly' -> 'automatically'
                                                               ^^^^ E0202 unexpected 'mots'
                                                                    help: did you mean 'most'?
                                                                    fix: 'mots' -> 'most'
                                                                      ^^^^^^ E0202 unexpected 'wihtin'
                                                                             help: did you mean 'within'?
                                                                             fix: 'wihtin' -> 'within'
            """)
    }

    @Test func `that are like nothing are not guessed at`() {
        check(
            """
            frobnicate x
            ^^^^^^^^^^ E0201 expected a declaration, found 'frobnicate'
            when a then explode b
                        ^^^^^^^ E0202 expected an effect ('require', 'run', 'raise', 'notify' or 'forbid'), found 'explode'
            rule r colour red when a then require b
                   ^^^^^^ E0202 expected 'when' and a condition, found 'colour'
            """)
    }
}
