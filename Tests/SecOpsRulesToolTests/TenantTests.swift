import Testing

@Suite struct `Several tenants` {
    private func machine(_ files: [String: String] = [:]) -> MemoryMachine {
        MemoryMachine(
            [
                "rules/a.secrule": """
                param limit = 60 in 0..100
                rule exposed severity medium
                  when exposure_score > limit then require improve_score daily
                rule risky severity high
                  for device when risk_level >= high then require check_device on device within 4h
                """,
                "customers/contoso/devices.ndjson": #"{"id": "d1", "name": "PC-1", "risk_level": "high"}"#,
                "customers/contoso/scores.json": #"{"exposure_score": 65}"#,
                "customers/fabrikam/devices.ndjson": #"{"id": "d1"}"#,
                "customers/fabrikam/scores.json": #"{"exposure_score": 65}"#,
            ].merging(files) { $1 })
    }

    private func run(_ machine: MemoryMachine, _ words: String, exit: Int32 = 0) -> String {
        #expect(machine.run("run --time-zone UTC \(words)") == exit, "\(machine.errors)")
        return machine.output
    }

    /// The tenants and items of NDJSON.
    private func ids(_ machine: MemoryMachine, _ words: String, exit: Int32 = 0) -> [String] {
        run(machine, "--format ndjson \(words)", exit: exit).matches(of: #/"tenant": "([^"]*)", "id": "([^"]*)"/#)
            .map { "\($0.1) \($0.2)" }
    }

    private let both = [
        "contoso contoso:task/check_device/device/d1", "contoso contoso:task/improve_score",
        "fabrikam fabrikam:task/improve_score",
    ]

    @Test func `come from folders, or one by one`() {
        #expect(ids(machine(), "--tenants customers") == both)
        #expect(ids(machine(), "--data contoso=customers/contoso --data fabrikam=customers/fabrikam") == both)
        #expect(ids(machine(), "--data fabrikam=customers/fabrikam") == [both[2]])
        // A name of the model still says what a directory's rows are.
        #expect(run(machine(), "--data device=customers/contoso --format json").contains("\"tenant\": null"))
    }

    @Test func `share what is given for no tenant`() {
        let machine = machine(["common/scores.json": #"{"exposure_score": 99}"#])
        machine.files["customers/fabrikam/scores.json"] = nil
        #expect(ids(machine, "--tenants customers --data common") == both)
        // A file that is named twice is read once.
        _ = run(machine, "--tenants customers --data common --data common/scores.json")
        #expect(machine.reads.count { $0 == "common/scores.json" } == 2)
    }

    @Test func `are shown side by side`() {
        #expect(
            run(machine(), "--tenants customers") == """
                3 items of 2 tenants at 2026-11-23 09:00 UTC

                  tenant    overdue  today  items  critical  high  approvals  held  undetermined  data problems
                  contoso         0      2      2         0     1          0     0             0              0
                  fabrikam        0      1      1         0     0          0     0             1              0
                  all             0      3      3         0     1          0     0             1              0

                """)
        #expect(run(machine(), "--tenants customers --verbose").hasPrefix("contoso: 2 items at 2026-11-23 09:00 UTC\n"))
        #expect(
            run(machine(), "--tenants customers --overview --format csv") == """
                tenant,overdue,due_today,items,critical,high,approvals,held,undetermined,data_problems,failure\r
                contoso,0,2,2,0,1,0,0,0,0,\r
                fabrikam,0,1,1,0,0,0,0,1,0,\r

                """)
        #expect(
            run(machine(), "--tenants customers --overview --format json")
                .contains("\"tenant\": \"contoso\",\n      \"overdue\": 0,"))
    }

