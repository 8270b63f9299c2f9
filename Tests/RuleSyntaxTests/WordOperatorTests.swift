import Testing

@Suite struct `Signs for words` {
    @Test func `are read as the words`() {
        check(
            """
            when a && b || !c and a!=b & c | d then require y
                   ^^ E0203 '&&' is written 'and'
                      help: write 'and'
                      fix: '&&' -> 'and'
                        ^^ E0203 '||' is written 'or'
                           help: write 'or'
                           fix: '||' -> 'or'
                           ^ E0203 '!' is written 'not'
                             help: write 'not'
                             fix: '!' -> 'not '
                                       ^ E0203 '&' is written 'and'
                                         help: write 'and'
                                         fix: '&' -> 'and'
                                           ^ E0203 '|' is written 'or'
                                             help: write 'or'
                                             fix: '|' -> 'or'
            when a !contains "b" then require c
                   ^ E0203 '!' is written 'not'
                     help: write 'not'
                     fix: '!' -> 'not '
            """)
    }

    @Test func `of other languages are read as what they mean`() {
        check(
            """
            define x = a => 1 and b =< 2 and c <> 3 and d === 4 and e !== 5
                         ^^ E0202 '=>' is no operator
                                    ^^ E0202 '=<' is no operator
                                               ^^ E0202 '<>' is no operator
                                                          ^^^ E0202 '===' is no operator
                                                                      ^^^ E0202 '!==' is no operator
            """)
    }
}
