import Testing

@Suite struct `Calculated values` {
    typealias Case = `The forms of conditions`.Case

    @Test(arguments: [
        Case("size + 1 == 3", true), Case("size - 3 == -1", true), Case("size * 3 == 6", true),
        Case("size / 4 < 1", true), Case("-size == -2", true), Case("size + 2 * 3 == 8", true),
        Case("(size + 2) * 3 == 12", true), Case("size - 1 - 1 == 0", true), Case("-size + 3 == 1", true),
        Case("no_size + 1 == 1", nil), Case("1 * no_size == 1", nil), Case("-no_size < 0", nil),
        Case("size / zero > 1", nil), Case("size / zero is missing", true), Case("zero / zero == 0", nil),
        Case("now - seen == 1h", true), Case("seen + 1h == now", true), Case("now - 1h == seen", true),
        Case("1h + seen == now", true), Case("no_seen + 1h == now", nil), Case("now - no_seen > 1h", nil),
        Case("uptime + 30m == 2h", true), Case("uptime - 30m == 1h", true), Case("uptime * 2 == 3h", true),
        Case("2 * uptime == 3h", true), Case("uptime / 2 == 45m", true), Case("uptime / 3 == 30m", true),
        Case("uptime / zero > 1h", nil), Case("no_uptime * 2 == 3h", nil), Case("-uptime < 0s", true),
    ])
    func `arithmetic`(_ test: Case) throws { try check(test) }

    @Test(arguments: [
        Case("abs(0 - size) == 2", true), Case("abs(no_size) == 2", nil),
        Case("lower(title) == exactly \"alpha beta\"", true),
        Case("lower(no_title) == \"x\"", nil), Case("length(title) == 10", true), Case("length(no_title) == 0", nil),
        Case("length(labels) == 2", true), Case("length(no_labels) == 2", nil), Case("days(36h) > 1", true),
        Case("days(uptime) < 1", true), Case("days(no_uptime) < 1", nil), Case("hours(uptime) > 1", true),
        Case("hours(uptime) * 2 == 3", true), Case("hours(no_uptime) > 1", nil),
    ])
    func `functions`(_ test: Case) throws { try check(test) }

    @Test(arguments: [
        // Known.
        Case("sum(points of alert of device) == 5", true, for: "d2"),
        Case("min(points of alert of device) == 2", true, for: "d2"),
        Case("max(points of alert of device) == 3", true, for: "d2"),
        Case("average(points of alert of device) * 2 == 5", true, for: "d2"),
        Case("sum(took of alert of device) == 3h", true, for: "d2"),
        Case("average(took of alert of device) == 90m", true, for: "d2"),
        Case("max(severity of alert of device) == high", true, for: "d2"),
        Case("min(severity of alert of device) == medium", true, for: "d2"),
        Case("max(opened of alert of device) == now - 3h", true, for: "d2"),
        Case("min(took of alert of device) == 1h", true, for: "d2"),
        Case("max(points * 2 of alert of device) == 6", true, for: "d2"),
        Case("max(os of device) == \"10.10\"", true, for: nil),
        Case("sum(points of alert of device where severity == high) == 2", true, for: "d2"),
        // A row's value is missing.
        Case("sum(points of alert of device) > 0", nil), Case("min(points of alert of device) < 9", nil),
        Case("max(points of alert of device) > 0", nil), Case("average(points of alert of device) > 0", nil),
        Case("sum(points of alert of device where points is known) == 6", true),
        // It is not known whether a row belongs.
        Case("max(points of alert of device where not closed) == 4", true, for: "d4"),
        Case("min(points of alert of device where not closed) < 9", nil, for: "d4"),
        Case("sum(points of alert of device where not closed) > 0", nil, for: "d4"),
        Case("average(points of alert of device where not closed) > 0", nil, for: "d4"),
        Case("sum(points of alert of device where not closed) == 3", true, for: "d5"),
        Case("sum(took of alert of device where not closed) == 3h", true, for: "d5"),
        Case("average(points of alert of device where not closed) > 0", nil, for: "d5"),
        // No rows.
        Case("sum(points of alert of device) == 0", true, for: "d3"),
        Case("sum(took of alert of device) == 0s", true, for: "d3"),
        Case("min(points of alert of device) is missing", true, for: "d3"),
        Case("max(points of alert of device) > 0", nil, for: "d3"),
        Case("average(points of alert of device) > 0", nil, for: "d3"),
        Case("latest(points of alert of device by opened) > 0", nil, for: "d3"),
        Case("sum(points of memo anywhere) == 0", true), Case("max(points of memo anywhere) is missing", true),
        // No data.
        Case("sum(points of report anywhere) >= 0", nil), Case("max(points of report anywhere) > 0", nil),
        Case("sum(size of device as other via owner of device.lost) >= 0", nil),
    ])
    func `aggregates`(_ test: Case) throws { try check(test) }

