import Testing

/// What each form of the language means, where all is known and where something is missing.
@Suite struct `The forms of conditions` {
    struct Case: CustomTestStringConvertible {
        var condition: String
        var truth: Bool?
        var device: String?

        init(_ condition: String, _ truth: Bool?, for device: String? = "d1") {
            self.condition = condition
            self.truth = truth
            self.device = device
        }

        var testDescription: String { condition }
    }

    @Test(arguments: [
        Case("managed and managed", true), Case("managed and retired", false), Case("retired and managed", false),
        Case("managed and no_managed", nil), Case("no_managed and managed", nil),
        Case("retired and no_managed", false), Case("no_managed and retired", false),
        Case("no_managed and no_managed", nil), Case("managed and managed and no_managed and retired", false),
        Case("managed or retired", true), Case("retired or retired", false),
        Case("managed or no_managed", true), Case("no_managed or managed", true),
        Case("retired or no_managed", nil), Case("no_managed or retired", nil),
        Case("not retired", true), Case("not managed", false), Case("not no_managed", nil),
        Case("not not managed", true),
        Case("managed or managed and retired", true), Case("(managed or managed) and retired", false),
        Case("not retired and retired", false), Case("not (retired and managed)", true),
        Case("not no_managed or managed", true),
        Case("managed == true", true), Case("retired != false", false), Case("no_managed == no_managed", nil),
        Case("always", true), Case("false", false),
    ])
    func `logic`(_ test: Case) throws { try check(test) }

    @Test(arguments: [
        Case("any alert of device", true), Case("any alert of device", false, for: "d3"),
        Case("any alert of device where severity == high", true),
        Case("any alert of device where severity == none", nil),
        Case("any alert of device where severity == none", false, for: "d2"),
        Case("no alert of device", false), Case("no alert of device", true, for: "d3"),
        Case("no alert of device where severity == high", false),
        Case("no alert of device where severity == none", nil),
        Case("no alert of device where severity == none", true, for: "d2"),
        Case("all alert of device satisfy points > 1", false), Case("all alert of device satisfy points > 0", nil),
        Case("all alert of device satisfy points > 0", true, for: "d2"),
        Case("all alert of device satisfy points > 9", true, for: "d3"),
        Case("all alert of device where severity >= high satisfy points > 4", nil),
        Case("all alert of device where severity >= high satisfy closed", false),
        Case("all alert of device where closed satisfy points > 9", true, for: "d2"),
        Case("all alert of device where not closed satisfy points > 1", true, for: "d4"),
        Case("all alert of device where not closed satisfy points > 3", nil, for: "d4"),
        Case("any report anywhere", nil), Case("no report anywhere", nil),
        Case("all report anywhere satisfy points > 1", nil), Case("any report of device", nil),
        Case("any memo anywhere", false), Case("no memo anywhere", true),
        Case("all memo anywhere satisfy points > 1", true),
        Case("not any alert of device", true, for: "d3"),
        Case("any memo of device or managed", true), Case("any report of device or managed", true),
        Case("any report of device and retired", false),
    ])
    func `quantifiers`(_ test: Case) throws { try check(test) }

    @Test(arguments: [
        Case("any alert as a of device where a.points == 5", true),
        Case("any alert of device where alert.device.size == 2", true),
        Case("any alert of device where points > device.size", true),
        Case("any alert of device where points > device.size and device.no_managed", nil),
        Case("any alert of device where points > 5", false, for: "d2"),
        Case("any alert anywhere where points > 4", true),
        Case("count(alert anywhere) == 11", true), Case("count(alert of device) == 3", true),
        Case("any move via source of device", true), Case("any move via target of device", false),
        Case("any move via target of device", true, for: "d2"),
        Case("any device as other via owner of device.owner where other.id == \"d2\"", true),
        Case("any device as other via owner of device.lost", nil),
        Case("no device as other via owner of device.no_owner", nil),
        Case("count(device as other via owner of device.lost) >= 0", true),
        Case("any device as other via owner of device.owner where any alert of other where points == 4", true),
        Case("any device as other via owner of device.owner where no alert of other", true),
        Case("any device as other anywhere where other.size > device.size", false),
        Case("any alert where points > 4", true, for: nil), Case("count(device) == 6", true, for: nil),
    ])
    func `rows`(_ test: Case) throws { try check(test) }

