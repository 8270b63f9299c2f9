import Testing

@Suite struct `Texts` {
    @Test func `that do not end on their line are closed there`() {
        check(
            #"""
            define x = "open
                       ^^^^^ E0101 the text is not closed: '"' is missing
                             help: a text ends on its line; '\n' stands for a line break
            define y = 1
            """#)
    }

    @Test func `that swallow the rest of a rule are one mistake`() {
        check(
            """
            rule a "title
                   ^^^^^^ E0101 the text is not closed: '"' is missing
              when x == 1 then require b because "why
                                                 ^^^^ E0101 the text is not closed: '"' is missing
            """)
    }

    @Test func `know five escapes and no other`() {
        check(
            #"""
            define x = "\"\\\n\t\u{20AC}\u{1F512}"
            define y = "C:\Temp"
                          ^^ E0102 '\T' is no escape; there are '\"', '\\', '\n', '\t' and '\u{…}'
                             help: write '\\' for a backslash
            define z = "\u{110000} \u{D800} \u{} \u20 \u{1234567}"
                        ^^^^^^^^^^ E0102 '\u' needs a character's number in braces, as in '\u{20AC}'
                                   ^^^^^^^^ E0102 '\u' needs a character's number in braces, as in '\u{20AC}'
                                            ^^^^ E0102 '\u' needs a character's number in braces, as in '\u{20AC}'
                                                 ^^ E0102 '\u' needs a character's number in braces, as in '\u{20AC}'
                                                      ^^^^^^^^^^^ E0102 '\u' needs a character's number in braces, as in '\u{20AC}'
            """#)
    }

    @Test func `in single or curly quotes are taken for texts`() {
        check(
            """
            define x = 'text'
                       ^^^^^^ E0105 a text stands in straight double quotes
                              help: write "text"
                              fix: ''text'' -> '"text"'
            define y = “text”
                       ^^^^^^ E0105 a text stands in straight double quotes
                              help: write "text"
                              fix: '“text”' -> '"text"'
            define z = ‘text’
                       ^^^^^^ E0105 a text stands in straight double quotes
                              help: write "text"
                              fix: '‘text’' -> '"text"'
            """)
    }

    @Test func `in quotes that are not closed are passed over`() {
        check(
            """
            define x = “text
                       ^ E0105 a text stands in straight double quotes
            define y = 'x
                       ^ E0105 ''' means nothing here
            define z = 1
            """)
    }
}