    @Test(arguments: [
        // The smaller key wins a tie.
        Case("latest(points of alert of device by opened) == 2", true, for: "d2"),
        Case("earliest(points of alert of device by opened) == 2", true, for: "d2"),
        Case("latest(points of alert of device by took) == 3", true, for: "d2"),
        Case("earliest(severity of alert of device by took) == high", true, for: "d2"),
        // It is not known when one was opened.
        Case("latest(points of alert of device by opened) > 0", nil),
        Case("latest(points of alert of device where opened is known by opened) == 5", true),
        Case("earliest(points of alert of device where opened is known by opened) == 1", true),
        // It is not known whether the older belongs.
        Case("latest(points of alert of device where not closed by opened) == 4", true, for: "d4"),
        Case("earliest(points of alert of device where not closed by opened) > 0", nil, for: "d4"),
        // It was opened at the same time, so that it could be the one.
        Case("latest(points of alert of device where not closed by opened) > 0", nil, for: "d5"),
        // The newest has no points.
        Case("latest(points of alert of device by opened) > 0", nil, for: "d6"),
        Case("earliest(points of alert of device by opened) == 1", true, for: "d6"),
    ])
    func `latest and earliest`(_ test: Case) throws { try check(test) }

    /// One or two alerts of `d4` are open.
    @Test(arguments: [
        Case("count(alert of device where not closed) >= 1", true),
        Case("count(alert of device where not closed) >= 2", nil),
        Case("count(alert of device where not closed) > 2", false),
        Case("count(alert of device where not closed) > 0", true),
        Case("count(alert of device where not closed) < 3", true),
        Case("count(alert of device where not closed) < 2", nil),
        Case("count(alert of device where not closed) < 1", false),
        Case("count(alert of device where not closed) <= 2", true),
        Case("3 > count(alert of device where not closed)", true),
        Case("count(alert of device where not closed) == 1", nil),
        Case("count(alert of device where not closed) == 3", false),
        Case("count(alert of device where not closed) != 3", true),
        Case("count(alert of device where not closed) != 2", nil),
        Case("count(alert of device where not closed) between 1 and 2", true),
        Case("count(alert of device where not closed) between 0 and 1", nil),
        Case("count(alert of device where not closed) between 3 and 9", false),
        Case("count(alert of device where not closed) between size and 3", nil),
        Case("count(alert of device where not closed) in [1, 2]", true),
        Case("count(alert of device where not closed) in [1, 5]", nil),
        Case("count(alert of device where not closed) in [3, 5]", false),
        Case("count(alert of device where not closed) <= count(alert of device)", true),
        Case("count(alert of device where not closed) > no_size", nil),
        Case("count(alert of device where not closed) + 0 >= 1", nil),
        Case("open_alerts >= 1", true), Case("open_alerts > 2", false), Case("open_alerts == 1", nil),
        Case("count(report anywhere) >= 0", true), Case("count(report anywhere) < 0", false),
        Case("count(report anywhere) > 0", nil), Case("no_total >= 0", true), Case("no_total == 3", nil),
        Case("count(memo anywhere) == 0", true), Case("count(report of device) != -1", true),
        Case("count(device as other via owner of device.lost) > 0", nil),
    ])
    func `counts are compared by their bounds`(_ test: Case) throws {
        #expect(try SourceEstate.truth(test.condition, for: "d4") == test.truth)
    }

    private func check(_ test: Case) throws {
        #expect(try SourceEstate.truth(test.condition, for: test.device) == test.truth)
    }
}