    @Test(arguments: [
        Case("size == 2", true), Case("size == 3", false), Case("size != 3", true), Case("size != 2", false),
        Case("size < 3", true), Case("size < 2", false), Case("size <= 2", true), Case("size <= 1", false),
        Case("size > 1", true), Case("size > 2", false), Case("size >= 2", true), Case("size >= 3", false),
        Case("no_size == 2", nil), Case("no_size != 2", nil), Case("2 < no_size", nil), Case("no_size <= 2", nil),
        Case("no_size > 2", nil), Case("no_size >= no_size", nil),
        Case("exposure > 60", true), Case("exposure > 60", true, for: nil), Case("no_exposure > 60", nil, for: nil),
        Case("limit == 2", true), Case("double == 4", true), Case("no_double == 4", nil), Case("total == 11", true),
        Case("risk == medium", true), Case("risk != medium", false), Case("risk < high", true),
        Case("risk <= low", false), Case("risk > low", true), Case("risk >= high", false), Case("no_risk >= none", nil),
        Case("color == green", true), Case("color != green", false), Case("color == red", false),
        Case("no_color != red", nil),
        Case("os == \"10.10\"", true), Case("os > \"10.9\"", true), Case("os < \"10.9\"", false),
        Case("os <= \"10.10.0.0\"", true), Case("no_os > \"1\"", nil),
        Case("seen < now", true), Case("seen > now", false), Case("seen >= today", true), Case("no_seen < now", nil),
        Case("uptime == 1h30m", true), Case("uptime > 2h", false), Case("uptime < 91m", true),
        Case("no_uptime == 0s", nil),
        Case("address == \"10.1.2.3\"", true), Case("address != \"10.1.2.3\"", false),
        Case("address == \"10.1.2.4\"", false), Case("no_address == \"10.1.2.3\"", nil),
        Case("owner == owner", true), Case("owner == lost", nil), Case("no_owner != owner", nil),
        Case("owner.name == \"Ann\"", true), Case("lost.name == \"Ann\"", nil), Case("no_owner.name != \"Ann\"", nil),
    ])
    func `comparisons`(_ test: Case) throws { try check(test) }

