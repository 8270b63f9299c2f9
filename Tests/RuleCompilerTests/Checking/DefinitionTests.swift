import Testing

@Suite struct `Definitions` {
    @Test func `are used before they are declared`() {
        checkRules(
            """
            for device when is_risky and exposed then require check_device on device
            define device.is_risky = risk >= 2
            define device.risk = count(alert of device)
            define exposed = exposure_score > limit
            """)
    }

    @Test func `take their types from what they are made of`() {
        checkRules(
            """
            define device.age = now - last_seen
            for device when age > 5 then require check_device on device
                                  ^ E0308 'age' is a duration, '5' is a number; a duration such as 5d is needed
            """)
        checkRules(
            """
            define device.newest = latest(severity of alert of device by created)
            for device when newest > mediun then require check_device on device
                                     ^^^^^^ E0309 'newest' has no level 'mediun'; it is one of informational < low < medium < high
            """)
    }

    @Test func `lead on to other rows`() {
        checkRules(
            """
            define swap.new = replacement
            define swap.is_risky = new.risk_level == high
            for swap when is_risky then require check_device on new
            """)
    }

    @Test func `a cycle is reported once at its first definition`() {
        checkRules(
            """
            define a = c + 1
                   ^ E0312 'a' is defined by itself: a → c → b → a
            define b = a + 1
            define c = b + 1
            when a > b then require improve_score
            """)
        checkRules(
            """
            define a = a + 1
                   ^ E0312 'a' is defined by itself
            """)
    }

    @Test func `one name on several entities is no cycle`() {
        checkRules(
            """
            define device.age = now - last_seen
            define alert.age = device.age
            """)
    }

    @Test func `a cycle hides no other mistake`() {
        checkRules(
            """
            define a = b and cpuu > 3
                   ^ E0312 'a' is defined by itself: a → b → a
                             ^^^^ E0302 there is no score, param or define named 'cpuu'
            define b = a
            """)
    }

    @Test func `a mistake is not repeated where the definition is used`() {
        checkRules(
            """
            define risky = exposur > 3
                           ^^^^^^^ E0302 there is no score, param or define named 'exposur'
            when risky and not risky then require improve_score
            """)
    }

    @Test func `a chain of any length is checked`() {
        let chain = (0..<2000).map { "define d\($0) = d\($0 + 1) + 1\n" }.joined()
        checkRules(chain + "define d2000 = 1\nwhen d0 > limit then require improve_score")
    }
}
