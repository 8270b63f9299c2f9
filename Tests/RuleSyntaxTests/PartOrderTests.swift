import Testing

@Suite struct `Parts of declarations and effects` {
    @Test func `out of order are told where they belong`() {
        check(
            """
            when a then require b due now on c
                                          ^^ E0208 'on' belongs before 'due'
                                             help: move it to the front of 'due'
            when a then run b within 1h on c with d = 1 on approval
                                        ^^ E0208 'on' belongs before 'within'
                                           help: move it to the front of 'within'
            when a then require b by c within 1h daily on d
                                       ^^^^^^ E0208 'within' belongs before 'by'
                                              help: move it to the front of 'by'
                                                 ^^^^^ E0208 the cadence belongs before 'within'
                                                       help: move it to the front of 'within'
                                                       ^^ E0208 'on' belongs before the cadence
                                                          help: move it to the front of the cadence
            entity e key id from "x" in f "late title" { id text }
                            ^^^^ E0208 'from' belongs before 'key'
                                 help: move it to the front of 'key'
                                          ^^^^^^^^^^^^ E0208 the title belongs before 'from'
                                                       help: move it to the front of 'from'
            score s number "T" lower is better
                               ^^^^^ E0208 the direction belongs before the title
                                     help: move it to the front of the title
            task t "T" on e
                       ^^ E0208 'on' belongs before the title
                          help: move it to the front of the title
            action u on e with a number automatically at most 1
                                        ^^^^^^^^^^^^^ E0208 the approval belongs before 'with'
                                                      help: move it to the front of 'with'
            param p in 1..2 = 1
                            ^ E0208 '=' belongs before 'in'
                              help: move it to the front of 'in'
            waive w because "x" until 2026-12-31
                                ^^^^^ E0208 'until' belongs before 'because'
                                      help: move it to the front of 'because'
            """)
    }

    @Test func `of rules out of order are told where they belong`() {
        check(
            """
            rule a for b severity high when c then require d
                         ^^^^^^^^ E0208 'severity' belongs before 'for'
            rule e tags "x" "Title" when c then require d
                            ^^^^^^^ E0208 the title belongs behind the rule's name
            rule f because "early" when c then require d
                   ^^^^^^^ E0208 'because' belongs behind the effects
            rule g when c for b then require d
                          ^^^ E0208 'for' belongs before 'when'
            rule h when c then require d for b
                                         ^^^ E0208 'for' belongs before 'when'
            """)
    }

    @Test func `that stand twice are reported`() {
        check(
            """
            rule a severity high severity low for b for c when d then require e
                                 ^^^^^^^^ E0212 'severity' stands here a second time
                                          help: keep one of them
                                                    ^^^ E0212 'for' stands here a second time
                                                        help: keep one of them
            when a then run b on c within 1h within 2h on d
                                             ^^^^^^ E0212 'within' stands here a second time
                                                    help: keep one of them
                                                       ^^ E0212 'on' stands here a second time
                                                          help: keep one of them
            entity e key id key name { id text "a" "b" }
                            ^^^ E0212 'key' stands here a second time
                                help: keep one of them
                                                   ^^^ E0212 the text that documents it stands here a second time
                                                       help: keep one of them
            """)
    }
}
