import Testing

@Suite struct `Effects` {
    @Test func `name tasks, actions and roles that are there`() {
        checkRules(
            """
            for device when isolated then require chek_device on device, run scann on device
                                                  ^^^^^^^^^^^ E0304 unknown task 'chek_device'
                                                                             ^^^^^ E0304 unknown action 'scann'
            """)
        checkRules(
            """
            rule r for device when isolated then notify help_desk "a", require improve_score by securty_admin
                                                        ^^^^^^^^^ E0304 unknown role 'help_desk'
                                                                                                ^^^^^^^^^^^^^ E0304 unknown role 'securty_admin'
            """)
    }

    @Test func `a task is required and an action is run`() {
        checkRules(
            """
            for device when isolated then require scan on device, run check_device on device
                                                  ^^^^ E0304 'scan' is an action, it is run
                                                                      ^^^^^^^^^^^^ E0304 'check_device' is a task, it is required
            """)
    }

    @Test func `targets fit`() {
        checkRules(
            """
            for alert when severity == high then run isolate on alert
                                                                ^^^^^ E0316 'isolate' is about a row of 'device', 'alert' is one of 'alert'
            """)
        checkRules(
            "for alert when severity == high then run isolate on alert",
            fixedTo: "for alert when severity == high then run isolate on alert.device")
        checkRules(
            """
            for device when isolated then run isolate on name
                                                         ^^^^ E0316 'isolate' is about a row of 'device', 'name' is text
            """)
        checkRules(
            """
            for device when isolated then forbid isolate on devices
                                                            ^^^^^^^ E0301 'device' has no field 'devices'
            """)
    }

    @Test func `a task about rows says which`() {
        checkRules(
            """
            for device when isolated then require check_device
                                                  ^^^^^^^^^^^^ E0316 the task 'check_device' is about a row of 'device': say which with 'on'
            """)
        checkRules(
            "for alert when severity == high then require check_device",
            fixedTo: "for alert when severity == high then require check_device on alert.device")
        checkRules(
            """
            for device when isolated then require improve_score on device
                                                                   ^^^^^^ E0316 the task 'improve_score' is not about rows, it takes no 'on'
            """)
    }

    @Test func `approval is only made stricter`() {
        checkRules(
            """
            for device when isolated then run isolate on device automatically at most 5
                                                                ^^^^^^^^^^^^^^^^^^^^^^^ E0314 'isolate' needs approval, a rule can't make it automatic
            """)
        checkRules(
            """
            for device when isolated then run scan on device automatically at most 30
                                                                                   ^^ E0314 'scan' may run automatically for at most 25, here are 30
            """)
        checkRules(
            """
            for device when isolated then run restart on device on approval of security_admin
                                                                               ^^^^^^^^^^^^^^ E0314 'restart' needs the approval of 'helpdesk', a rule can't put 'security_admin' in its place
            """)
        checkRules(
            """
            for device when isolated then run scan on device automatically at most 10 per day, run scan on device on approval,
              run isolate on device on approval of security_admin, run restart on device on approval
            """)
        checkRules(
            """
            for device when isolated then run scan on device automatically at most 0.5
                                                                                   ^^^ E0315 a limit is a whole number of at least 1
            """)
    }

    @Test func `a mistake in the declared approval is not repeated`() {
        checkRules(
            """
            action wipe on device automatically
                                  ^^^^^^^^^^^^^ E0315 an action that may run automatically needs a limit
            for device when isolated then run wipe on device automatically at most 5
            """)
    }

