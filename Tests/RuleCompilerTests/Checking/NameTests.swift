import Testing

@Suite struct `Names in expressions` {
    @Test func `an unknown field names its entity and the nearest field`() {
        checkRules(
            """
            for device when isolted then require check_device on device
                            ^^^^^^^ E0301 'device' has no field 'isolted'
            """)
    }

    @Test func `a nearest field is offered as an edit`() {
        checkRules(
            "for device when isolted then require check_device on device",
            fixedTo: "for device when isolated then require check_device on device")
    }

    @Test func `a misspelled score in a rule for rows is found among the scores`() {
        checkRules(
            "for device when exposure_scor > 60 then require improve_score",
            fixedTo: "for device when exposure_score > 60 then require improve_score")
    }

    @Test func `an unknown name of the organisation`() {
        checkRules(
            """
            when exposure > 60 then require improve_score
                 ^^^^^^^^ E0302 there is no score, param or define named 'exposure'
            """)
    }

    @Test func `a field in a rule of the organisation says whose it is`() {
        checkRules(
            """
            when risk_level == high then require improve_score
                 ^^^^^^^^^^ E0302 there is no score, param or define named 'risk_level'
            """)
    }

    @Test func `a row that is not in scope`() {
        checkRules(
            """
            when device.isolated then require improve_score
                 ^^^^^^ E0302 no row of 'device' is in scope here
            """)
    }

    @Test func `a row with an alias is not called by its entity`() {
        checkRules(
            """
            for device as d when device.isolated then require check_device on d
                                 ^^^^^^ E0302 the row of 'device' is called 'd' here
            """)
    }

    @Test func `a field of an outer row is written with its name`() {
        checkRules(
            "for device when any alert of device where cpu > 5 then require check_device on device",
            fixedTo: "for device when any alert of device where device.cpu > 5 then require check_device on device")
    }

    @Test func `a name that is both a field and a score is an error at its use`() {
        checkRules(
            """
            score cpu number
            for device when cpu > 60 then require check_device on device
                            ^^^ E0306 'cpu' is both a field of 'device' and a score
            """)
    }

    @Test func `a field with its row's name is not ambiguous`() {
        checkRules(
            """
            score cpu number
            for device when device.cpu > 60 then require check_device on device
            """)
    }

    @Test func `a role is no value`() {
        checkRules(
            """
            when helpdesk then require improve_score
                 ^^^^^^^^ E0302 'helpdesk' is a role, not a value
            """)
    }

    @Test func `fields are read through references`() {
        checkRules("for alert when device.risk_level == high then require check_device on device")
        checkRules(
            """
            for alert when device.risk_levl == high then require check_device on device
                                  ^^^^^^^^^ E0301 'device' has no field 'risk_levl'
            """)
    }

    @Test func `only rows have fields`() {
        checkRules(
            """
            for device when name.length > 3 then require check_device on device
                                 ^^^^^^ E0307 'name' is text, which has no field 'length'
            """)
    }

    @Test func `an outer row comes before a field of the innermost`() {
        // The device of the rule, not the alert's: the condition says nothing of the alert.
        checkRules(
            """
            for device when any alert where device.isolated then require check_device on device
                                ^^^^^ L0401 'alert' means every alert of the organisation here, not those of 'device'
                                            ^^^^^^^^^^^^^^^ L0406 'device.isolated' in this 'where' reads nothing of 'alert'
            """)
        checkRules(
            """
            for device when any alert anywhere where alert.device == device then require check_device on device
            """)
    }

    @Test func `two rows with one name ask for as`() {
        checkRules(
            """
            for device when any device anywhere where cpu > 5 then require check_device on device
                                ^^^^^^ E0324 there is already a row named 'device' here
            """)
        checkRules(
            """
            for device when any device anywhere where device.cpu > 5 and device.cpu == cpu then require improve_score
                                ^^^^^^ E0324 there is already a row named 'device' here
            """)
        checkRules(
            """
            for device when any device as other anywhere where other.cpu > device.cpu
              then require check_device on device
            """)
    }

    @Test func `an unknown name silences what follows from it`() {
        checkRules(
            """
            for device when colour == red and not colour then require check_device on device
                            ^^^^^^ E0301 'device' has no field 'colour'
                                                  ^^^^^^ E0301 'device' has no field 'colour'
            """)
    }

    @Test func `an unknown entity`() {
        checkRules(
            """
            when any alrt where severity == high then require improve_score
                     ^^^^ E0303 unknown entity 'alrt'
            """)
    }
}

@Suite struct `Levels and choices` {
    @Test func `a bare word is a level where one is expected`() {
        checkRules("for device when risk_level == high then require check_device on device")
        checkRules("for device when low < risk_level then require check_device on device")
        checkRules("for device when health in [active] or risk_level in [low, high] then require improve_score")
        checkRules("for device when risk_level between low and medium then require check_device on device")
        checkRules("for device when (risk_level otherwise none) == high then require check_device on device")
    }

    @Test func `an unknown level names the nearest`() {
        checkRules(
            """
            for device when risk_level >= hihg then require check_device on device
                                          ^^^^ E0309 'risk_level' has no level 'hihg'; it is one of none < low < medium < high
            """)
        checkRules(
            "for device when risk_level >= hihg then require check_device on device",
            fixedTo: "for device when risk_level >= high then require check_device on device")
        checkRules(
            """
            for device when health in [active, inactiv] then require check_device on device
                                               ^^^^^^^ E0309 'health' has no choice 'inactiv'; it is one of active | inactive
            """)
    }

    @Test func `a level in quotes is offered without them`() {
        checkRules(
            """
            for device when risk_level == "high" then require check_device on device
                                          ^^^^^^ E0307 'risk_level' is one of none < low < medium < high, "high" is text
            """)
        checkRules(
            "for device when risk_level == \"high\" then require check_device on device",
            fixedTo: "for device when risk_level == high then require check_device on device")
    }

    @Test func `levels compare only with levels of the same list`() {
        checkRules(
            """
            for alert when severity == device.risk_level then require check_device on device
                                       ^^^^^^^^^^^^^^^^^ E0307 'severity' is a level (informational < low < medium < high), 'device.risk_level' is a level (none < low < medium < high); levels compare only with levels of the same list
            """)
    }

    @Test func `a param with a field's type takes its levels`() {
        checkRules(
            """
            param worst as device.risk_level = high
            for device when risk_level >= worst then require check_device on device
            """)
    }
}
