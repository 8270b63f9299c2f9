import Testing

@Suite struct `Comparisons that are settled` {
    @Test func `a number out of the range is an error`() {
        checkRules(
            """
            when exposure_score > 150 then require improve_score
                                  ^^^ E0310 150 is outside 0..100, the range of 'exposure_score'
            """)
        checkRules(
            """
            for device when cpu between -1 and 50 or cpu in [5, 101] or limit == 200 then require improve_score
                                        ^^ E0310 -1 is outside 0..100, the range of 'cpu'
                                                                ^^^ E0310 101 is outside 0..100, the range of 'cpu'
                                                                                 ^^^ E0310 200 is outside 0..100, the range of 'limit'
            """)
    }

    @Test func `beyond the end of a range is never true`() {
        checkRules(
            """
            when exposure_score > 100 then require improve_score
                 ^^^^^^^^^^^^^^^^^^^^ L0402 'exposure_score > 100' is never true: 'exposure_score' is in 0..100
            """)
        checkRules(
            """
            for device when risk_level > high then require check_device on device
                            ^^^^^^^^^^^^^^^^^ L0402 'risk_level > high' is never true: 'risk_level' is one of none < low < medium < high
            """)
        checkRules(
            """
            for device when cpu between 60 and 30 then require check_device on device
                            ^^^^^^^^^^^^^^^^^^^^^ L0402 'cpu between 60 and 30' is never true: '60' is above '30'
            """)
        checkRules(
            """
            for device when last_seen between 2026-11-23 and 2026-11-01 then require check_device on device
                            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ L0402 'last_seen between 2026-11-23 and 2026-11-01' is never true: '2026-11-23' is above '2026-11-01'
            """)
        checkRules(
            """
            for device when cpu < cpu then require check_device on device
                            ^^^^^^^^^ L0402 'cpu < cpu' is never true: both sides are the same
            """)
        checkRules(
            """
            for device when count(alert of device) < 0 then require check_device on device
                            ^^^^^^^^^^^^^^^^^^^^^^^^^^ L0402 'count(alert of device) < 0' is never true: 'count(alert of device)' is in 0..
            """)
    }

    @Test func `up to the end of a range is always true`() {
        checkRules(
            """
            for device when risk_level >= none then require check_device on device
                            ^^^^^^^^^^^^^^^^^^ L0403 'risk_level >= none' is always true where it is known: 'risk_level' is one of none < low < medium < high
            """)
        checkRules(
            """
            for device when 100 >= cpu then require check_device on device
                            ^^^^^^^^^^ L0403 '100 >= cpu' is always true where it is known: 'cpu' is in 0..100
            """)
        checkRules(
            """
            for device when health in [active, inactive] then require check_device on device
                            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ L0403 'health in [active, inactive]' is always true where it is known: the list names every choice
            """)
        checkRules(
            """
            for device when cpu not between 0 and 100 then require check_device on device
                            ^^^^^^^^^^^^^^^^^^^^^^^^^ L0402 'cpu not between 0 and 100' is never true: 'cpu' is in 0..100
            """)
    }

    @Test func `always is never diagnosed, true is`() {
        checkRules("when always then require improve_score")
        checkRules(
            """
            when true then require improve_score
                 ^^^^ L0403 'true' as a condition always holds
            """)
        checkRules(
            """
            when false then require improve_score
                 ^^^^^ L0402 'false' as a condition never holds
            """)
    }

    @Test func `comparisons that depend on the data are silent`() {
        checkRules(
            "for device when cpu >= 100 or cpu <= 0 or risk_level > none or cpu between 0 and 99 then require improve_score"
        )
        checkRules("when exposure_score > limit then require improve_score")
    }

    @Test func `fractions are not compared for equality`() {
        checkRules(
            """
            for device when cpu == 0.5 then require check_device on device
                            ^^^^^^^^^^ L0405 '==' with a fraction such as 0.5 depends on how numbers are rounded
            """)
        checkRules("for device when cpu > 0.5 or cpu == 1.0 then require check_device on device")
    }
}

@Suite struct `The good side of a score` {
    @Test func `an upper bound alone where lower is better`() {
        checkRules(
            """
            when exposure_score < 60 then require improve_score
                 ^^^^^^^^^^^^^^^^^^^ L0404 'exposure_score < 60' asks for work on the good side of 'exposure_score', of which lower is better
            """)
        checkRules("when exposure_score > 60 then require improve_score")
    }

    @Test func `a lower bound alone where higher is better`() {
        checkRules(
            """
            when 500 < secure_score then require improve_score
                 ^^^^^^^^^^^^^^^^^^ L0404 '500 < secure_score' asks for work on the good side of 'secure_score', of which higher is better
            """)
    }

    @Test func `a bound by a param or a define that reads no data`() {
        checkRules(
            """
            define goal = limit / 2
            when exposure_score <= goal then require improve_score
                 ^^^^^^^^^^^^^^^^^^^^^^ L0404 'exposure_score <= goal' asks for work on the good side of 'exposure_score', of which lower is better
            """)
        checkRules("when exposure_score < secure_score then require improve_score")
    }

    @Test func `bounds on both sides mean a range`() {
        checkRules("when exposure_score < 60 and exposure_score > 30 then require improve_score")
        checkRules("when exposure_score between 30 and 60 then require improve_score")
        checkRules(
            "when exposure_score < 60 and (exposure_score > 30 or exposure_score > 20) then require improve_score")
    }

    @Test func `not turns a bound round`() {
        checkRules(
            """
            when not exposure_score > 60 then require improve_score
                     ^^^^^^^^^^^^^^^^^^^ L0404 'exposure_score > 60' asks for work on the good side of 'exposure_score', of which lower is better
            """)
        checkRules("when not (exposure_score < 60) then require improve_score")
    }

    @Test func `each alternative stands alone`() {
        checkRules(
            """
            when exposure_score > 60 or exposure_score < 10 then require improve_score
                                        ^^^^^^^^^^^^^^^^^^^ L0404 'exposure_score < 10' asks for work on the good side of 'exposure_score', of which lower is better
            """)
    }

    @Test func `only where work is asked for and the condition can be true`() {
        checkRules("rule good when exposure_score < 60 then raise low \"All is well\"")
        checkRules(
            """
            when exposure_score < 60 and secure_score < 0 then require improve_score
                                         ^^^^^^^^^^^^^^^^ L0402 'secure_score < 0' is never true: 'secure_score' is in 0..
            """)
    }
}

@Suite struct `Style of work` {
    @Test func `is only spoken of where it is asked for`() {
        checkRules("rule quick when exposure_score > 60 then require improve_score")
    }

    @Test func `a rule gives a reason and is named by a test`() {
        checkRules(
            """
            rule quick when exposure_score > 60 then require improve_score
                 ^^^^^ L0420 this rule gives no reason
                 ^^^^^ L0421 no test names 'quick'
            when exposure_score > 70 then require improve_score
            ^^^^ L0420 this rule gives no reason
            rule tested when exposure_score > 60 then require improve_score because "It is high"
            rule expected when exposure_score > 60 then require improve_score because "It is high"
            test "a" of tested { given exposure_score = 50 }
            test "b" { given exposure_score = 50 expect expected quiet }
            """, isStrict: true)
    }
}
