import RuleCompiler
import RuleTesting
import RuleText
import Testing

@testable import RulePlan

/// A data model that is smaller than the standard one, and stays as it is.
let model = """
    entity device key id {
      id text  name text  risk_level none < low < medium < high
    }
    entity alert key id {
      id text  device device  status new | resolved  severity low < medium < high  created time
    }
    entity vulnerability key id { id text  cvss number 0..10 }
    entity device_action key id { id text  device device  type isolate | release }
    define device.isolated = any device_action of device where type == isolate
    score exposure_score number 0..100 lower is better
    task improve_score
    task check_device on device
    action isolate on device on approval
    action release on device on approval reverses isolate
    action antivirus_scan on device automatically at most 25
    role security_admin

    """

/// Rules that the tests of this module speak of.
let rules = """
    param limit = 60 in 0..100
    define alert.open = status != resolved
    define alerting = exposure_score > limit

    rule scan_risky_devices "Devices at high risk are scanned"
      severity high
      for device
      when risk_level >= high and not isolated
      then run antivirus_scan on device on approval within 4h
      because "{device.name} is at {risk_level} risk"

    rule exposure "Exposure is high"
      when exposure_score > limit
      then require improve_score daily, raise high "Exposure is {exposure_score}"

    rule many_alerts
      for device
      when count(alert of device where severity >= medium and open) > 1 and device.name is known
      then require check_device on device daily, notify security_admin "Look at {device.name}"

    rule alerted_devices
      for alert
      when severity >= high
      then run isolate on device on approval

    rule spare_servers
      for device
      when name starts with "srv"
      then forbid isolate on device

    rule watch when alerting then notify security_admin "Watch out"

    rule worst for top 1 vulnerability by cvss where cvss is known
      when cvss > 1
      then raise medium "{vulnerability.id}"

    """

/// The report of a program made of `rules` and some tests.
func report(_ tests: String, covers: Bool = false, sourceLocation: Testing.SourceLocation = #_sourceLocation) throws
    -> TestReport
{
    let source = SourceFile(name: "daily.secrule", bytes: Array((rules + tests).utf8))
    let compilation = compile([source], model: SourceFile(name: "model.secrule", bytes: Array(model.utf8)))
    let errors = compilation.diagnostics.filter { $0.severity == .error }
    let text = DiagnosticText(files: compilation.files).rendered(errors)
    let possiblePlan = compilation.plan
    let plan = try #require(possiblePlan, "\(text)", sourceLocation: sourceLocation)
    let own = plan.rules.indices.map(RuleID.init).filter { plan[$0].location.file == source.name }
    return TestRunner(plan) {
        $0 == "Test/Plus2" ? TimeZoneRules(transitions: [], offsets: [], initialOffset: 7_200, rule: nil) : nil
    }
    .report(coverageOf: covers ? own : nil)
}

/// The messages and notes of every failure of a program's tests.
func failures(_ tests: String, sourceLocation: Testing.SourceLocation = #_sourceLocation) throws -> [String] {
    try report(tests, sourceLocation: sourceLocation).results.flatMap(\.failures).flatMap { failure in
        [failure.message] + failure.notes.map { "\($0.label): \($0.text)" }
    }
}
