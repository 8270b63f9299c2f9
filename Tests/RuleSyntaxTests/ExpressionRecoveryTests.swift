import Testing

@Suite struct `Expressions with mistakes` {
    @Test func `need their operands`() {
        check(
            """
            define a = not
                          | E0210 expected an expression before 'define'
            define b = x and
                            | E0210 expected an expression before 'define'
            define c = x >
                          | E0210 expected an expression before 'define'
            define d = x > > 5
                           ^ E0210 expected an expression, found '>'
            define e = x + * 5
                           ^ E0210 expected an expression, found '*'
            define f = x > 5 and and y
                                 ^^^ E0210 expected an expression, found 'and'
            define g = or x
                       ^^ E0210 expected an expression, found 'or'
            define h = f(1, , 2)
                            ^ E0210 expected an expression, found ','
            define i = ()
                        ^ E0210 expected an expression, found ')'
            define j = [,]
                        ^ E0210 expected an expression, found ','
            define k = a. + b.5
                          ^ E0202 expected a field's name, found '+'
                              ^ E0202 expected a field's name, found '5'
            define l = -
                        | E0210 expected an expression before the end of the file
            """)
    }

    @Test func `need whole operators`() {
        check(
            """
            define a = x between 1
                                  | E0202 expected 'and' and the upper end before 'define'
            define b = x between 1..5
                                  ^^ E0202 the ends of 'between' are joined with 'and'
                                     help: write 'and'
                                     fix: '..' -> ' and '
            define c = x between 1 to 5
                                   ^^ E0202 the ends of 'between' are joined with 'and'
                                      help: write 'and'
                                      fix: 'to' -> 'and'
            define d = x starts "y"
                                ^^^ E0202 expected 'with', found a text
            define e = x not
                            | E0202 expected an operator such as 'in' or 'contains' behind 'not' before 'define'
            define f = x older 3d
                               ^^ E0202 expected 'than', found '3d'
            define g = x in 1..5
                             ^^^ E0202 a range stands only in declarations
                                 help: write 'between 1 and 5'
                                 fix: 'in 1..5' -> 'between 1 and 5'
            define h = x in 1d..
                              ^^ E0202 a range stands only in declarations
                                 help: compare with 'between … and …' or '>='
            """)
    }

    @Test func `compare with is only what is missing`() {
        check(
            """
            define a = x is 5
                         ^^ E0202 'is' goes only with 'missing' and 'known'; '==' compares
                            help: write '=='
                            fix: 'is' -> '=='
            define b = x is not 5
                         ^^^^^^ E0202 'is' goes only with 'missing' and 'known'; '!=' compares
                                help: write '!='
                                fix: 'is not' -> '!='
            define c = x is not missing
                         ^^^^^^^^^^^^^^ E0202 'is not missing' is written 'is known'
                                        help: write 'is known'
                                        fix: 'is not missing' -> 'is known'
            define d = x is null or y is not known
                         ^^^^^^^ E0202 'is null' is written 'is missing'
                                 help: write 'is missing'
                                 fix: 'is null' -> 'is missing'
                                      ^^^^^^^^^^^^ E0202 'is not known' is written 'is missing'
                                                   help: write 'is missing'
                                                   fix: 'is not known' -> 'is missing'
            define e = x is
                           | E0202 expected 'missing' or 'known' before 'define'
            define f = x not == 5
                         ^^^^^^ E0202 'not ==' is written '!='
                                help: write '!='
                                fix: 'not ==' -> '!='
            define g = x equals 5
                         ^^^^^^ E0202 'equals' is written '=='
                                help: write '=='
                                fix: 'equals' -> '=='
            """)
    }

    @Test func `need conditions in parentheses where values stand`() {
        check(
            """
            define a = x == not y
                            ^^^ E0210 expected a value, found 'not'
                                help: put the condition in parentheses: '(not …)'
            define b = 1 + any z
                           ^^^ E0210 expected a value, found 'any'
                               help: put the condition in parentheses: '(any …)'
            define c = any(z where w)
                          ^ E0202 'any' takes no parentheses
                            help: write 'any ENTITY where …', or all of it in parentheses
            define d = any z satisfy w
                             ^^^^^^^ E0202 'satisfy' goes with 'all'
                                     help: 'any' takes its condition behind 'where'
            define e = all z where w
                                    | E0202 expected 'satisfy' and a condition before the end of the file
            """)
    }

    @Test func `need all of their aggregates`() {
        check(
            """
            define a = count()
                             ^ E0202 expected an entity, found ')'
            define b = sum(x)
                            ^ E0202 expected 'of' and the rows, found ')'
            define c = max(x, y)
                            ^ E0202 expected 'of' and the rows, found ','
            define d = latest(x of y)
                                    ^ E0202 expected 'by' and the field that orders the rows, found ')'
            define e = sum(x of y by z)
                                  ^^ E0202 'sum' does not order its rows
                                     help: 'by' goes with 'latest' and 'earliest'
            define f = count(x of y of z)
                                    ^^ E0212 'of' stands here a second time
                                       help: keep one of them
            """)
    }

    @Test func `say exactly only of texts`() {
        check(
            """
            define a = x == exactly
            define b = x < exactly "y"
                           ^^^^^^^ E0202 'exactly' does not stand here: it is about the case of texts
                                   help: remove it
                                   fix: 'exactly' -> ''
            define c = x in exactly ["y"] and z matches exactly /w/
            """)
    }

    @Test func `have signs only where they change something`() {
        check(
            """
            define a = +5
                       ^ E0202 '+' does not stand here: a number without a sign is positive
            define b = --5
            """)
    }

    @Test func `of several mistakes report each`() {
        check(
            """
            define x = (a && b) or (c = 1) or (1 < d < 2) or e is not missing or f == /x/ or 3months > g
                          ^^ E0203 '&&' is written 'and'
                                      ^ E0204 '=' does not compare, '==' does
                                                     ^ E0205 comparisons do not chain
                                                               ^^^^^^^^^^^^^^ E0202 'is not missing' is written 'is known'
                                                                                      ^^^ E0211 a regular expression stands only behind 'matches'
                                                                                             ^^^^^^^ E0107 '3months' has no one length, since no two months need be equal
            """)
    }
}
