import Testing

@Suite struct `Rules with mistakes` {
    @Test func `need a name, a condition and an effect`() {
        check(
            """
            rule "title" when a then require b
                 ^^^^^^^ E0202 expected the rule's name, found a text
            rule c
              severity high
                           | E0202 expected 'when' and a condition before 'rule'
            rule d when then require b
                        ^^^^ E0210 expected an expression, found 'then'
            rule e when a > then require b
                            ^^^^ E0210 expected an expression, found 'then'
            rule f when a then
                              | E0202 expected an effect ('require', 'run', 'raise', 'notify' or 'forbid') before 'rule'
            rule g then require b
                   ^^^^ E0202 expected 'when' and a condition, found 'then'
            rule h when a
                         | E0202 expected 'then' and an effect before 'rule'
            rule i when a then require
                                      | E0202 expected a task before the end of the file
            """)
    }

    @Test func `say which word is missing`() {
        check(
            """
            when a require b
                  | E0202 expected 'then' before 'require'
                    help: insert 'then'
                    fix: '' -> ' then'
            when a and b
                        | E0202 expected 'then' and an effect before the end of the file
            """)
    }

    @Test func `go on behind each mistake in an effect`() {
        check(
            """
            when a then requre b, run c, raise high, raise "x", notify "y", notify r, forbid c, require d every 3, run e on f with g 1
                        ^^^^^^ E0202 unexpected 'requre'
                                       ^ E0202 expected 'on' and the row that the action is run on, found ','
                                                   ^ E0202 expected the finding's text, found ','
                                                           ^^^ E0202 expected a level ('informational', 'low', 'medium', 'high' or 'critical'), found a text
                                                                       ^^^ E0202 expected a role, found a text
                                                                                    ^ E0202 expected the message's text, found ','
                                                                                              ^ E0202 expected 'on' and the row that the action is forbidden on, found ','
                                                                                                                 ^ E0202 expected 'days', found ','
                                                                                                                                     ^ E0202 expected '=', found '1'
            """)
    }

    @Test func `join effects with commas`() {
        check(
            """
            when a then require b run c on d
                                 | E0202 expected ',' before 'run'
                                   help: insert ','
                                   fix: '' -> ','
            when a then require b and run c on d
                                  ^^^ E0202 effects are joined with ','
                                      help: write ','
                                      fix: ' and' -> ','
            when a then require b, because "x"
                                 ^ E0202 ',' does not stand here: no effect follows
                                   help: remove it
                                   fix: ',' -> ''
            when a then require b, c, run d on e
                                   ^ E0202 expected an effect ('require', 'run', 'raise', 'notify' or 'forbid'), found 'c'
            when a then require b,
                                 ^ E0202 ',' does not stand here: no effect follows
                                   help: remove it
                                   fix: ',' -> ''
            """)
    }

    @Test func `have cadences of days`() {
        check(
            """
            when a then require b every 3 weeks
                                          ^^^^^ E0202 expected 'days', found 'weeks'
                                                help: write 'every 21 days'
                                                fix: '3 weeks' -> '21 days'
            when a then require b every 3
                                         | E0202 expected 'days' before 'when'
                                           help: a task recurs 'daily', 'weekly', 'monthly' or 'every 3 days'
            when a then require b every two days
                                        ^^^ E0202 expected a number of days, found 'two'
            when a then require b as neded, require c weekly on Monday, require d monthly on 3
                                     ^^^^^ E0202 unexpected 'neded'
                                           help: did you mean 'needed'?
                                           fix: 'neded' -> 'needed'
                                                                                             ^ E0202 expected 'day', found '3'
            """)
    }

    @Test func `take every row`() {
        check(
            """
            for each device when a then require b
                ^^^^ E0202 'each' does not stand here: 'for' means every row
                     help: remove it
                     fix: 'each' -> ''
            for device where a > 1 when c then require b
                       ^^^^^ E0202 a plain 'for' takes every row, so it has no 'where'
                             help: put the condition behind 'when'
            for top device by a when c then require b
                    ^^^^^^ E0202 expected how many rows, found 'device'
            for top 3 device when c then require b
                             ^^^^ E0202 expected 'by' and what the rows are ranked by, found 'when'
            """)
    }

    @Test func `tell a missing operator from a missing word`() {
        check(
            """
            when a b then require c
                   ^ E0202 expected an operator or 'then', found 'b'
            when a > 1 2 then require c
                       ^ E0202 expected an operator or 'then', found '2'
            when a "x" then require c
                   ^^^ E0202 expected an operator or 'then', found a text
            """)
    }

    @Test func `need a target for what they run`() {
        check(
            """
            when a then run b on approval
                                         | E0202 expected 'on' and the row that the action is run on before 'when'
            when a then run b on c on aproval
                                      ^^^^^^^ E0202 unexpected 'aproval'
                                              help: did you mean 'approval'?
                                              fix: 'aproval' -> 'approval'
            """)
    }

    @Test func `begin anew at the start of a line`() {
        check(
            """
            when a then require b daily
            xyz
            ^^^ E0201 expected a declaration, found 'xyz'
            when c then require d
            """)
    }
}
