import Testing

@Suite struct `Rules side by side` {
    @Test func `one that another implies`() {
        checkAnalysis(
            """
            rule wide for device when risk >= medium then require look on device
            rule narrow for device when risk == high and isolated then require look on device
                 ^^^^^^ L0408 wherever this rule fires, 'wide' fires too and asks for the same
            rule sooner for device when risk == high then require look on device within 4h
            rule severe severity high for device when risk == high then require look on device
            rule both for device when risk == high then require look on device, run hold on device
            """)
    }

    @Test func `two that say the same are said once`() {
        checkAnalysis(
            """
            rule one for device when risk >= medium then require look on device
            rule two for device when risk in [medium, high] then require look on device
                 ^^^ L0408 wherever this rule fires, 'one' fires too and asks for the same
            rule none for device when isolated and not (isolated) then require look on device
                                                   ^^^^^^^^^^^^^^ L0402 'not (isolated)' contradicts 'isolated': together they are never true
            """)
    }

    @Test func `not where the other is waived`() {
        checkAnalysis(
            """
            rule wide for device when risk >= medium then require look on device
            rule narrow for device when risk == high then require look on device
            waive wide for device where age > 3 until 2027-01-01 because "old ones go"
            """)
    }

    @Test func `whose actions reverse each other, with a row on which both fire`() {
        checkAnalysis(
            """
            rule stop for device when risk >= medium then run hold on device
            rule go for device when risk <= medium and age > 10 then run free on device
                                                                     ^^^^^^^^^^^^^^^^^^ L0409 'free' and 'hold' of 'stop' reverse each other, and both rules can fire: device.risk == medium, device.age == 100
            rule go_on for device when risk == low and age > 10 then run free on device within 1h
            """)
    }

    @Test func `reached through a reference, and over rows that are counted`() {
        checkAnalysis(
            """
            rule stop for alert when severity == high and open then run hold on alert.device
            rule go for device when no alert of device where severity >= medium then run free on device
            rule go_too for device when any alert of device where open then run free on device
                                                                            ^^^^^^^^^^^^^^^^^^ L0409 'free' and 'hold' of 'stop' reverse each other, and both rules can fire: alert.severity == high, alert.open, any alert as alert_2 of alert.device where alert_2.open
            """)
    }

    @Test func `an action that is always forbidden`() {
        checkAnalysis(
            """
            rule stop for device when risk == high then run wipe on device
                                                        ^^^^^^^^^^^^^^^^^^ L0410 'never' forbids 'wipe' wherever this rule fires
            rule stop_some for device when risk >= low then run wipe on device within 1h
            rule never for device when risk >= medium then forbid wipe on device
            rule alert_wipe for alert when device.risk == high and open then run wipe on alert.device
                                                                             ^^^^^^^^^^^^^^^^^^^^^^^^ L0410 'never' forbids 'wipe' wherever this rule fires
            """)
    }

    @Test func `an action that two rules forbid together`() {
        checkAnalysis(
            """
            rule stop for device when risk >= low then run wipe on device
                                                       ^^^^^^^^^^^^^^^^^^ L0410 other rules forbid 'wipe' wherever this rule fires
            rule never for device when risk >= medium then forbid wipe on device
            rule never_either for device when risk == low then forbid wipe on device
            """)
    }
}

@Suite struct `Ladders of thresholds` {
    @Test func `leave out no value, and share none`() {
        checkAnalysis(
            """
            param middle = 30 in 0..100
            rule low when exposure < middle then raise low "fine"
            rule high when exposure > middle then require improve
                           ^^^^^^^^^^^^^^^^^ L0411 neither this nor 'low' speaks of 'exposure' at 30
            """)
        checkAnalysis(
            """
            rule middle when exposure between 30 and 70 then require improve weekly
            rule high when exposure between 70 and 100 then require improve daily
                           ^^^^^^^^^^^^^^^^^^^^^^^^^^^ L0412 both this and 'middle' speak of 'exposure' at 70
            """)
        checkAnalysis(
            """
            rule middle when exposure between 30 and 70 then require improve weekly
            rule high when exposure >= 60 then require improve daily
                           ^^^^^^^^^^^^^^ L0412 both this and 'middle' speak of 'exposure' from 60 to 70
            """)
    }

    @Test func `with one hole`() {
        checkAnalysis(
            """
            rule low when exposure < 30 then raise low "fine"
            rule middle when exposure >= 40 and exposure < 70 then require improve weekly
                             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ L0411 neither this nor 'low' speaks of 'exposure' between 30 and 40
            rule high when exposure >= 70 then require improve daily
            """)
    }

    @Test func `may hold more where it is worse`() {
        checkAnalysis(
            """
            rule some when exposure > 30 then require improve weekly
            rule more when exposure > 70 then require improve daily
            rule good when exposure < 10 then raise low "fine"
            for device when age > 30 and isolated then require look on device
            for device when age < 30 then require look on device
            """)
    }
}

@Suite struct `What is not used` {
    @Test func `parameters and definitions`() {
        checkAnalysis(
            """
            param unused = 3
                  ^^^^^^ L0414 no rule needs 'unused': setting it changes nothing
            param inner = 3
                  ^^^^^ L0414 no rule needs 'inner': setting it changes nothing
            define high = exposure > inner
                   ^^^^ L0415 no rule needs 'high'
            define device.old = age > 3
                          ^^^ L0415 no rule needs 'device.old'
            define device.bad = risk == high
            param needed = 3
            rule a for device when bad then require look on device within 1h * needed
            """)
    }

    @Test func `nothing is said of a library without rules`() {
        checkAnalysis("param unused = 3\ndefine high = exposure > 3")
    }

    @Test func `waivers`() {
        checkAnalysis(
            """
            rule a for device when risk == high then require look on device
            waive a for device where risk == low until 2027-01-01 because "it is so"
                                     ^^^^^^^^^^^ L0416 this waives nothing: 'a' never fires where 'risk == low'
            waive a for device where age > 3 until 2027-01-01 because "it is so"
            """)
    }
}

@Suite struct `Rows that are not there` {
    @Test func `all of them satisfy everything`() {
        checkAnalysis(
            """
            for device when all alert of device satisfy not open then run free on device
                            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ L0413 this is also true where there is no 'alert' at all
            for device
            when isolated and (any alert of device) and all alert of device satisfy not open
            then run free on device within 1h
            for device
            when age == 3 and count(alert of device) > 2 and all alert of device satisfy not open
            then run free on device within 2h
            for device when age == 4 and not (all alert of device satisfy not open) then run hold on device
            """)
    }

    @Test func `have no fields`() {
        checkAnalysis(
            """
            for device when owner.job is missing then require look on device
                            ^^^^^^^^^^^^^^^^^^^^ L0419 this is also true where 'owner' itself is missing
            for device when owner is known and owner.job is missing and isolated then require look on device within 3h
            for device when (not owner.away) and owner.job is missing then require look on device within 1h
            for device when name is missing then require look on device within 2h
            rule b for person
            when any device anywhere where device.owner.job is missing and isolated
                                           ^^^^^^^^^^^^^^^^^^^^^^^^^^^ L0419 this is also true where 'device.owner' itself is missing
            then raise low "x"
            """)
    }
}