    @Test func `have documents that others read as one`() throws {
        let json = run(machine(), "--tenants customers --format json")
        #expect(json.hasPrefix("{ \"format\": 1, \"tenants\": [\n{\n  \"format\": 1,\n  \"tenant\": \"contoso\",\n"))
        let machine = machine()
        machine.files["before.json"] = Array(json.utf8)
        machine.files["customers/fabrikam/devices.ndjson"] = Array(#"{"id": "d1", "risk_level": "high"}"#.utf8)
        machine.files["after.json"] = Array(run(machine, "--tenants customers --format json").utf8)
        #expect(machine.run("compare before.json after.json --format csv") == 1)
        #expect(machine.output.contains("\r\nopened,fabrikam,,fabrikam:task/check_device/device/d1,"))
        let csv = run(machine, "--tenants customers --format csv").split(separator: "\r\n")
        #expect(csv.count { $0.hasPrefix("tenant,id,kind") } == 1 && csv.count == 5)
        #expect(
            run(machine, "--tenants customers --format counts").hasPrefix("contoso\texposed\t1\ncontoso\trisky\t1\n"))
        #expect(run(machine, "--tenants customers --format markdown").contains("\n# Security work of fabrikam at "))
    }

    @Test func `get files of their own in a directory`() {
        let machine = machine(["reports/keep.txt": "x"])
        #expect(run(machine, "--tenants customers --format csv --output reports").isEmpty)
        #expect(machine.text(of: "reports/contoso.csv")?.hasPrefix("tenant,id,kind") == true)
        #expect(machine.text(of: "reports/fabrikam.csv")?.hasPrefix("tenant,id,kind") == true)
        #expect(machine.text(of: "reports/tenants-overview.csv")?.hasPrefix("tenant,overdue") == true)
        _ = run(machine, "--tenants customers --format slack --output reports/")
        #expect(machine.text(of: "reports/contoso.json")?.contains("contoso: 2 items at ") == true)
        _ = run(machine, "--tenants customers --format ics --output reports")
        #expect(machine.text(of: "reports/contoso.ics")?.contains("\r\nNAME:contoso\r\n") == true)
        _ = run(machine, "--tenants customers --format html --output reports")
        let overview = machine.text(of: "reports/tenants-overview.html") ?? ""
        #expect(overview.contains(#"<a href="./contoso.html">"#))
        #expect(machine.text(of: "reports/contoso.html")?.contains("contoso") == true)
        let hostile = run(machine, "--data a-<b>=customers/contoso --overview --format html", exit: 2)
        #expect(hostile.isEmpty)
        machine.files["evil/<script>javascript:x/scores.json"] = Array("{}".utf8)
        let evil = run(machine, "--tenants evil --overview --format html")
        #expect(evil.contains("&lt;script") && !evil.contains("<script>javascript"))
        _ = run(machine, "--tenants evil --format html --output reports")
        #expect(
            machine.text(of: "reports/tenants-overview.html")?
                .contains(#"<a href="./%3Cscript%3Ejavascript%3Ax.html">"#) == true)
        _ = run(machine, "--tenants customers --format slack", exit: 2)
        #expect(machine.errors.contains("give a directory with --output DIR"))
        _ = run(machine, "--tenants customers --format json --output new/", exit: 2)
        #expect(machine.errors.contains("there is no such directory"))
        _ = run(machine, "--tenants customers --format json --output all.json")
        #expect(machine.text(of: "all.json")?.hasSuffix("\n] }\n") == true)
    }

    @Test func `have parameters of their own`() {
        let files = ["customers/contoso/parameters.json": #"{"limit": 70}"#]
        #expect(ids(machine(files), "--tenants customers") == [both[0], both[2]])
        // The command line comes before the file, what is said of the tenant before what is said of all.
        #expect(ids(machine(files), "--tenants customers --set limit=64") == both)
        #expect(
            ids(machine(files), "--tenants customers --set limit=64 --set fabrikam:limit=80") == [both[0], both[1]])
        let machine = machine()
        _ = run(machine, "--tenants customers --set contso:limit=1", exit: 2)
        #expect(machine.errors == "secops-rules: --set: there is no tenant 'contso'; did you mean 'contoso'?\n")
        let wrong = self.machine(["customers/contoso/parameters.json": "{\n\"limit\": null}"])
        #expect(ids(wrong, "--tenants customers", exit: 2) == [both[2]])
        #expect(
            wrong.errors.hasPrefix(
                "secops-rules: contoso: customers/contoso/parameters.json:2: expected a text, a number"))
    }

