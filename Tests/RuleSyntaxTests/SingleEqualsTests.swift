import Testing

@Suite struct `A single equals sign` {
    @Test func `compares nothing`() {
        check(
            """
            when a = 1 and b not = 2 or any c where d = e then require f
                   ^ E0204 '=' does not compare, '==' does
                     help: write '=='
                     fix: '=' -> '=='
                             ^^^^^ E0202 'not ==' is written '!='
                                   help: write '!='
                                   fix: 'not =' -> '!='
                                                      ^ E0204 '=' does not compare, '==' does
                                                        help: write '=='
                                                        fix: '=' -> '=='
            """)
    }

    @Test func `and a double one defines nothing`() {
        check(
            """
            define a == 1
                     ^^ E0202 expected '=', found '=='; '==' compares
                        help: write '='
                        fix: '==' -> '='
            param b == 2
                    ^^ E0202 expected '=', found '=='; '==' compares
                       help: write '='
                       fix: '==' -> '='
            """)
    }
}
