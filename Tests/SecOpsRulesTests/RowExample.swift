import SecOpsRules

func oneRowAtATime() throws -> [String] {
    let rules = try RuleSet(compiling: [
        SourceFile(
            name: "triage.secrule",
            text: """
                rule risky for device when risk_level >= high then run antivirus_scan on device
                rule alerted for device when any alert of device where status != resolved then raise medium "alerts are open"
                """)
    ])
    guard let now = Instant(iso8601: "2026-11-23T09:00:00Z") else { return [] }
    var estate = rules.newEstate()
    try estate.add(["id": "d1", "name": "PC-1", "risk_level": "high"], to: "device")
    try estate.add(["id": "a1", "device": "d1", "status": "new"], to: "alert")

    // One device against all rules; make one matcher for each thread.
    let matcher = try rules.index(of: "device", on: estate, at: now).matcher()
    let asked = try matcher.matches(of: ["id": "d1", "risk_level": "low"])

    // What entered and left, after some rows changed.
    let monitor = try rules.monitor(estate, at: now)
    var changes = rules.newEstate()
    try changes.add(["id": "d2", "name": "PC-2", "risk_level": "high"], to: "device")
    let update = try monitor.update(with: changes, removing: [EntityKey("alert", "a1")])

    return ["asked: \(asked.fired)"] + update.entered.map { "entered: \($0.rule) \($0.key ?? "-")" }
        + update.left.map { "left: \($0.rule) \($0.key ?? "-")" }
}
