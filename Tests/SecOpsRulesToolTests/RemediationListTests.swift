import Testing

@Suite struct `The list of remediation activities` {
    private let header =
        "id,title,state,due,priority,type,category,component,configuration,target_devices,fixed_devices,percent_fixed,"
        + "groups,requested_by,created,notes,updated,completed_by,completion,work,items"

    private func machine(_ files: [String: String] = [:]) -> MemoryMachine {
        MemoryMachine(
            [
                "rules/a.secrule": """
                rule followed_up for remediation_activity when status == active
                then require follow_up_remediation on remediation_activity within 3d
                """,
                "data/remediationtasks.json": """
                {"value": [
                  {"id": "done", "title": "Old reader", "status": "Completed", "targetDevices": 3, "fixedDevices": 3,
                   "completerEmail": "lidia@x.example", "completionMethod": "manual"},
                  {"id": "open", "title": "Reader", "status": "Active", "dueOn": "2026-12-01T09:00:00Z", "priority": "Low",
                   "targetDevices": 0, "fixedDevices": 0},
                  {"id": "late", "title": "=cmd()", "status": "Active", "dueOn": "2026-11-21T09:00:00Z", "priority": "High",
                   "type": "Update", "category": "Software", "relatedComponent": "Reader", "targetDevices": 7,
                   "fixedDevices": 2, "requesterEmail": "lidia@x.example", "requesterNotes": "please, today",
                   "createdOn": "2026-11-03T09:00:00Z", "statusLastModifiedOn": "2026-11-04T09:00:00Z",
                   "rbacGroupNames": ["Office", "Workshop"]},
                  {"id": "odd", "status": "Elsewhere"}
                ]}
                """,
            ].merging(files) { $1 })
    }

    private let run = "run --now 2026-11-23T09:00:00Z --time-zone UTC --data"

    @Test func `has a line for each, what is overdue first, with what the rules ask about it`() {
        let machine = machine()
        #expect(machine.run("\(run) data --format csv --of remediation") == 0)
        #expect(
            machine.output.split(separator: "\r\n").map(String.init) == [
                header,
                "late,\"'=cmd()\",overdue,2026-11-21T09:00:00Z,high,Update,Software,Reader,,7,2,28,\"Office; Workshop\","
                    + "lidia@x.example,2026-11-03T09:00:00Z,\"please, today\",2026-11-04T09:00:00Z,,,"
                    + "Follow up on the remediation activity,task/follow_up_remediation/remediation_activity/late",
                "open,Reader,open,2026-12-01T09:00:00Z,low,,,,,0,0,,,,,,,,,"
                    + "Follow up on the remediation activity,task/follow_up_remediation/remediation_activity/open",
                "odd,,,,,,,,,,,,,,,,,,,,",
                "done,Old reader,completed,,,,,,,3,3,100,,,,,,lidia@x.example,manual,,",
            ])
        #expect(!machine.errors.contains("no export"))
    }

    @Test func `goes to pipelines too`() {
        let machine = machine()
        #expect(machine.run("\(run) data --format ndjson --of remediation") == 0)
        let lines = machine.output.split(separator: "\n")
        #expect(lines.count == 4)
        #expect(lines[0].hasPrefix(#"{ "id": "late", "title": "=cmd()", "state": "overdue", "#))
        #expect(lines[0].hasSuffix(#""items": ["task/follow_up_remediation/remediation_activity/late"] }"#))
        #expect(lines[2].contains(#""state": null"#))
    }

    @Test func `says that there was no export, which is no empty one`() {
        let machine = machine(["data/remediationtasks.json": #"{"value": []}"#, "other/scores.json": "{}"])
        #expect(machine.run("\(run) data --format csv --of remediation") == 0)
        #expect(machine.output == header + "\r\n")
        #expect(!machine.errors.contains("no export"))
        #expect(machine.run("\(run) other --format csv --of remediation") == 0)
        #expect(machine.output == header + "\r\n")
        #expect(
            machine.errors.contains(
                "note: no export of 'remediation_activity' was given, so none of them is listed\n"))
    }

    @Test func `is one list of several tenants`() {
        let machine = machine(["b/scores.json": "{}"])
        #expect(machine.run("\(run) a=data --data b=b --format csv --of remediation") == 0)
        let lines = machine.output.split(separator: "\r\n")
        #expect(lines.map { $0.prefix(7) } == ["tenant,", "a,late,", "a,open,", "a,odd,,", "a,done,"])
        #expect(machine.errors.contains("b: note: no export of 'remediation_activity' was given"))
    }
}
