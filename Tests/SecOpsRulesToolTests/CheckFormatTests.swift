import Foundation
import RuleText
import Testing

@Suite struct `Checking for code-scanning services` {
    private static let source = """
        # a lock \u{1F512}, which takes two UTF-16 code units
        for device when name == "\u{1F512}" and risk_levl >= high then run antivirus_scan on device
        param limit = 60
        param limit = 70 in 0..50

        """

    /// The one run of the log that is printed.
    private func scan(_ machine: MemoryMachine, _ words: String = "check --format sarif rules") throws -> [String: Any]
    {
        #expect(machine.run(words) == 1)
        let log = try JSONSerialization.jsonObject(with: Data(machine.output.utf8)) as? [String: Any]
        #expect(log?["version"] as? String == "2.1.0")
        return try #require((log?["runs"] as? [[String: Any]])?.first)
    }

    private func results(_ machine: MemoryMachine) throws -> [[String: Any]] {
        try #require(try scan(machine)["results"] as? [[String: Any]])
    }

    /// A value deep inside: names of members, and numbers of elements.
    private func value(_ path: String, in object: Any) -> String {
        var value: Any? = object
        for step in path.split(separator: "/") {
            value =
                if let place = Int(step) {
                    (value as? [Any]).flatMap { $0.indices.contains(place) ? $0[place] : nil }
                } else {
                    (value as? [String: Any])?[String(step)]
                }
        }
        return value.map { "\($0)" } ?? "-"
    }

    private func region(_ path: String, in result: Any) -> String {
        ["startLine", "startColumn", "endLine", "endColumn"].map { value("\(path)/\($0)", in: result) }
            .joined(separator: " ")
    }

    @Test func `describes every code that it may report`() throws {
        let run = try scan(MemoryMachine(["rules/a.secrule": "when"]))
        let driver = try #require((run["tool"] as? [String: Any])?["driver"] as? [String: Any])
        #expect(driver["semanticVersion"] as? String == "1.2.3")
        let rules = try #require(driver["rules"] as? [[String: Any]])
        #expect(
            rules.compactMap { $0["id"] as? String }
                == DiagnosticCode.allCases.map(\.rawValue).filter { !$0.hasPrefix("E05") })
        let rule = try #require(rules.first { $0["id"] as? String == "L0405" })
        #expect(value("name", in: rule) == "FractionEquality")
        #expect(value("shortDescription/text", in: rule) == "A fraction compared with `==`")
        #expect(value("help/markdown", in: rule).contains("\nWrong:\n\n```secrule\n"))
        #expect(value("defaultConfiguration/level", in: rule) == "warning")
        #expect(value("properties/tags/0", in: rule) == "analysis")
        for rule in rules {
            #expect(value("fullDescription/text", in: rule).count <= 1024)
            #expect(value("help/text", in: rule).count > 20)
        }
    }

    @Test func `says where, in UTF-16 code units, and how to fix it`() throws {
        let result = try #require(
            try results(MemoryMachine(["rules/a b.secrule": Self.source])).first { $0["ruleId"] as? String == "E0301" })
        #expect(value("message/text", in: result) == "'device' has no field 'risk_levl'; did you mean 'risk_level'?")
        #expect(value("level", in: result) == "error")
        let place = "locations/0/physicalLocation"
        #expect(value("\(place)/artifactLocation/uri", in: result) == "rules/a%20b.secrule")
        #expect(value("\(place)/artifactLocation/uriBaseId", in: result) == "%SRCROOT%")
        #expect(region("\(place)/region", in: result) == "2 34 2 43")
        let change = "fixes/0/artifactChanges/0"
        #expect(value("\(change)/artifactLocation/uri", in: result) == "rules/a%20b.secrule")
        #expect(region("\(change)/replacements/0/deletedRegion", in: result) == "2 34 2 43")
        #expect(value("\(change)/replacements/0/insertedContent/text", in: result) == "risk_level")
        #expect(value("fixes/0/properties/applicability", in: result) == "safe")
    }

    @Test func `points at other places, but not into the standard model, which nobody can open`() throws {
        let found = try results(MemoryMachine(["rules/a.secrule": Self.source + "role security_admin\n"]))
        let twice = found.filter { $0["ruleId"] as? String == "E0305" }
        #expect(twice.count == 2)
        let own = try #require(twice.first)
        #expect(value("relatedLocations/0/message/text", in: own).contains("declared"))
        #expect(region("relatedLocations/0/physicalLocation/region", in: own) == "3 7 3 12")
        let standard = try #require(twice.last)
        #expect(standard["relatedLocations"] == nil)
        #expect(value("message/text", in: standard).hasSuffix("(in <standard model>)"))
    }

    @Test func `knows a finding again when its line moves`() throws {
        func fingerprints(_ source: String) throws -> [String] {
            try results(MemoryMachine(["rules/a.secrule": source])).map {
                value("partialFingerprints/primaryLocationLineHash", in: $0)
            }
        }
        let filler = String(
            repeating: "# nothing, at some length, so that lines near the end do not see it\n", count: 3)
        let before = try fingerprints(Self.source + filler)
        #expect(Set(before).count == 2)
        #expect(try fingerprints("# one more line\n\n" + Self.source + filler) == before)
        #expect(try fingerprints(Self.source.replacing("name ==", with: "name !=") + filler) != before)
    }

    /// Computed by GitHub's own action.
    @Test func `computes fingerprints as the service does`() throws {
        let source = "when a == 1 then require x\r\n\r\n  when b == 1 then require x\r\n# \u{1F512} comment\n"
        let found = try results(MemoryMachine(["rules/a.secrule": source]))
        #expect(
            found.map { value("partialFingerprints/primaryLocationLineHash", in: $0) } == [
                "47361fcfa4c4e301:1", "47361fcfa4c4e301:1", "9d6b3a5c615e6dd3:1", "9d6b3a5c615e6dd3:1",
            ])
    }

    @Test func `names files outside by their whole path, and standard input as it is shown`() throws {
        let machine = MemoryMachine(["/srv/r.secrule": "when x then"])
        let run = try scan(machine, "check --format sarif /srv/r.secrule")
        #expect(value("artifacts/0/location/uri", in: run) == "file:///srv/r.secrule")
        #expect(value("artifacts/0/location/uriBaseId", in: run) == "-")
        machine.standardInput = Array("when x then".utf8)
        let piped = try scan(machine, "check --format sarif -")
        let uri = value("results/0/locations/0/physicalLocation/artifactLocation/uri", in: piped)
        #expect(uri == "%3Cstandard%20input%3E")
        #expect(value("artifacts/0", in: piped) == "-")
    }

    @Test func `prints a log where nothing is wrong`() throws {
        let machine = MemoryMachine(["rules/a.secrule": ""])
        #expect(machine.run("check --format sarif") == 0)
        #expect(machine.output.contains("\"results\": []"))
    }
}

