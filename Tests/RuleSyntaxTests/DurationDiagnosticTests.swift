import Testing

@Suite struct `Durations` {
    @Test func `are whole numbers of units, the longest first`() {
        check(
            """
            define x = [90s, 15m, 4h, 7d, 2w, 1d12h, 1w1d1h1m1s, 1_000d]
            """)
    }

    @Test func `with months or years are written in days`() {
        check(
            """
            define x = [3months, 1y, 6mo, 1y6mo, 3 months]
                        ^^^^^^^ E0107 '3months' has no one length, since no two months need be equal
                                help: write it in days: '90d'
                                fix: '3months' -> '90d' (changes the meaning)
                                 ^^ E0107 '1y' has no one length, since no two years need be equal
                                    help: write it in days: '365d'
                                    fix: '1y' -> '365d' (changes the meaning)
                                     ^^^ E0107 '6mo' has no one length, since no two months need be equal
                                         help: write it in days: '180d'
                                         fix: '6mo' -> '180d' (changes the meaning)
                                          ^^^^^ E0107 '1y6mo' has no one length, since no two years need be equal
                                                help: write it in days: '545d'
                                                fix: '1y6mo' -> '545d' (changes the meaning)
                                                 ^^^^^^^^ E0107 '3 months' has no one length, since no two months need be equal
                                                          help: write it in days: '90d'
                                                          fix: '3 months' -> '90d' (changes the meaning)
            """)
    }

    @Test func `with long units, in another order or in two words are written anew`() {
        check(
            """
            define x = [5min, 2hours, 12h1d, 1d1d, 5H, 3 days, 30 minutes]
                        ^^^^ E0107 '5min' is no duration: whole numbers of 'w', 'd', 'h', 'm', 's', the longest unit first
                             help: write '5m'
                             fix: '5min' -> '5m'
                              ^^^^^^ E0107 '2hours' is no duration: whole numbers of 'w', 'd', 'h', 'm', 's', the longest unit first
                                     help: write '2h'
                                     fix: '2hours' -> '2h'
                                      ^^^^^ E0107 '12h1d' is no duration: whole numbers of 'w', 'd', 'h', 'm', 's', the longest unit first
                                            help: write '1d12h'
                                            fix: '12h1d' -> '1d12h'
                                             ^^^^ E0107 '1d1d' is no duration: whole numbers of 'w', 'd', 'h', 'm', 's', the longest unit first
                                                  help: write '2d'
                                                  fix: '1d1d' -> '2d'
                                                   ^^ E0107 '5H' is no duration: whole numbers of 'w', 'd', 'h', 'm', 's', the longest unit first
                                                      help: write '5h'
                                                      fix: '5H' -> '5h'
                                                       ^^^^^^ E0107 a duration is one word, '3d'
                                                              help: write '3d'
                                                              fix: '3 days' -> '3d'
                                                               ^^^^^^^^^^ E0107 a duration is one word, '30m'
                                                                          help: write '30m'
                                                                          fix: '30 minutes' -> '30m'
            """)
    }

    @Test func `with fractions are written in smaller units`() {
        check(
            """
            define x = 1.5h
                       ^^^^ E0107 '1.5h' is no duration: whole numbers of 'w', 'd', 'h', 'm', 's', the longest unit first
                            help: write a fraction in a smaller unit: '1h30m'
            """)
    }

    @Test func `of more than ten thousand years are too long`() {
        check(
            """
            define x = [10000d, 9999999d, 99999999999999999999d]
                                ^^^^^^^^ E0107 '9999999d' is too long: a duration is 10000 years at most
                                          ^^^^^^^^^^^^^^^^^^^^^ E0107 '99999999999999999999d' is too long: a duration is 10000 years at most
            """)
    }

    @Test func `have no loose underscores`() {
        check(
            """
            define x = [5_d, 5h_]
                        ^^^ E0106 '5_d' is neither a number nor a duration nor a name
                             ^^^ E0106 '5h_' is neither a number nor a duration nor a name
            """)
    }
}
