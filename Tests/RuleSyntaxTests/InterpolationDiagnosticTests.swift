import Testing

@Suite struct `Interpolations` {
    @Test func `hold expressions between doubled braces`() {
        check(
            #"""
            when a then raise high "{a} {{b}} {count(c where d == \"}\")} {e matches /x{2}/}{f}" because "}}{{"
            """#)
    }

    @Test func `that are not closed are reported at their brace`() {
        check(
            """
            when a then raise high "x {a" because "{b y"
                                      ^ E0111 '{' begins an expression, which is not closed
                                        note: expected '}' before the end of the text
                                        help: write '{{' for a brace
                                                   ^ E0111 '{' begins an expression, which is not closed
                                                     note: expected '}' before 'y'
                                                     help: write '{{' for a brace
            """)
    }

    @Test func `that hold more than an expression are reported where it begins`() {
        check(
            """
            when a then raise high "use {braces so} or {a b}"
                                                ^^ E0111 expected an operator or '}', found 'so'
                                                   help: braces hold an expression; write '{{' and '}}' for braces
                                                          ^ E0111 expected an operator or '}', found 'b'
                                                            help: braces hold an expression; write '{{' and '}}' for braces
            """)
    }

    @Test func `that hold nothing say what a brace is`() {
        check(
            """
            when a then raise high "{} {  }"
                                    ^^ E0111 an expression belongs between the braces
                                       help: write '{{' and '}}' for braces
                                       ^^^^ E0111 an expression belongs between the braces
                                            help: write '{{' and '}}' for braces
            """)
    }

    @Test func `have a brace at their end alone`() {
        check(
            """
            when a then raise high "x } y"
                                      ^ E0111 '}' closes nothing here
                                        help: write '}}' for a brace
                                        fix: '}' -> '}}'
            """)
    }

    @Test func `report each mistake in them where it stands`() {
        check(
            """
            when a then raise high "{a && b} then {c + } and {d = 1}" because "{@ e}"
                                       ^^ E0203 '&&' is written 'and'
                                                       ^ E0210 expected an expression, found '}'
                                                                ^ E0204 '=' does not compare, '==' does
                                                                                ^ E0105 '@' means nothing here
            """)
    }

    @Test func `report mistakes behind escapes where they stand`() {
        check(
            #"""
            when a then raise high "\t\u{1F512}\"{a && lower(\"x\") = b}\""
                                                    ^^ E0203 '&&' is written 'and'
                                                                    ^ E0204 '=' does not compare, '==' does
            """#)
    }

    @Test func `take escaped braces for braces`() {
        check(
            #"""
            when a then raise high "\u{7b}a\u{7D} {b}"
            """#)
    }

    @Test func `hold no comments`() {
        check(
            """
            when a then raise high "{a # b}"
                                         ^ E0111 expected an operator or '}', found 'b'
            """)
    }

    @Test func `stand in no other text`() {
        check(
            """
            rule a "{title" when b == "{c" then require d
            """)
    }

    @Test func `hold no control of direction, written as an escape either`() {
        check(
            #"""
            when a then require t because "\u{202E} {name \u{202E}}"
                                                          ^^^^^^^^ E0104 a bidirectional control character (U+202E) can make a rule look like another one
            """#)
    }
}