@Suite struct `Checking in a GitHub workflow` {
    @Test func `gives an annotation for each finding, a line each`() {
        let machine = MemoryMachine([
            "rules/a,b:c%.secrule":
                "for device when risk_levl >= high then run antivirus_scan on device\nparam n = 1\nparam n = 2\n"
        ])
        #expect(machine.run("check --format github rules") == 1)
        #expect(
            machine.output == """
                ::error file=rules/a%2Cb%3Ac%25.secrule,line=1,endLine=1,col=17,endColumn=26,title=E0301::'device' has no field 'risk_levl'%0Ahelp: did you mean 'risk_level'?
                ::error file=rules/a%2Cb%3Ac%25.secrule,line=3,endLine=3,col=7,endColumn=8,title=E0305::param 'n' is declared twice%0Anote: first declared here (rules/a,b:c%25.secrule:2)
                2 errors in 1 file

                """)
    }
}

@Suite struct `Fixing what check finds` {
    private let mistaken = "for device when risk_levl = high then run antivirus_scan on device\n"
    private let mended = "for device when risk_level == high then run antivirus_scan on device\n"

    @Test func `changes the files, says how much, and reports what is left`() {
        let machine = MemoryMachine([
            "rules/a.secrule": mistaken, "rules/b.secrule": "when xyzzy then require improve_score\n",
        ])
        #expect(machine.run("check --fix") == 1)
        #expect(machine.text(of: "rules/a.secrule") == mended)
        #expect(machine.errors == "secops-rules: fixed 2 mistakes in 1 file\n")
        #expect(machine.output.hasPrefix("error[E0302]: "))
        #expect(machine.output.hasSuffix("\n1 error in 2 files\n"))
        #expect(machine.run("check --fix rules/a.secrule") == 0)
        #expect(machine.errors == "secops-rules: nothing could be fixed safely\n")
        #expect(machine.output == "no mistakes in 1 file\n")
    }

    @Test func `leaves other programs the same document as without it`() {
        let machine = MemoryMachine(["rules/a.secrule": mistaken])
        #expect(machine.run("check --fix --format json") == 0)
        #expect(machine.output == "{\n  \"format\": 1,\n  \"diagnostics\": []\n}\n")
    }

    @Test func `says which file can't be written`() {
        let machine = MemoryMachine(["rules/a.secrule": mistaken])
        machine.unwritable = ["rules/a.secrule"]
        #expect(machine.run("check --fix") == 2)
        #expect(machine.errors == "secops-rules: cannot write 'rules/a.secrule': No space left on device\n")
        #expect(machine.text(of: "rules/a.secrule") == mistaken)
    }

    @Test func `needs files`() {
        let machine = MemoryMachine()
        #expect(machine.run("check --fix -") == 2)
        #expect(machine.errors == "secops-rules: '--fix' changes files, and '-' is none; give the path of a file\n")
    }
}
