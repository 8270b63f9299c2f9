import Testing

@Suite struct `Conditions that come out one way` {
    @Test func `name the two parts that contradict`() {
        checkAnalysis(
            """
            for device
            when age > 70 and isolated and age < 30
                                           ^^^^^^^^ L0402 'age < 30' contradicts 'age > 70': together they are never true
            then require look on device
            """)
    }

    @Test func `through definitions and whatever a parameter is set to`() {
        checkAnalysis(
            """
            param limit = 50 in 40..60
            define device.old = age >= limit
            for device
            when old and age < 40
                         ^^^^^^^^ L0402 'age < 40' contradicts 'old': together they are never true
            then require look on device
            for device when old and age < 50 then require look on device
            """)
    }

    @Test func `levels, choices and truths too`() {
        checkAnalysis(
            """
            for device
            when (risk >= medium and not (risk > none)) or isolated
                                     ^^^^^^^^^^^^^^^^^ L0402 'not (risk > none)' contradicts 'risk >= medium': together they are never true
            then require look on device
            for device
            when state == active and state in [idle, gone]
                                     ^^^^^^^^^^^^^^^^^^^^^ L0402 'state in [idle, gone]' contradicts 'state == active': together they are never true
            then require look on device
            for device when not isolated and isolated then require look on device
                                             ^^^^^^^^ L0402 'isolated' contradicts 'not isolated': together they are never true
            """)
    }

    @Test func `inside of a where, and across top and when`() {
        checkAnalysis(
            """
            for device
            when any alert of device where severity == high and severity < medium
                                                                ^^^^^^^^^^^^^^^^^ L0402 'severity < medium' contradicts 'severity == high': together they are never true
            then require look on device
            for top 3 device by age where age > 50
            when age < 20 and isolated
                 ^^^^^^^^ L0402 'age < 20' contradicts 'age > 50': together they are never true
            then require look on device
            """)
    }

    @Test func `or are never false`() {
        checkAnalysis(
            """
            for device when risk <= low or isolated or risk > none then require look on device
                                                       ^^^^^^^^^^^ L0403 'risk <= low or risk > none' is never false: it asks for nothing
            for device when age is known or age is missing then require look on device within 1h
                                            ^^^^^^^^^^^^^^ L0403 'age is known or age is missing' is never false: it asks for nothing
            """)
    }

    @Test func `are said once, where they stand`() {
        checkAnalysis(
            """
            define device.odd = age < 10 and age > 20
                                             ^^^^^^^^ L0402 'age > 20' contradicts 'age < 10': together they are never true
            for device when odd and isolated then require look on device
            for device when age > 100 and age < 5 then require look on device
                            ^^^^^^^^^ L0402 'age > 100' is never true: 'age' is in 0..100
            for device when always then require look on device
            """)
    }

    @Test func `counts of the same rows`() {
        checkAnalysis(
            """
            for device
            when (no alert of device where open) and any alert of device where open and severity == high
                                                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ L0402 'any alert of device where open and severity == high' contradicts 'no alert of device where open': together they are never true
            then require look on device
            """)
    }
}

@Suite struct `Parts that change nothing` {
    @Test func `are those that another part says`() {
        checkAnalysis(
            """
            when exposure > 30 and exposure > 70 then require improve
                 ^^^^^^^^^^^^^ L0407 'exposure > 30' changes nothing here: it is true wherever 'exposure > 70' is
            for device when risk == high or risk >= medium then require look on device
                            ^^^^^^^^^^^^ L0407 'risk == high' changes nothing here: it is false wherever 'risk >= medium' is
            for device when isolated and age > 3 and isolated then require look on device
                                                     ^^^^^^^^ L0407 'isolated' changes nothing here: it is true wherever 'isolated' is
            """)
    }

    @Test func `are not those that settle a missing value`() {
        checkAnalysis(
            """
            for device when risk is known and risk >= high then require look on device
            for device when age > 3 and (isolated otherwise true) then require look on device
            """)
    }
}

@Suite struct `Lints that are allowed` {
    @Test func `are not reported for the declaration`() {
        checkAnalysis(
            """
            # allow: L0404 a drill
            when exposure < 30 then require improve
            rule b
              when exposure < 30  # allow: L0404 a drill
              then require improve daily
            when exposure < 30 then require improve weekly  # allow: L0404 a drill
            when exposure < 30 then require improve monthly
                 ^^^^^^^^^^^^^ L0404 'exposure < 30' asks for work on the good side of 'exposure', of which lower is better
            """)
    }

    @Test func `need a reason, and something to allow`() {
        checkAnalysis(
            """
            # allow: L0404
            ^^^^^^^^^^^^^^ L0417 this says not why L0404 is allowed
            when exposure < 30 then require improve
            # allow: L0402 it is so
            ^^^^^^^^^^^^^^^^^^^^^^^ L0418 there is no L0402 here to be allowed
            when exposure >= 30 then require improve
            # allow: E0301 it is so
            ^^^^^^^^^^^^^^^^^^^^^^^ L0418 'E0301' is no lint, and can't be allowed
            when exposure > 60 then require improve daily
            # allow: people to sleep
            # allow: L0421 no test for this one
            when exposure > 40 then require improve weekly
            # allow: L0404 nothing follows
            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ L0418 no declaration follows for which L0404 could be allowed
            """)
    }
}
