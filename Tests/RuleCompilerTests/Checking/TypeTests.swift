import Testing

@Suite struct `Units` {
    @Test func `a time does not compare with a number`() {
        checkRules(
            """
            for device when last_seen > 5 then require check_device on device
                                        ^ E0308 'last_seen' is a time, '5' is a number; a time such as 'now - 5d' or 2026-11-23 is needed
            """)
    }

    @Test func `an age is a duration`() {
        checkRules(
            """
            for device when last_seen older than 5 then require check_device on device
                                                 ^ E0308 'last_seen' is a time, '5' is a number; a duration such as 5d is needed
            """)
        checkRules(
            """
            for device when now - last_seen > 5 then require check_device on device
                                              ^ E0308 'now - last_seen' is a duration, '5' is a number; a duration such as 5d is needed
            """)
        checkRules("for device when now - last_seen > 5d then require check_device on device")
        checkRules("for device when last_seen not newer than 5d then require check_device on device")
    }

    @Test func `only times have an age or an order of before and after`() {
        checkRules(
            """
            for device when cpu older than 5d then require check_device on device
                            ^^^ E0308 'older than' needs a time such as 'now - 5d' or 2026-11-23, 'cpu' is a number
            """)
        checkRules(
            """
            for device when last_seen before 5d then require check_device on device
                                             ^^ E0308 'before' needs a time such as 'now - 5d' or 2026-11-23, '5d' is a duration
            """)
        checkRules("for device when last_seen before 2026-11-23 or last_seen after now - 5d then require improve_score")
    }

    @Test func `arithmetic keeps units apart`() {
        checkRules("for device when last_seen + 2d < now - 3h - 2 * uptime / 4 then require check_device on device")
        checkRules(
            """
            for device when last_seen + 5 < now then require check_device on device
                                        ^ E0308 'last_seen' is a time, '5' is a number; a duration such as 5d is needed
            """)
        checkRules(
            """
            for device when last_seen + now < now then require check_device on device
                            ^^^^^^^^^^^^^^^ E0308 'last_seen' is a time, 'now' is a time; '+' adds numbers, durations, or a duration to a time
            """)
        checkRules(
            """
            for device when name + 1 > 2 then require check_device on device
                            ^^^^ E0307 '+' needs numbers, times or durations, 'name' is text
            """)
        checkRules(
            """
            for device when -last_seen > now then require check_device on device
                             ^^^^^^^^^ E0308 '-' needs a number or a duration, 'last_seen' is a time
            """)
    }

    @Test func `otherwise needs two of a kind`() {
        checkRules("for device when (cpu otherwise 0) > 5 then require check_device on device")
        checkRules(
            """
            for device when (cpu otherwise "none") > 5 then require check_device on device
                                           ^^^^^^ E0307 'cpu' is a number, '"none"' is text; a number is needed
            """)
    }
}

@Suite struct `Comparisons` {
    @Test func `text has no order`() {
        checkRules(
            """
            for device when name > "a" then require check_device on device
                                 ^ E0311 '>' needs an order, 'name' is text, which has none
            """)
    }

    @Test func `choices and booleans have no order`() {
        checkRules(
            """
            for device when health < inactive or isolated >= true then require check_device on device
                                   ^ E0311 '<' needs an order, 'health' is a choice (active | inactive), which has none
                                                          ^^ E0311 '>=' needs an order, 'isolated' is a boolean, which has none
            """)
    }

    @Test func `text and numbers do not compare`() {
        checkRules(
            """
            for device when cpu > "60" then require check_device on device
                                  ^^^^ E0307 'cpu' is a number, '"60"' is text; a number is needed
            """)
        checkRules(
            "for device when cpu > \"60\" then require check_device on device",
            fixedTo: "for device when cpu > 60 then require check_device on device")
    }

    @Test func `quotes too many are offered to be taken away`() {
        checkRules(
            "for device when last_seen before \"2026-11-01\" then require check_device on device",
            fixedTo: "for device when last_seen before 2026-11-01 then require check_device on device")
        checkRules(
            "for device when isolated == \"true\" then require check_device on device",
            fixedTo: "for device when isolated == true then require check_device on device")
        checkRules(
            "for device when uptime > \"5d\" then require check_device on device",
            fixedTo: "for device when uptime > 5d then require check_device on device")
    }

    @Test func `a list is asked what it contains`() {
        checkRules(
            """
            for device when tags == "vip" then require check_device on device
                                    ^^^^^ E0307 'tags' is a list of texts, '"vip"' is text; write 'tags contains "vip"'
            """)
        checkRules("for device when tags contains \"vip\" then require check_device on device")
    }

    @Test func `rows compare only with rows of their entity`() {
        checkRules(
            "for device when any alert anywhere where alert.device == device then require check_device on device")
        checkRules(
            """
            for alert when device == alert then require check_device on device
                                     ^^^^^ E0307 'device' is a reference to 'device', 'alert' is a reference to 'alert'; a row compares only with rows of the same entity
            """)
    }

    @Test func `versions and addresses are read from text`() {
        checkRules("for device when os_version < \"10.0.19045\" then require check_device on device")
        checkRules("for device when address in \"10.0.0.0/8\" then require check_device on device")
        checkRules("for device when address in [\"10.0.0.0/8\", \"192.168.1.5\"] then require check_device on device")
        checkRules("for device when address == \"10.0.0.1\" then require check_device on device")
    }