    @Test func `have waivers and rules of their own`() {
        let waiver = """
            waive risky for device where device.id == "d1" until 2026-12-31 because "it is being replaced"
            """
        let machine = machine(["customers/contoso/own.secrule": waiver])
        #expect(ids(machine, "--tenants customers") == [both[1], both[2]])
        machine.files["customers/contoso/own.secrule"] = Array("rule x when nothing then require improve_score\n".utf8)
        #expect(ids(machine, "--tenants customers", exit: 1) == [both[2]])
        #expect(
            machine.errors.contains(
                "secops-rules: contoso: the rules have errors with those of the tenant's own folder"))
        #expect(machine.errors.contains(" --> customers/contoso/own.secrule:1:13\n"))
    }

    @Test func `do not stop each other`() {
        let machine = machine(["customers/contoso/alerts.json": "[{"])
        #expect(ids(machine, "--tenants customers", exit: 3) == [both[2]])
        #expect(machine.errors.hasPrefix("secops-rules: contoso: customers/contoso/alerts.json:1: "))
        let table = run(machine, "--tenants customers", exit: 3)
        #expect(table.contains("\nNot run: 1 tenant\n  contoso: customers/contoso/alerts.json:1: "))
        let json = run(machine, "--tenants customers --format json", exit: 3)
        #expect(
            json.contains(
                "{ \"format\": 1, \"tenants\": [\n{\n  \"format\": 1,\n  \"tenant\": \"contoso\",\n  \"error\": "))
        // Of a tenant that could not be run, nothing is called closed.
        machine.files["before.json"] = Array(run(self.machine(), "--tenants customers --format json").utf8)
        machine.files["after.json"] = Array(json.utf8)
        #expect(machine.run("compare before.json after.json") == 0)
        #expect(
            machine.output.hasPrefix("0 opened, 0 escalated, 1 continued, 0 closed, 2 gone but not known to be closed"))
        machine.files["reports/contoso.json"] = Array("yesterday".utf8)
        _ = run(machine, "--tenants customers --format json --output reports", exit: 3)
        #expect(machine.text(of: "reports/contoso.json") == "yesterday")
        #expect(machine.text(of: "reports/tenants-overview.json")?.contains("\"failure\": \"customers/contoso") == true)
        let csv = run(machine, "--tenants customers --format csv", exit: 3)
        #expect(csv.hasPrefix("tenant,id,kind"))
    }

    @Test func `are told apart in the history`() {
        let machine = machine()
        _ = run(machine, "--tenants customers --history history.ndjson --record")
        let history = machine.text(of: "history.ndjson") ?? ""
        #expect(history.split(separator: "\n").count == 3)
        #expect(
            history.contains(
                #"{ "id": "fabrikam:task/improve_score", "event": "opened", "at": "2026-11-23T09:00:00Z" }"#))
        #expect(machine.run("done fabrikam:task/improve_score --history history.ndjson") == 0)
        #expect(machine.errors.isEmpty)
        #expect(ids(machine, "--tenants customers --history history.ndjson") == [both[0], both[1]])
        // Nothing of it is work of an organisation without a name.
        #expect(
            run(machine, "--data customers/fabrikam --history history.ndjson --format json").contains(
                "\"task/improve_score\""))
        #expect(machine.run("done fabrikam:tsk/improve_score --history history.ndjson") == 2)
    }

    @Test func `need folders`() {
        let machine = machine(["empty/x.txt": "", "mixed/a/scores.json": "{}", "mixed/b.json": "{}"])
        _ = run(machine, "--tenants empty", exit: 2)
        #expect(machine.errors.contains("no folder is in 'empty'; each tenant has one"))
        _ = run(machine, "--tenants nowhere", exit: 2)
        _ = run(machine, "--tenants mixed")
        #expect(machine.errors == "secops-rules: note: 'mixed/b.json' left out; only folders in 'mixed' are tenants\n")
        _ = run(machine, "--data customers/contoso --overview", exit: 2)
        _ = run(machine, "--tenants customers --overview --format markdown", exit: 2)
        #expect(run(machine, "--tenants customers --fail-on high", exit: 4).contains("contoso"))
    }
}
