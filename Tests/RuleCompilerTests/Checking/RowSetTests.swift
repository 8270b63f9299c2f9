import Testing

@Suite struct `Row sets` {
    @Test func `of finds the only reference`() {
        checkRules("for device when any alert of device where severity == high then require check_device on device")
        checkRules("for alert when count(alert as other of alert.device) > 3 then require check_device on device")
    }

    @Test func `of needs a reference`() {
        checkRules(
            """
            for alert when any device of alert then require check_device on device
                               ^^^^^^ E0322 no field of 'device' refers to 'alert'
            """)
    }

    @Test func `of asks for via where there are several references`() {
        checkRules(
            """
            for device when any swap of device then require check_device on device
                                ^^^^ E0323 'swap' refers to 'device' by 2 fields: 'device', 'replacement'
            """)
        checkRules("for device when any swap via replacement of device then require check_device on device")
        checkRules(
            """
            for device when any swap via replacment of device then require check_device on device
                                         ^^^^^^^^^^ E0301 'swap' has no field 'replacment'
            """)
        checkRules(
            """
            for device when any swap via id of device then require check_device on device
                                         ^^ E0322 'id' is text; a reference to 'device' is needed
            """)
    }

    @Test func `of needs a row`() {
        checkRules(
            """
            for device when any alert of cpu then require check_device on device
                                         ^^^ E0307 'of' needs a row, 'cpu' is a number
            """)
    }

    @Test func `a bare entity in a rule for rows is suspicious`() {
        checkRules(
            """
            for device when count(alert where severity == high) > 3 then require check_device on device
                                  ^^^^^ L0401 'alert' means every alert of the organisation here, not those of 'device'
            """)
        checkRules(
            "for device when count(alert where severity == high) > 3 then require check_device on device",
            fixedTo:
                "for device when count(alert of device where severity == high) > 3 then require check_device on device")
        checkRules(
            "for device when count(alert anywhere where severity == high) > 3 then require check_device on device")
        checkRules("when count(alert where severity == high) > 3 then require improve_score")
    }

    @Test func `a bare entity in a definition for rows is suspicious too`() {
        checkRules(
            """
            define device.alerts = count(alert)
                                         ^^^^^ L0401 'alert' means every alert of the organisation here, not those of 'device'
            """)
    }

    @Test func `a term of where that reads nothing of its row was meant outside`() {
        checkRules(
            """
            when any device where isolated and exposure_score > 60 then require improve_score
                                               ^^^^^^^^^^^^^^^^^^^ L0406 'exposure_score > 60' in this 'where' reads nothing of 'device'
            """)
        checkRules(
            """
            for device when any alert of device where device.isolated and severity == high then require improve_score
                                                      ^^^^^^^^^^^^^^^ L0406 'device.isolated' in this 'where' reads nothing of 'alert'
            """)
        checkRules("when any device where any alert of device where severity == high then require improve_score")
        checkRules("when any device where isolated or exposure_score > 60 then require improve_score")
    }

    @Test func `all needs a condition to satisfy`() {
        checkRules("when all device where cpu > 5 satisfy isolated then require improve_score")
        checkRules(
            """
            when all device where cpu > 5 satisfy name then require improve_score
                                                  ^^^^ E0313 'name' is text, not a condition
            """)
    }
}

@Suite struct `Aggregates` {
    @Test func `take what can be added or ordered`() {
        checkRules(
            """
            when sum(cpu of device) > 3 and max(last_seen of device) < now - 1d and min(risk_level of device) == low
                and average(uptime of device) > 1d and max(os_version of device) < "10.0" and average(cpu of device) > 5
              then require improve_score
            """)
        checkRules(
            """
            when sum(name of device) > 3 then require improve_score
                     ^^^^ E0307 'sum' needs numbers or durations, 'name' is text
            """)
        checkRules(
            """
            when max(name of device) == "a" then require improve_score
                     ^^^^ E0307 'max' needs numbers, times, durations, versions or levels, 'name' is text
            """)
    }

    @Test func `latest and earliest go by something with an order`() {
        checkRules(
            "for device when latest(severity of alert of device by created) == high then require check_device on device"
        )
        checkRules(
            "for device when earliest(title of alert of device by created) == \"a\" then require check_device on device"
        )
        checkRules(
            """
            for device when latest(severity of alert of device by title) == high then require check_device on device
                                                                  ^^^^^ E0307 'by' needs a value with an order, such as a time, 'title' is text
            """)
    }
}
