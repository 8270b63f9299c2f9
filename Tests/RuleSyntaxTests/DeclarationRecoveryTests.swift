import Testing

@Suite struct `Declarations with mistakes` {
    @Test func `need their names`() {
        check(
            """
            define = 1
                   ^ E0202 expected the name to define, found '='
            param = 1
                  ^ E0202 expected the parameter's name, found '='
            entity key id { id text }
                       ^^ E0202 expected 'key' and a field, found 'id'
            score number
                        | E0202 expected a type before 'task'
            task "T"
                 ^^^ E0202 expected the task's name, found a text
            action on d
                      ^ E0202 expected 'on' and the entity that the action is run on, found 'd'
            role "R"
                 ^^^ E0202 expected the role's name, found a text
            test { }
                 ^ E0202 expected the test's title, as a text, found '{'
            waive until 2026-12-31 because "x"
                        ^^^^^^^^^^ E0202 expected 'until' and the end of the waiver, found '2026-12-31'
            """)
    }

    @Test func `need their parts`() {
        check(
            """
            define x
                    | E0202 expected '=' before 'define'
            define y =
                      | E0210 expected an expression before 'define'
            define a.b.c = 1
                      ^ E0202 expected '=', found '.'
            param p
                   | E0202 expected '=' and the parameter's default before 'param'
            param q as device = 1
                              ^ E0202 expected '.', found '='
            param r = 1 in
                          | E0202 expected a range such as '0..100', or a list before 'param'
            param s = 1 in 5
                            | E0202 expected '..' before 'entity'
            entity e { id text }
                     ^ E0202 expected 'key' and a field, found '{'
            entity f key id
                           | E0202 expected '{' before 'score'
            score s
                   | E0202 expected a type before 'score'
            score t number lower better
                                 ^^^^^^ E0202 expected 'is', found 'better'
            action a
                    | E0202 expected 'on' and the entity that the action is run on before 'action'
            action b on
                       | E0202 expected an entity before 'action'
            action c on d with e
                                | E0202 expected a type before 'waive'
            waive w
                   | E0202 expected 'until' and the end of the waiver before 'waive'
            waive w until tomorrow because "x"
                          ^^^^^^^^ E0202 expected a date or a time, such as '2026-12-31', found 'tomorrow'
            waive w for d until 2026-12-31 because "x"
                          ^^^^^ E0202 expected 'where' and which rows are meant, found 'until'
            """)
    }

    @Test func `end where the next one begins`() {
        check(
            """
            define x = 1 2
                         ^ E0202 expected an operator or the next declaration, found '2'
            define y = 1, 2
                        ^ E0202 expected an operator or the next declaration, found ','
            param p = a > b
                        ^ E0202 expected 'in' or the next declaration, found '>'
            param q = 1 in 1..2 3
                                ^ E0202 expected the next declaration, found '3'
            role r "T" "U"
                       ^^^ E0201 expected a declaration, found a text
            """)
    }

    @Test func `have fields that follow each other`() {
        check(
            """
            entity e key id {
              id text,
                     ^ E0202 ',' does not stand here: fields follow each other without
                       help: remove it
                       fix: ',' -> ''
              name text;
                       ^ E0105 ';' means nothing here
                         help: declarations end by themselves: remove it
                         fix: ';' -> ''
              level low < "high"
                          ^^^^^^ E0202 expected a bare word as the next value, found a text
              kind a | b < c
                         ^ E0202 levels ('<') and choices ('|') do not mix
                           help: levels are ordered, choices are not
              range number 5
                            | E0202 expected '..' before '5'
              5 text
              a.b text
               ^ E0202 expected a type, found '.'
              rd text reading "x" reading "y" as z
                                  ^^^^^^^ E0202 expected 'as' and the value that is meant, found 'reading'
              nm text form "x"
                      ^^^^ E0202 unexpected 'form'
                           help: did you mean 'from'?
                           fix: 'form' -> 'from'
              doc text "a" from "b"
                           ^^^^ E0208 'from' belongs before the text that documents it
                                help: move it to the front of the text that documents it
            }
            """)
    }

    @Test func `list types of types`() {
        check(
            """
            entity e key id { id list of list of text }
            action a on e with b list of number, c x | y, d p < q
            """)
    }
}
