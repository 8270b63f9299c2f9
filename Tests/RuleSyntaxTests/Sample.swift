/// A program with every form of declaration and effect in it, and no mistake.
enum Sample {
    static let program = #"""
        entity device "A device" from "machines" or "devices" key id newest seen stale after 24h by seen {
          id     text                 from "id" or "DeviceId"
          risk   none < low < high    from "riskScore" reading "No known risks" as none "?" as missing "how risky"
          health active | inactive    "as reported"
          points number 0..100
          tags   list of list of text
          seen   time
          `rule` boolean
          from   text                 from "from"
        }
        entity evidence from "evidence" in alert key alert, sha256 { alert alert sha256 text }
        score exposure number 0..100 lower is better "Exposure score" from "exposureScore"
        score secure number 0.. higher is better
        score debt number -1.5..-0.5
        task improve "Improve"
        task check_device on device "Check the device"   # remark
        action isolate on device on approval of admin "Isolate"
        action release on device reverses isolate, other "Release"
        action scan on device automatically at most 25 per day with type quick | full, deep boolean "Scan"
        role admin "Administrator"
        param limit = 70 in 0..100
        param least as device.risk = high in [low, high]
        param grace = 2d in 1h..7d
        define risky = exposure > limit or any device where risk >= high
        define device.stale = seen older than 7d and not (health == inactive)
        waive scan_risky for device as d where d.id == "d1" until 2026-12-31 because "moving" by "CISO"
        waive other until 2026-12-31T00:00:00Z because "all of it"
        when always then require improve
        for device when risk is missing then forbid isolate on device
        rule scan_risky "Devices at high risk are scanned"
          severity high
          tags "daily", "defender"
          see "https://example.org/a"
          for device as d
          when risk >= high and name not matches /^srv-\d/
          then run scan on d with type = quick, deep = true on approval of admin within 4h due now + 1d,
            run isolate on d automatically at most 3,
            require check_device on d weekly on monday within 2d due today + 1d by admin,
            require improve monthly on day 1, require improve every 3 days, require improve as needed,
            require improve daily, require improve weekly, require improve monthly,
            raise high "{d.name} is at {{risk}} {risk otherwise none}", notify admin "look: {count(device)}"
          because "the \"{d.name}\" is {\"\u{41}\"}"
        rule worst for top 5 device as d by points * 2 where risk > low when true then require check_device on d
        test "a device is scanned" of scan_risky, worst {
          now 2026-11-23T09:00:00Z
          time zone "Europe/Amsterdam"
          set limit = 80
          given exposure = 72
          given device "d1" { name: "PC-1", risk: high, seen: now - 2h, tags: ["a"], `rule`: false }
          given evidence "a1", "f0" { }
          given no alert
          given completed improve at now - 1d
          given opened scan on device "d1" at now
          expect run scan on device "d1" on approval due now + 1d
          expect run scan automatically
          expect run scan held
          expect require check_device on device "d1" due 2026-11-24
          expect raise high "text" for device "d1"
          expect notify admin
          expect no isolate
          expect no forbid isolate on device "d1"
          expect scan_risky undetermined for device "d2"
          expect scan_risky fires
          expect worst quiet
          expect nothing else
        }
        """#
}