    @Test func `a text that is no version or address is an error`() {
        checkRules(
            """
            for device when os_version < "ten" then require check_device on device
                                         ^^^^^ E0320 "ten" is no version; one such as "10.0.19045" is needed
            """)
        checkRules(
            """
            for device when address in "10.0.0.0/99" then require check_device on device
                                       ^^^^^^^^^^^^^ E0320 "10.0.0.0/99" is no network; one such as "10.0.0.0/8" is needed
            """)
        checkRules(
            """
            for device when address == "10.0.0.256" then require check_device on device
                                       ^^^^^^^^^^^^ E0320 "10.0.0.256" is no IP address; one such as "10.0.0.1" is needed
            """)
    }

    @Test func `a version without quotes gets them`() {
        checkRules(
            "for device when os_version < 10.9 then require check_device on device",
            fixedTo: "for device when os_version < \"10.9\" then require check_device on device")
    }

    @Test func `exactly is about text`() {
        checkRules("for device when name == exactly \"PC-1\" then require check_device on device")
        checkRules(
            """
            for device when cpu == exactly 5 then require check_device on device
                            ^^^ E0307 'exactly' is about text, 'cpu' is a number
            """)
    }

    @Test func `in needs a list of what is on its left`() {
        checkRules("for device when name in [\"a\", \"b\"] or cpu in [1, 2] then require check_device on device")
        checkRules("for device when name in tags then require check_device on device")
        checkRules(
            """
            for device when name in "a" then require check_device on device
                                    ^^^ E0307 'in' needs a list such as [a, b], '"a"' is text
            """)
    }

    @Test func `each element of a list is checked`() {
        checkRules(
            """
            for device when cpu in [1, "2", last_seen] then require check_device on device
                                       ^^^ E0307 'cpu' is a number, '"2"' is text; a number is needed
                                            ^^^^^^^^^ E0308 'cpu' is a number, 'last_seen' is a time; a number is needed
            """)
    }

    @Test func `contains takes text in text and elements in lists`() {
        checkRules(
            "for device when name contains \"pc\" and tags not contains name then require check_device on device")
        checkRules(
            """
            for device when cpu contains 5 then require check_device on device
                            ^^^ E0307 'contains' needs a list or text on its left, 'cpu' is a number
            """)
        checkRules(
            """
            for device when tags contains 5 then require check_device on device
                                          ^ E0307 'tags' is a list of texts, '5' is a number; 'contains' needs one of what the list holds
            """)
    }

    @Test func `text operators need text`() {
        checkRules(
            """
            for device when cpu starts with "a" then require check_device on device
                            ^^^ E0307 'starts with' needs text, 'cpu' is a number
            """)
        checkRules(
            """
            for device when risk_level ends with "h" then require check_device on device
                            ^^^^^^^^^^ E0307 'ends with' needs text, 'risk_level' is a level (none < low < medium < high)
            """)
        checkRules(
            "for device when name like \"pc-*\" and name matches /^pc-[0-9]+$/ then require check_device on device")
    }

    @Test func `a regular expression is compiled`() {
        checkRules(
            #"""
            for device when name matches /a\/(b/ then require check_device on device
                                             ^ E0318 '(' is never closed
            """#)
        checkRules(
            #"""
            for device when name matches /(?=a)/ then require check_device on device
                                          ^^^ E0318 look-around is not supported, as regular expressions are matched in linear time
            """#)
    }

    @Test func `like needs a pattern that is written out`() {
        checkRules(
            """
            for device when name like id then require check_device on device
                                      ^^ E0329 'like' needs a pattern in quotes, such as "pc-*"
            """)
    }
}

@Suite struct `Conditions` {
    @Test func `a number is no condition`() {
        checkRules(
            """
            when exposure_score then require improve_score
                 ^^^^^^^^^^^^^^ E0313 'exposure_score' is a number, not a condition
            """)
        checkRules(
            """
            for device when isolated and name or not device then require check_device on device
                                         ^^^^ E0313 'name' is text, not a condition
                                                     ^^^^^^ E0313 'device' is a reference to 'device', not a condition
            """)
    }

    @Test func `nested as deep as the grammar allows are checked`() {
        let open = String(repeating: "not (", count: 120)
        let close = String(repeating: ")", count: 120)
        checkRules("for device when \(open)isolated\(close) then require check_device on device")
    }

    @Test func `every independent mistake is reported`() {
        checkRules(
            """
            for device when isolted and cpu > "x" and name > name then require check_devise on device
                            ^^^^^^^ E0301 'device' has no field 'isolted'
                                              ^^^ E0307 'cpu' is a number, '"x"' is text; a number is needed
                                                           ^ E0311 '>' needs an order, 'name' is text, which has none
                                                                               ^^^^^^^^^^^^ E0304 unknown task 'check_devise'
            """)
    }
}

@Suite struct `Functions` {
    @Test func `take what they are made for`() {
        checkRules(
            """
            for device when abs(cpu - 50) > 10 and lower(name) == "x" and length(tags) > 2 and length(name) < 9
                and days(uptime) > 1.5 and hours(now - last_seen) > 3
              then require check_device on device
            """)
        checkRules(
            """
            for device when days(cpu) > 3 then require check_device on device
                                 ^^^ E0308 'days' needs a duration such as 'now - last_seen', 'cpu' is a number
            """)
        checkRules(
            """
            for device when lower(cpu) == "x" then require check_device on device
                                  ^^^ E0307 'lower' needs text, 'cpu' is a number
            """)
    }

    @Test func `an unknown one is answered with the nearest`() {
        checkRules(
            """
            for device when lengt(name) > 3 then require check_device on device
                            ^^^^^ E0330 there is no function 'lengt'
            """)
        checkRules(
            "for device when lengt(name) > 3 then require check_device on device",
            fixedTo: "for device when length(name) > 3 then require check_device on device")
    }

    @Test func `take one value`() {
        checkRules(
            """
            for device when abs(cpu, 2) > 3 then require check_device on device
                            ^^^^^^^^^^^ E0321 'abs' takes one value, here are 2
            """)
    }
}