    @Test func `arguments fit the action`() {
        checkRules("for device when isolated then run scan on device with type = full, depth = 2")
        checkRules(
            """
            for device when isolated then run scan on device with typ = full
                                                                  ^^^ E0321 'scan' has no argument 'typ'
            """)
        checkRules(
            """
            for device when isolated then run scan on device with type = fast, depth = name
                                                                         ^^^^ E0309 'type' has no choice 'fast'; it is one of quick | full
                                                                                       ^^^^ E0321 'depth' needs a number, 'name' is text
            """)
        checkRules(
            """
            for device when isolated then run scan on device with depth = 9, depth = 2
                                                                          ^ E0310 9 is outside 1..5, the range of 'depth'
                                                                             ^^^^^ E0321 'depth' is given twice
            """)
    }

    @Test func `cadences exist`() {
        checkRules(
            """
            when always then require improve_score weekly on sunday, require improve_score monthly on day 31,
              require improve_score every 3 days, require improve_score as needed
            """)
        checkRules(
            """
            when always then require improve_score weekly on mondy, require improve_score monthly on day 32
                                                             ^^^^^ E0328 'mondy' is no day of the week
                                                                                                         ^^ E0328 a month has days 1 to 31, here is 32
            """)
        checkRules(
            """
            when always then require improve_score every 0 days
                                                         ^ E0328 'every' needs a whole number of days of at least 1, here is 0
            """)
    }

    @Test func `deadlines are durations and times`() {
        checkRules("when always then require improve_score within 4h due today + 17h")
        checkRules(
            """
            when always then require improve_score within 4 due 4h
                                                          ^ E0308 'within' needs a duration such as 4d, '4' is a number
                                                                ^^ E0308 'due' needs a time such as 'now - 5d' or 2026-11-23, '4h' is a duration
            """)
    }

    @Test func `findings and messages need a name to be known by`() {
        checkRules(
            """
            when always then raise high "a", notify helpdesk "b"
                             ^^^^^ E0317 'raise' needs a rule with a name, by which its texts are known from run to run
                                             ^^^^^^ E0317 'notify' needs a rule with a name, by which its texts are known from run to run
            """)
        checkRules("rule r when always then raise high \"a\", notify helpdesk \"b\"")
    }

    @Test func `a finding has a severity`() {
        checkRules(
            """
            rule r when always then raise hihg "a"
                                          ^^^^ E0309 there is no severity 'hihg'; it is one of informational < low < medium < high < critical
            """)
        checkRules("rule r for alert when always then raise severity \"a\"")
        checkRules(
            """
            rule r for device when always then raise risk_level "a"
                                                     ^^^^^^^^^^ E0307 'risk_level' may be none, which is no severity
            """)
        checkRules(
            """
            rule r for device when always then raise cpu "a"
                                                     ^^^ E0307 'raise' needs a severity such as high, 'cpu' is a number
            """)
    }

    @Test func `values in texts are checked`() {
        checkRules(
            """
            rule r for device when isolated then raise high "{nam} is isolated" because "{device.risk}"
                                                              ^^^ E0301 'device' has no field 'nam'
                                                                                                 ^^^^ E0301 'device' has no field 'risk'
            """)
    }
}

@Suite struct `Rule heads` {
    @Test func `a severity is one of five`() {
        checkRules(
            """
            rule r severity hgh when always then require improve_score
                            ^^^ E0309 there is no severity 'hgh'; it is one of informational < low < medium < high < critical
            """)
    }

    @Test func `top takes the largest of what has an order`() {
        checkRules("for top 5 device by cpu where isolated when always then require check_device on device")
        checkRules(
            """
            for top 0 device by name where cpu when always then require check_device on device
                    ^ E0310 'top' needs a whole number of at least 1, here is 0
                                ^^^^ E0311 'top' needs a value with an order, such as a number or a level, 'name' is text
                                           ^^^ E0313 'cpu' is a number, not a condition
            """)
    }

    @Test func `a rule for an unknown entity is checked as far as its rows don't matter`() {
        checkRules(
            """
            for devise when cpu > 5 then require chek_device on devise
                ^^^^^^ E0303 unknown entity 'devise'
                                                 ^^^^^^^^^^^ E0304 unknown task 'chek_device'
            """)
    }
}
