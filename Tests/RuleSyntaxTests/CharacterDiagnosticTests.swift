import Testing

@Suite struct `Characters` {
    @Test func `of other languages are named`() {
        check(
            """
            when a > 50%; then require b
                       ^ E0105 '%' means nothing here
                         help: a percentage is a plain number: '80', or '0.8' where the data holds fractions
                        ^ E0105 ';' means nothing here
                          help: declarations end by themselves: remove it
                          fix: ';' -> ''
            """)
    }

    @Test func `that mean nothing are reported once for a run of them`() {
        check(
            """
            define x = 1 @@@ 2
                         ^^^ E0105 '@' means nothing here
                             help: names stand without '@'
            define y = $z ^ 2
                       ^ E0105 '$' means nothing here
                         help: names stand without '$'
                          ^ E0105 '^' means nothing here
                            help: there is no power: multiply
            """)
    }

    @Test func `that only look right are read as what they look like`() {
        check(
            """
            define x = a ≥ 1 and b ≤ 2 and c ≠ 3 and d == 4–3
                         ^ E0105 '≥' is written '>='
                           help: write '>='
                           fix: '≥' -> '>='
                                   ^ E0105 '≤' is written '<='
                                     help: write '<='
                                     fix: '≤' -> '<='
                                             ^ E0105 '≠' is written '!='
                                               help: write '!='
                                               fix: '≠' -> '!='
                                                           ^ E0105 '–' is written '-'
                                                             help: write '-'
                                                             fix: '–' -> '-'
            """)
    }

    @Test func `that look like blanks are named`() {
        check(
            """
            define x = 1 +​ 2
                          ^ E0105 U+200B looks like a blank, or like nothing, but is neither
                            help: write an ordinary blank
                            fix: '​' -> ' '
            """)
    }

    @Test func `outside ASCII make no names`() {
        check(
            """
            define naïve = größe + 1
                   ^^^^^ E0105 'naïve' is no name: names consist of the letters a to z, digits and '_'
                           ^^^^^ E0105 'größe' is no name: names consist of the letters a to z, digits and '_'
            define x = жук + 1
                       ^^^ E0105 'жук' is no name: names consist of the letters a to z, digits and '_'
            """)
    }

    @Test func `of other languages' comments are passed over`() {
        check(
            """
            define x = 1 // not this
                         ^^ E0105 a comment starts with '#'
                            help: write '#'
                            fix: '//' -> '#'
            define y = 2 /* nor this */ + 3
                         ^^ E0105 a comment starts with '#'
            define z = 4 /* nor this
                         ^^ E0105 a comment starts with '#'
            define w = 5
            """)
    }

    @Test func `in comments are not looked at`() {
        check(
            #"""
            # @ $ ' " ` \ { “ é /* // &&
            define x = 1 # "
            """#)
    }

    @Test func `in backquotes are one name`() {
        check(
            """
            define x = `when` + `a b` + `` + `1a` + `a
                                ^^^^^ E0105 backquotes enclose exactly one name: '`name`'
                                        ^^ E0105 backquotes enclose exactly one name: '`name`'
                                             ^^^^ E0105 backquotes enclose exactly one name: '`name`'
                                                    ^^ E0105 backquotes enclose exactly one name: '`name`'
            """)
    }
}
