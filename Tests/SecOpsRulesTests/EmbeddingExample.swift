import SecOpsRules

func morningWork() throws -> [String] {
    let rules = try RuleSet(compiling: [
        SourceFile(
            name: "scan.secrule", text: "for device when risk_level >= high then run antivirus_scan on device within 4h"
        )
    ])
    var estate = rules.newEstate()
    try estate.add(["id": "d1", "name": "PC-1", "risk_level": "high"], to: "device")
    try estate.read(Array(#"{"value": [{"id": "d2", "riskScore": "Low"}]}"#.utf8), named: "machines.json")
    guard let now = Instant(iso8601: "2026-11-23T09:00:00Z") else { return [] }
    let outcome = try rules.run(on: estate, at: now)
    return outcome.items.map { "\($0.title): \($0.target?.label ?? "-"), due \($0.due.map { "\($0)" } ?? "any time")" }
}
