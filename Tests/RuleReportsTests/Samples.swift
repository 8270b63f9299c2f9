import RuleEngine
import RulePlan
import RuleText

/// Monday, 09:00 in UTC.
let monday = instant("2026-11-23T09:00:00Z")

func instant(_ text: String) -> Instant {
    guard let instant = TimeReading(text).instant else { preconditionFailure("no time: \(text)") }
    return instant
}

func target(_ key: String, _ label: String? = nil) -> Target {
    Target(entity: "device", key: key, label: label ?? key)
}

extension WorkItem {
    /// An item with whatever a test is about.
    static func sample(
        _ id: String, _ kind: Kind = .task, title: String = "Check it", due: Instant? = nil,
        _ change: (inout WorkItem) -> Void = { _ in }
    ) -> WorkItem {
        var item = WorkItem(id: id, kind: kind, title: title, firstSeen: monday)
        item.due = due
        item.reasons = [Reason(rule: "some_rule", because: nil, evidence: [])]
        change(&item)
        return item
    }
}

extension Outcome {
    static func sample(_ items: [WorkItem] = []) -> Outcome {
        var outcome = Outcome(now: monday, timeZone: "UTC")
        outcome.items = items
        var tally = RuleTally(rule: "some_rule", location: SourceLocation(file: "rules/a.secrule", line: 3))
        tally.evaluated = 2
        tally.fired = items.count
        outcome.rules = [tally]
        outcome.data = [
            DataSummary(entity: "device", rows: 2, files: ["machines.json"]), DataSummary(entity: "alert", rows: nil),
        ]
        return outcome
    }

    /// Something of everything.
    static var morning: Outcome {
        var outcome = Outcome.sample([
            .sample("task/review_incident", title: "Review incident", due: instant("2026-11-20T16:00:00Z")) { item in
                item.name = "review_incident"
                item.severity = .critical
                item.role = "security_admin"
                item.cadence = "as needed"
                item.target = Target(entity: "incident", key: "42", label: "Ransomware on 3 devices")
                item.reasons = [Reason(rule: "old_incidents", because: "open for 5 days", evidence: [])]
            },
            .sample(
                "action/antivirus_scan/device/d1", .action, title: "Run antivirus scan",
                due: instant("2026-11-23T13:00:00Z")
            ) { item in
                item.name = "antivirus_scan"
                item.target = target("d1", "PC-1")
                item.severity = .high
                item.approval = .required
                item.approvers = ["security_admin"]
                item.arguments = [.init(name: "type", value: .text("quick"))]
                item.reasons = [
                    Reason(
                        rule: "scan_risky_devices", because: "PC-1 is at high risk",
                        evidence: [
                            .init(label: "device.risk_level", value: .text("high")),
                            .init(label: "device.isolated", value: .boolean(false)),
                            .init(label: "device.last_seen", value: .time(instant("2026-11-23T08:59:59.9Z"))),
                            .init(label: "exposure_score", value: .number(72.5)),
                            .init(label: "silence", value: .duration(TimeSpan(seconds: 5400))),
                            .init(label: "device.tags", value: .list([.text("a"), .missing])),
                        ]), Reason(rule: "scan_weekly", because: nil, evidence: []),
                ]
            },
            .sample(
                "action/isolate/device/d2", .action, title: "Isolate device", due: instant("2026-11-23T23:00:00Z")
            ) { item in
                item.name = "isolate"
                item.target = target("d2", "PC-2")
                item.severity = .high
                item.approval = .held
                item.heldBecause = .conflict
            },
            .sample("task/improve_score", title: "Improve score", due: instant("2026-11-25T22:59:59Z")) { item in
                item.name = "improve_score"
                item.cadence = "daily"
                item.reasons = [Reason(rule: "exposure", because: "the exposure score is 72", evidence: [])]
            },
            .sample("task/report", title: "Report", due: instant("2026-12-31T22:59:59Z")),
            .sample("finding/weak_spot", .finding, title: "Weak spots") { item in
                item.text = "a device \u{1B}[31mlies\u{202E} open\n\tnow"
                item.severity = .medium
            },
            .sample("notification/tell/security_admin", .notification, title: "Tell them") { item in
                item.text = "look"
                item.role = "security_admin"
            },
        ])
        outcome.undetermined = ["d1", "d2", "d3", "d4"].map { key in
            UndeterminedMatch(rule: "rule_\(key)", target: target(key), missing: ["device.last_seen"])
        }
        outcome.undetermined.append(UndeterminedMatch(rule: "alerts", target: nil, missing: ["alert"]))
        outcome.waived = [
            WaivedMatch(
                rule: "old_systems", target: target("d9", "LAB-9"), until: instant("2026-12-31T22:59:59Z"),
                because: "to be replaced", by: "CISO")
        ]
        outcome.forbidden = [
            ForbiddenAction(
                action: "isolate", target: target("srv", "SRV-1"), by: ["never_isolate_servers"],
                askedBy: ["isolate_infected"])
        ]
        outcome.conflicts = [
            ActionConflict(target: target("d2", "PC-2"), actions: ["isolate", "release"], rules: ["a", "b"])
        ]
        outcome.expiredWaivers = [ExpiredWaiver(rule: "old_phones", until: instant("2026-11-01T22:59:59Z"))]
        let place = SourceLocation(file: "rules/w.secrule", line: 7)
        outcome.endingWaivers = [
            WaiverNotice(rule: "old_systems", location: place, until: instant("2026-12-01T22:59:59Z"), because: "soon")
        ]
        outcome.unusedWaivers = [WaiverNotice(rule: "calm", location: place, until: monday, because: "nothing")]
        outcome.data[0].problems = [
            .init(code: .wrongType, count: 2, example: "machines.json:17: 'lastSeen' is no time"),
            .init(code: .duplicateKey, count: 1, example: "machines.json:19: 'd1' again"),
        ]
        outcome.data.append(
            DataSummary(
                entity: nil, rows: nil, files: ["notes.json"],
                problems: [.init(code: .unknownFile, count: 1, example: "notes.json: belongs to nothing")]))
        return outcome
    }
}

