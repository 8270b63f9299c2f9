import Testing

@Suite struct `Tests with mistakes` {
    @Test func `go on at the next statement`() {
        check(
            """
            test "a" of {
                        ^ E0202 expected a rule, found '{'
              now today
                  ^^^^^ E0202 expected a time such as '2026-11-23T09:00:00Z', found 'today'
              time "UTC"
                   ^^^^^ E0202 expected 'zone', found a text
              set x 1
                    ^ E0202 expected '=', found '1'
              given device { name: "x" }
                           ^ E0202 expected '=' and a value, or a key as a text, found '{'
              given device "d1" { name = "x", os: 1 y: 2 }
                                       ^ E0202 expected ':', found '='
                                         help: write ':'
                                         fix: '=' -> ':'
                                                   | E0202 expected ',' before 'y'
                                                     help: insert ','
                                                     fix: '' -> ','
              given device "d2" name: 1
                                ^^^^ E0202 expected '{', found 'name'
              given completed t
                               | E0202 expected 'at' and a time before 'given'
              given no
                      | E0202 expected an entity before 'expect'
              expect foo fire
                         ^^^^ E0202 unexpected 'fire'
                              help: did you mean 'fires'?
                              fix: 'fire' -> 'fires'
              expect foo for device "x"
                         ^^^ E0202 expected 'fires', 'quiet' or 'undetermined', found 'for'
                             help: a task is expected with 'require', an action with 'run'
              expect require t for device "x"
                               ^^^ E0202 expected 'on', found 'for'
                                   help: write 'on'
                                   fix: 'for' -> 'on'
              expect foo fires on device "x"
                               ^^ E0202 expected 'for', found 'on'
                                  help: write 'for'
                                  fix: 'on' -> 'for'
              expect
              frobnicate the device
                         ^^^ E0202 expected 'fires', 'quiet' or 'undetermined', found 'the'
                             help: a task is expected with 'require', an action with 'run'
              gven x = 1
              ^^^^ E0202 unexpected 'gven'
                   help: did you mean 'given'?
                   fix: 'gven' -> 'given'
              expect run a on device
                                    | E0202 expected a key, as a text before 'expect'
              expect nothing
                            | E0202 expected 'else' before '}'
            }
            """)
    }

    @Test func `expect what is there, and what is not`() {
        check(
            """
            test "a" {
              expect isolate on device "d1"
              expect isolate
              expect no isolate
              expect no raise high for device "d1"
            }
            """)
    }
}
