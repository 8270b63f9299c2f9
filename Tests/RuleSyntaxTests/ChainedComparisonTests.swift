import Testing

@Suite struct `Chained comparisons` {
    @Test func `offer between`() {
        check(
            """
            when 1 < x < 5 then require y
                       ^ E0205 comparisons do not chain
                         help: write 'x between 1 and 5', which includes the ends
                         fix: '1 < x < 5' -> 'x between 1 and 5' (changes the meaning)
            when 1 <= x <= 5 then require y
                        ^^ E0205 comparisons do not chain
                           help: write 'x between 1 and 5'
                           fix: '1 <= x <= 5' -> 'x between 1 and 5'
            when 5 >= x > a.b then require y
                        ^ E0205 comparisons do not chain
                          help: write 'x between a.b and 5', which includes the ends
                          fix: '5 >= x > a.b' -> 'x between a.b and 5' (changes the meaning)
            """)
    }

    @Test func `of other kinds offer and`() {
        check(
            """
            when a == b == c then require y
                        ^^ E0205 comparisons do not chain
                           help: join them with 'and', or put the one that is to be compared in parentheses
            when a in b in c then require y
                        ^^ E0205 comparisons do not chain
                           help: join them with 'and', or put the one that is to be compared in parentheses
            when a is missing == true then require y
                              ^^ E0205 comparisons do not chain
                                 help: join them with 'and', or put the one that is to be compared in parentheses
            when 1 < a > 2 then require y
                       ^ E0205 comparisons do not chain
                         help: join them with 'and', or put the one that is to be compared in parentheses
            """)
    }

    @Test func `in parentheses are no chains`() {
        check(
            """
            when (1 < x) == (x < 5) then require y
            """)
    }

    @Test func `are told from calculating with conditions`() {
        check(
            """
            define a = b is missing + 1
                                    ^ E0202 '+' can't follow a condition
                                      help: put the condition in parentheses
            define c = d matches /x/ otherwise true
                                     ^^^^^^^^^ E0202 'otherwise' can't follow a condition
                                               help: put the condition in parentheses
            """)
    }
}
