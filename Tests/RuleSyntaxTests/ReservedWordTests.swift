import Testing

@Suite struct `Reserved words` {
    @Test func `are no names without backquotes`() {
        check(
            """
            define action = 1
                   ^^^^^^ E0209 'action' is reserved and no name by itself
                          help: write '`action`'
                          fix: 'action' -> '`action`'
            define x = action > 2 and (score)
                       ^^^^^^ E0209 'action' is reserved and no name by itself
                              help: write '`action`'
                              fix: 'action' -> '`action`'
                                       ^^^^^ E0209 'score' is reserved and no name by itself
                                             help: write '`score`'
                                             fix: 'score' -> '`score`'
            define `task` = `rule` + a.rule + b.`test`
            rule role when task == 1 then require score, run action on test
                 ^^^^ E0209 'role' is reserved and no name by itself
                      help: write '`role`'
                      fix: 'role' -> '`role`'
                           ^^^^ E0209 'task' is reserved and no name by itself
                                help: write '`task`'
                                fix: 'task' -> '`task`'
                                                  ^^^^^ E0209 'score' is reserved and no name by itself
                                                        help: write '`score`'
                                                        fix: 'score' -> '`score`'
                                                             ^^^^^^ E0209 'action' is reserved and no name by itself
                                                                    help: write '`action`'
                                                                    fix: 'action' -> '`action`'
                                                                       ^^^^ E0209 'test' is reserved and no name by itself
                                                                            help: write '`test`'
                                                                            fix: 'test' -> '`test`'
            define y = when
                       ^^^^ E0209 'when' is reserved and no name by itself
                            help: write '`when`'
                            fix: 'when' -> '`when`'
            """)
    }

    @Test func `are fields' names only in backquotes`() {
        check(
            """
            entity e key id {
              id text
              action text
              ^^^^^^ E0209 'action' is reserved and no name by itself
                     help: write '`action`'
                     fix: 'action' -> '`action`'
              `role` text
            }
            """)
    }

    @Test func `begin what they begin where a name is missing`() {
        check(
            """
            define
                  | E0202 expected the name to define before 'rule'
            rule
                | E0202 expected the rule's name before 'task'
            task
                | E0202 expected the task's name before 'role'
            role r
            """)
    }
}
