import Testing

@Suite struct `Regular expressions` {
    @Test func `stand behind matches`() {
        check(
            #"""
            when a matches /x\/y#"[0-9]{2,3}/ and b not matches exactly /\\/ and c matches // then require d
            """#)
    }

    @Test func `that do not end on their line are closed there`() {
        check(
            #"""
            when x matches /abc then require y
                           ^^^^^^^^^^^^^^^^^^^ E0109 the regular expression is not closed: '/' is missing
                                               help: a regular expression ends on its line; '\/' stands for a slash in it
            when x matches /a\
                           ^^^ E0109 the regular expression is not closed: '/' is missing
                               help: a regular expression ends on its line; '\/' stands for a slash in it
            then require y
            """#)
    }

    @Test func `anywhere else are misplaced`() {
        check(
            """
            when x == /abc/ then require y
                      ^^^^^ E0211 a regular expression stands only behind 'matches'
                            help: write 'matches /…/'; for a division, give '/' two operands
            when x contains /a b/ and y > 1 then require z
                            ^^^^^ E0211 a regular expression stands only behind 'matches'
                                  help: write 'matches /…/'; for a division, give '/' two operands
            """)
    }

    @Test func `that are texts are shown as what they have to be`() {
        check(
            """
            when x matches "abc" then require y
                           ^^^^^ E0211 expected a regular expression, '/…/', found a text
                                 help: write '/…/'
                                 fix: '"abc"' -> '/abc/'
            when x matches "a/b" then require y
                           ^^^^^ E0211 expected a regular expression, '/…/', found a text
                                 help: 'like "…"' takes a text with '*' and '?'
            when x matches exactly y then require z
                                   ^ E0211 expected a regular expression, '/…/', found 'y'
            """)
    }

    @Test func `with a bare slash end at it`() {
        check(
            #"""
            when a matches /[/]/ and b then require c
                              ^ E0202 the regular expression ended before this
                                help: a slash in it is written '\/'
            when a matches /a/b/ then require c
                              ^ E0202 the regular expression ended before this
                                help: a slash in it is written '\/'
            """#)
    }

    @Test func `are not begun by other slashes`() {
        check(
            """
            define x = a / b / c
            define y = matches / 2 + a.matches / 3
            """)
    }
}
