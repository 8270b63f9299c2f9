import Testing

@Suite struct `Keywords in another case` {
    @Test func `are read as keywords`() {
        check(
            """
            When x > 1 Then Require y
            ^^^^ E0213 keywords are lower case, 'When' is not
                 help: write 'when'
                 fix: 'When' -> 'when'
                       ^^^^ E0213 keywords are lower case, 'Then' is not
                            help: write 'then'
                            fix: 'Then' -> 'then'
                            ^^^^^^^ E0213 keywords are lower case, 'Require' is not
                                    help: write 'require'
                                    fix: 'Require' -> 'require'
            RULE foo Severity high WHEN x > 1 AND y Contains "z" OR NOT w Is Missing then Require z On d Within 4h Because "b"
            ^^^^ E0213 keywords are lower case, 'RULE' is not
                 help: write 'rule'
                 fix: 'RULE' -> 'rule'
                     ^^^^^^^^ E0213 keywords are lower case, 'Severity' is not
                              help: write 'severity'
                              fix: 'Severity' -> 'severity'
                                   ^^^^ E0213 keywords are lower case, 'WHEN' is not
                                        help: write 'when'
                                        fix: 'WHEN' -> 'when'
                                              ^^^ E0213 keywords are lower case, 'AND' is not
                                                  help: write 'and'
                                                  fix: 'AND' -> 'and'
                                                    ^^^^^^^^ E0213 keywords are lower case, 'Contains' is not
                                                             help: write 'contains'
                                                             fix: 'Contains' -> 'contains'
                                                                 ^^ E0213 keywords are lower case, 'OR' is not
                                                                    help: write 'or'
                                                                    fix: 'OR' -> 'or'
                                                                    ^^^ E0213 keywords are lower case, 'NOT' is not
                                                                        help: write 'not'
                                                                        fix: 'NOT' -> 'not'
                                                                          ^^ E0213 keywords are lower case, 'Is' is not
                                                                             help: write 'is'
                                                                             fix: 'Is' -> 'is'
                                                                             ^^^^^^^ E0213 keywords are lower case, 'Missing' is not
                                                                                     help: write 'missing'
                                                                                     fix: 'Missing' -> 'missing'
                                                                                          ^^^^^^^ E0213 keywords are lower case, 'Require' is not
                                                                                                  help: write 'require'
                                                                                                  fix: 'Require' -> 'require'
                                                                                                    ^^ E0213 keywords are lower case, 'On' is not
                                                                                                       help: write 'on'
                                                                                                       fix: 'On' -> 'on'
                                                                                                         ^^^^^^ E0213 keywords are lower case, 'Within' is not
                                                                                                                help: write 'within'
                                                                                                                fix: 'Within' -> 'within'
                                                                                                                   ^^^^^^^ E0213 keywords are lower case, 'Because' is not
                                                                                                                           help: write 'because'
                                                                                                                           fix: 'Because' -> 'because'
            """)
    }

    @Test func `are read as keywords where a value begins`() {
        check(
            """
            define y = NOT a and ANY alert Where TRUE or Count(alert Of device) > 1
                       ^^^ E0213 keywords are lower case, 'NOT' is not
                           help: write 'not'
                           fix: 'NOT' -> 'not'
                                 ^^^ E0213 keywords are lower case, 'ANY' is not
                                     help: write 'any'
                                     fix: 'ANY' -> 'any'
                                           ^^^^^ E0213 keywords are lower case, 'Where' is not
                                                 help: write 'where'
                                                 fix: 'Where' -> 'where'
                                                 ^^^^ E0213 keywords are lower case, 'TRUE' is not
                                                      help: write 'true'
                                                      fix: 'TRUE' -> 'true'
                                                         ^^^^^ E0213 keywords are lower case, 'Count' is not
                                                               help: write 'count'
                                                               fix: 'Count' -> 'count'
                                                                     ^^ E0213 keywords are lower case, 'Of' is not
                                                                        help: write 'of'
                                                                        fix: 'Of' -> 'of'
            """)
    }

    @Test func `are names where names stand`() {
        check(
            """
            entity Role key ID { ID text From text }
            define Device.When = Any + All + Today + Now + Count
            """)
    }
}
