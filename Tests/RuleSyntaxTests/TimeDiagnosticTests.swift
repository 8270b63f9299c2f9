import Testing

@Suite struct `Times` {
    @Test func `are dates and instants`() {
        check(
            """
            define x = [2026-11-23, 2024-02-29, 2026-11-23T14:05:00Z, 2026-11-23T14:05Z, 2026-11-23T14:05:00.123456789+05:30]
            """)
    }

    @Test func `that the calendar lacks are impossible`() {
        check(
            """
            define x = [2026-02-30, 2025-02-29, 2026-13-01, 2026-00-10, 2026-01-00, 0000-01-01]
                        ^^^^^^^^^^ E0108 there is no day '2026-02-30'
                                    ^^^^^^^^^^ E0108 there is no day '2025-02-29'
                                                ^^^^^^^^^^ E0108 there is no day '2026-13-01'
                                                            ^^^^^^^^^^ E0108 there is no day '2026-00-10'
                                                                        ^^^^^^^^^^ E0108 there is no day '2026-01-00'
                                                                                    ^^^^^^^^^^ E0108 there is no day '0000-01-01'
            """)
    }

    @Test func `that the day lacks are impossible`() {
        check(
            """
            define x = [2026-11-23T24:00:00Z, 2026-11-23T23:60:00Z, 2026-11-23T23:59:60Z, 2026-11-23T10:00:00+24:00]
                        ^^^^^^^^^^^^^^^^^^^^ E0108 there is no time '2026-11-23T24:00:00Z'
                                              ^^^^^^^^^^^^^^^^^^^^ E0108 there is no time '2026-11-23T23:60:00Z'
                                                                    ^^^^^^^^^^^^^^^^^^^^ E0108 there is no time '2026-11-23T23:59:60Z'
                                                                                          ^^^^^^^^^^^^^^^^^^^^^^^^^ E0108 there is no time '2026-11-23T10:00:00+24:00'
            define y = 0001-01-01T00:00:00+01:00
                       ^^^^^^^^^^^^^^^^^^^^^^^^^ E0108 there is no time '0001-01-01T00:00:00+01:00'
            """)
    }

    @Test func `say in which zone they are`() {
        check(
            """
            define x = 2026-11-23T14:05:00
                       ^^^^^^^^^^^^^^^^^^^ E0108 '2026-11-23T14:05:00' does not say in which zone: 'Z' or an offset is missing
                                           help: write '2026-11-23T14:05:00Z' for UTC, or '2026-11-23T14:05:00+01:00'
                                           fix: '' -> 'Z' (changes the meaning)
            """)
    }

    @Test func `have one form`() {
        check(
            """
            define x = [2026-11-23t14:05:00z, 2026-11-23T14:05:00.1234567890Z, 2026-11-23T, 2026-11-23T1:05Z, 2026-11-23x]
                        ^^^^^^^^^^^^^^^^^^^^ E0108 '2026-11-23t14:05:00z' is no time
                                             help: a time is written '2026-11-23T14:05:00Z' or '2026-11-23T14:05:00+01:00'
                                              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ E0108 '2026-11-23T14:05:00.1234567890Z' is no time
                                                                              help: a time is written '2026-11-23T14:05:00Z' or '2026-11-23T14:05:00+01:00'
                                                                               ^^^^^^^^^^^ E0108 '2026-11-23T' is no time
                                                                                           help: a time is written '2026-11-23T14:05:00Z' or '2026-11-23T14:05:00+01:00'
                                                                                            ^^^^^^^^^^^^^^^^ E0108 '2026-11-23T1:05Z' is no time
                                                                                                             help: a time is written '2026-11-23T14:05:00Z' or '2026-11-23T14:05:00+01:00'
                                                                                                              ^^^^^^^^^^^ E0108 '2026-11-23x' is no time
                                                                                                                          help: a time is written '2026-11-23T14:05:00Z' or '2026-11-23T14:05:00+01:00'
            """)
    }

    @Test func `are not subtractions, and subtractions are no times`() {
        check(
            """
            define x = 2026-11-23 - 2026-11-22
            define y = 20261-11-23 + 2026-1-23 + 2026-11-234
            """)
    }
}