    @Test(arguments: [
        Case("title == \"alpha BETA\"", true), Case("title == exactly \"alpha BETA\"", false),
        Case("title != \"alpha BETA\"", false), Case("title != exactly \"alpha BETA\"", true),
        Case("title == \"Alpha\"", false), Case("no_title == \"\"", nil), Case("no_title != \"x\"", nil),
        Case("title contains \"PHA B\"", true), Case("title contains exactly \"PHA B\"", false),
        Case("title contains \"gamma\"", false), Case("title contains \"\"", true), Case("no_title contains \"\"", nil),
        Case("title not contains \"gamma\"", true), Case("title contains no_title", nil),
        Case("title starts with \"ALPHA\"", true), Case("title starts with exactly \"ALPHA\"", false),
        Case("title starts with \"beta\"", false), Case("title not starts with \"beta\"", true),
        Case("no_title starts with \"a\"", nil),
        Case("title ends with \"BETA\"", true), Case("title ends with exactly \"BETA\"", false),
        Case("title ends with \"alpha\"", false), Case("title not ends with \"alpha\"", true),
        Case("no_title ends with \"a\"", nil),
        Case("title matches /^ALPHA/", true), Case("title matches exactly /^ALPHA/", false),
        Case("title matches /a b/", true), Case("title matches /^beta/", false),
        Case("title not matches /^beta/", true), Case("no_title matches /a/", nil),
        Case("title like \"ALPHA*\"", true), Case("title like exactly \"ALPHA*\"", false),
        Case("title like \"alpha?bet?\"", true), Case("title like \"alpha\"", false),
        Case("title not like \"alpha\"", true), Case("no_title like \"*\"", nil),
        Case(#"path like "c:\\windows*.EXE""#, true), Case(#"path ends with ".exe""#, true),
    ])
    func `texts`(_ test: Case) throws { try check(test) }

    @Test(arguments: [
        Case("size between 1 and 2", true), Case("size between 2 and 3", true), Case("size between 3 and 9", false),
        Case("size not between 1 and 2", false), Case("size not between 3 and 9", true),
        Case("no_size between 1 and 2", nil), Case("no_size not between 1 and 2", nil),
        Case("size between 1 and no_size", nil), Case("size between no_size and 2", nil),
        Case("size between 3 and no_size", false), Case("size between no_size and 1", false),
        Case("size between 1 and 2 and retired", false), Case("risk between low and high", true),
        Case("os between \"10.9\" and \"11\"", true), Case("uptime between 1h and 2h", true),
        Case("seen between now - 2h and now", true),
        Case("size in [1, 2]", true), Case("size in [1, 3]", false), Case("size not in [1, 3]", true),
        Case("no_size in [1, 2]", nil), Case("no_size not in [1, 2]", nil), Case("size in [2, no_size]", true),
        Case("size in [1, no_size]", nil),
        Case("title in [\"x\", \"ALPHA beta\"]", true), Case("title in exactly [\"x\", \"ALPHA beta\"]", false),
        Case("risk in [low, medium]", true), Case("risk in [low, high]", false), Case("no_risk in [low]", nil),
        Case("color in [green, red]", true), Case("os in [\"10.10\", \"11\"]", true),
        Case("\"ALPHA\" in labels", true), Case("\"ALPHA\" in exactly labels", false), Case("\"x\" in no_labels", nil),
        Case("22 in ports", true), Case("80 in ports", false),
        Case("address in \"10.0.0.0/8\"", true), Case("address in \"10.2.0.0/16\"", false),
        Case("address not in \"10.2.0.0/16\"", true), Case("no_address in \"10.0.0.0/8\"", nil),
        Case("address in [\"192.168.0.0/16\", \"10.1.0.0/16\"]", true), Case("address in [\"10.1.2.3\"]", true),
        Case("address in [\"192.168.0.0/16\", \"10.2.0.0/16\"]", false), Case("address in \"::/0\"", false),
        Case("labels contains \"ALPHA\"", true), Case("labels contains exactly \"ALPHA\"", false),
        Case("labels contains \"x\"", false), Case("labels not contains \"x\"", true),
        Case("no_labels contains \"x\"", nil),
        Case("labels contains no_title", nil), Case("ports contains 443", true),
    ])
    func `ranges and lists`(_ test: Case) throws { try check(test) }

    @Test(arguments: [
        Case("seen before now", true), Case("seen before now - 2h", false), Case("no_seen before now", nil),
        Case("seen not before now", false), Case("seen after today", true), Case("seen after now", false),
        Case("no_seen after now", nil), Case("seen not after now", true),
        Case("seen older than 30m", true), Case("seen older than 1h", false), Case("seen older than 2h", false),
        Case("no_seen older than 1h", nil), Case("seen not older than 1h", true),
        Case("seen older than no_uptime", nil),
        Case("seen newer than 2h", true), Case("seen newer than 1h", false), Case("seen newer than 30m", false),
        Case("no_seen newer than 1h", nil), Case("seen not newer than 1h", true),
        Case("today == 2026-11-23", true), Case("today == 2026-11-22T23:00:00Z", true),
        Case("seen == 2026-11-23T08:00:00Z", true), Case("2026-11-23 < 2026-11-24", true),
    ])
    func `times`(_ test: Case) throws { try check(test) }

    @Test(arguments: [
        Case("size is known", true), Case("size is missing", false), Case("no_size is known", false),
        Case("no_size is missing", true), Case("owner is known", true), Case("lost is known", false),
        Case("lost is missing", true), Case("no_owner is missing", true), Case("lost.name is missing", true),
        Case("no_labels is missing", true), Case("no_exposure is missing", true), Case("no_double is missing", true),
        Case("count(report anywhere) is known", false), Case("count(alert of device) is known", true),
        Case("count(alert of device where not closed) is known", false),
        Case("count(alert of device where not closed) is known", true, for: "d2"), Case("no_total is known", false),
        Case("no_size otherwise 3 > 2", true), Case("size otherwise 9 > 2", false),
        Case("no_size otherwise no_double otherwise 1 == 1", true), Case("no_size otherwise no_double > 1", nil),
        Case("no_title otherwise title == \"alpha beta\"", true), Case("no_risk otherwise high == high", true),
        Case("no_seen otherwise now == now", true),
        Case("count(alert of device where not closed) otherwise 7 == 7", true),
        Case("count(alert of device) otherwise 7 == 3", true),
        Case("(no_managed otherwise retired) or managed", true),
    ])
    func `missing values`(_ test: Case) throws { try check(test) }

    private func check(_ test: Case) throws {
        #expect(try SourceEstate.truth(test.condition, for: test.device) == test.truth)
    }
}
