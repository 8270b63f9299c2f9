import RuleCompiler
import RulePlan
import TestSupport
import Testing

@Suite struct `A plan's listing` {
    @Test func `shows the rules, what they share, what they look up and the order of work`() throws {
        let plan = try plan(
            #"""
            entity device key id { id text name text risk none < low < high os version seen time isolated boolean }
            entity alert key id { id text device device owner device severity low < high created time }
            score exposure number 0..100 lower is better
            param limit = 60 in 0..100
            role admin "Administrator"
            task improve
            task check on device
            action isolate on device on approval
            action scan on device automatically at most 25 with type quick | full

            define device.noisy = count(alert via device of device where severity == high) > calm
            define calm = limit / 20 - (1 - 2)

            when exposure > limit then require improve weekly on monday by admin
            rule risky "Risky devices" severity high for device
              when (risk >= low or noisy) and not isolated and name not like "srv-*"
              then run scan on device with type = quick automatically at most 5 within 4h, require check on device
              because "{device.name} is at {risk}"
            rule stale for device
              when not isolated and seen older than 7d or seen is missing
              then notify admin "{device.name} was not seen since {seen}"
            rule top for top 3 device by count(alert via owner of device) where risk > none
              when any alert as a via device of device where a.created > 2026-11-01 and device.name == exactly "X\"y"
              then forbid isolate on device
            rule all_checked
              when all device anywhere where risk == high satisfy isolated otherwise false
              then raise high "all are {limit * 2}"
            rule alerts for alert
              when device.risk in [low, high] and no alert as other anywhere where other.device == alert.device and other.id != alert.id
              then run scan on alert.device with type = full
            waive stale for device where name matches /^lab\/[0-9]+$/ until 2027-01-31 because "lab"
            """#)
        #expect(Golden("plan-listing.txt").difference(from: PlanListing(plan).text) == nil)
    }

    @Test func `of an empty program says so`() throws {
        #expect(
            PlanListing(try plan("")).text
                == "0 rules, 0 defines, 0 params, 0 waivers, 0 tests, 0 expressions\n")
    }
}
