import Testing

@Suite struct `Brackets` {
    @Test func `that are not closed are reported where they open`() {
        check(
            """
            define x = (1 + 2
                       ^ E0207 '(' is not closed
                         note: expected ')' before 'define'
            define y = [1, 2
                       ^ E0207 '[' is not closed
                         note: expected ']' before 'define'
            define z = count(alert where x > 1
                            ^ E0207 '(' is not closed
                              note: expected ')' before 'when'
            when (a or b then require c
                 ^ E0207 '(' is not closed
                   note: expected ')' before 'then'
            when a == [1, 2 then require c
                      ^ E0207 '[' is not closed
                        note: expected ']' before 'then'
            entity e key id {
                            ^ E0207 '{' is not closed
                              note: expected '}' before 'entity'
              id text
            entity f key id { id text }
            test "t" {
                     ^ E0207 '{' is not closed
                       note: expected '}' before 'define'
              given d "1" { a: 1
                          ^ E0207 '{' is not closed
                            note: expected '}' before 'given'
              given e "2" {}
              expect nothing else
            define w = 1
            """)
    }

    @Test func `with something else in them are passed over`() {
        check(
            """
            define x = (1 2 3) + [1 2] + f(1 2) + count(a b)
                          ^ E0202 expected an operator or ')', found '2'
                                    ^ E0202 expected ',' or ']', found '2'
                                             ^ E0202 expected ',' or ')', found '2'
                                                          ^ E0202 expected 'where' or ')', found 'b'
            define y = 1
            """)
    }

    @Test func `that close nothing are passed over`() {
        check(
            """
            define x = (1 + 2))
                              ^ E0202 ')' closes nothing
            ]
            when x > 1 then require y
            """)
    }
}