/// What data or rules may hold to do harm in a place where a report is shown.
let hostileTexts = [
    "<script>alert(1)</script>", #"</script><script>alert(1)</script>"><img src=x onerror='alert(2)'>"#,
    "\"quoted\" 'text'", "=cmd()|' /C calc'!A0", "\u{202E}txt.exe\u{200F}", "\u{1B}]0;x\u{07}\u{9B}\u{0}\t",
    "a\nBEGIN:VEVENT\r\nX:1\n# heading\n- [ ] item", "<!channel> @everyone <@U1> [a](http://evil.example) **b** `c`",
    String(repeating: "é<&\"\\;,", count: 1_500),
]

extension Outcome {
    /// The same text wherever data or rules may put one.
    static func hostile(_ text: String, count: Int = 1) -> Outcome {
        var outcome = Outcome.sample(
            (0..<count).map { place in
                .sample("task/x/device/\(place)\(text)", title: text, due: instant("2026-11-23T13:00:00Z")) { item in
                    item.name = text
                    item.text = text
                    item.role = text
                    item.severity = .high
                    item.cadence = text
                    item.target = Target(entity: text, key: text, label: text)
                    item.approvers = [text]
                    item.arguments = [.init(name: text, value: .text(text))]
                    item.reasons = [
                        Reason(rule: text, because: text, evidence: [.init(label: text, value: .list([.text(text)]))])
                    ]
                }
            })
        outcome.timeZone = text
        outcome.undetermined = [UndeterminedMatch(rule: text, target: target(text), missing: [text])]
        outcome.waived = [WaivedMatch(rule: text, target: nil, until: monday, because: text, by: text)]
        outcome.forbidden = [ForbiddenAction(action: text, target: target(text), by: [text], askedBy: [text])]
        outcome.conflicts = [ActionConflict(target: target(text), actions: [text], rules: [text])]
        outcome.expiredWaivers = [ExpiredWaiver(rule: text, until: monday)]
        let notice = WaiverNotice(
            rule: text, location: SourceLocation(file: text, line: 1), until: monday, because: text)
        outcome.endingWaivers = [notice]
        outcome.unusedWaivers = [notice]
        outcome.rules[0].rule = text
        outcome.rules[0].location.file = text
        outcome.data[0].entity = text
        outcome.data[0].files = [text]
        outcome.data[0].problems = [.init(code: .wrongType, count: 1, example: text)]
        return outcome
    }
}
