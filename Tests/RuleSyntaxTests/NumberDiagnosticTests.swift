import Testing

@Suite struct `Numbers` {
    @Test func `have digits on both sides of one point`() {
        check(
            """
            define x = 0.5 + 10.25 + 1_000_000.000_1
            """)
    }

    @Test func `with a point at an end, or with two, are malformed`() {
        check(
            """
            define x = 5. + .5 + 1.5.2
                       ^^ E0106 a number has a digit on both sides of its point
                          help: write '5'
                          fix: '5.' -> '5'
                            ^^ E0106 a number has a digit on both sides of its point
                               help: write '0.5'
                               fix: '.5' -> '0.5'
                                 ^^^^^ E0106 '1.5.2' has more than one point
                                       help: versions and addresses are texts: "1.5.2"
                                       fix: '1.5.2' -> '"1.5.2"'
            define y = a in "x" or b > 10.0.0.1
                                       ^^^^^^^^ E0106 '10.0.0.1' has more than one point
                                                help: versions and addresses are texts: "10.0.0.1"
                                                fix: '10.0.0.1' -> '"10.0.0.1"'
            """)
    }

    @Test func `have underscores between digits alone`() {
        check(
            """
            define x = 1__0 + 1_ + 1_.5 + 1._5
                       ^^^^ E0106 in '1__0' a '_' does not stand between two digits
                              ^^ E0106 in '1_' a '_' does not stand between two digits
                                   ^^^^ E0106 in '1_.5' a '_' does not stand between two digits
                                          ^^^^ E0106 '1._5' is neither a number nor a duration nor a name
            """)
    }

    @Test func `have no exponents and no other base`() {
        check(
            """
            define x = 1e5 + 1E-5 + 0x1F + 0b1
                       ^^^ E0106 '1e5' has an exponent; numbers are written out
                           help: write all its digits, with '_' between groups: '1_000_000'
                             ^^^^ E0106 '1E-5' has an exponent; numbers are written out
                                  help: write all its digits, with '_' between groups: '1_000_000'
                                    ^^^^ E0106 '0x1F' is not decimal; numbers are
                                           ^^^ E0106 '0b1' is not decimal; numbers are
            """)
    }

    @Test func `are no names`() {
        check(
            """
            define x = 2fa_enabled + 12abc
                       ^^^^^^^^^^^ E0106 '2fa_enabled' is neither a number nor a duration nor a name
                                     ^^^^^ E0106 '12abc' is neither a number nor a duration nor a name
            """)
    }

    @Test func `that are no finite double are too large`() {
        check(
            """
            define x = 99999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999
                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ E0106 '9999999999999999999999999999999999999999…' is too large for a number
            define y = 99999999999999999999999
            """)
    }

    @Test func `stand beside ranges`() {
        check(
            """
            param a = 1 in 0..100
            param b = 0.5 in 0.25..0.75
            param c = 1 in -1..
            param d = 1d in 1h..7d
            """)
    }
}
