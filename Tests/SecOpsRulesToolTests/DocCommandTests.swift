import TestSupport
import Testing

@Suite struct `The doc command` {
    private let machine = MemoryMachine([
        "rules/a.secrule": #"""
        param limit = 60 in 0..100
        role boss "The boss"
        define device.noisy = count(alert of device where severity >= high) > 2
        rule exposed "Exposure is kept low" severity medium tags "score" see "https://example.com/a?b=c&d", "ISO 27001, 8.8"
          when exposure_score > limit then require improve_score weekly by security_admin
          because "{exposure_score} is above {limit}"
        rule risky "Risky devices" severity high
          for device when risk_level >= high and noisy
          then require check_device on device within 4h, run isolate on device on approval of security_admin,
            notify boss "{device.name}"
        rule scanned for device when risk_level == medium then run antivirus_scan on device
        when always then require review_exposure_score daily
        waive risky for device where name like "lab-*" until 2027-01-31 because "lab" by "the boss"
        test "a score above the limit" of exposed { given exposure_score = 70 expect require improve_score }
        test "all together" { given exposure_score = 70 expect require improve_score }
        """#
    ])

    @Test func `describes rules by cadence, owner, data, reference and waiver`() {
        #expect(machine.run("doc") == 0)
        #expect(Golden("doc.md").difference(from: machine.output) == nil)
        #expect(machine.errors.isEmpty)
    }

    @Test func `makes a page of the same`() throws {
        #expect(machine.run("doc --format html --output rules.html") == 0)
        #expect(machine.output.isEmpty)
        let page = try #require(machine.text(of: "rules.html"))
        #expect(page.hasPrefix("<!DOCTYPE html>"))
        for text in [
            "Every week", "Every day", "Exposure is kept low", "Risky devices", "The boss is told", "lab-*",
            "when exposure_score &gt; limit", "ISO 27001, 8.8", "Test: a score above the limit", "limit = 60, 0 to 100",
            #"<a href="https://example.com/a?b=c&amp;d" rel="noreferrer">https://example.com/a?b=c&amp;d</a>"#,
        ] { #expect(page.contains(text), "\(text)") }
        // Every link of the page leads to a place in it.
        for match in page.matches(of: /href="#([^"]+)"/) {
            #expect(page.contains("id=\"\(match.output.1)\""), "\(match.output.1)")
        }
    }

    @Test func `leads every link of the text to a place in it`() {
        _ = machine.run("doc")
        var count = 0
        for match in machine.output.matches(of: /\]\(#([^)]+)\)/) {
            #expect(machine.output.contains("<a id=\"\(match.output.1)\"></a>"), "\(match.output.1)")
            count += 1
        }
        #expect(count > 10)
    }

    @Test(arguments: ["markdown", "html"]) func `shows hostile text as text`(format: String) {
        let hostile = "<script>alert(1)</script>`*_[x](javascript:x)"
        machine.files["rules/a.secrule"] = Array(
            """
            rule r "\(hostile)" tags "\(hostile)" see "\(hostile)", "https://x/<script>alert(1)</script>", "javascript:alert(1)"
              when exposure_score > 5 then raise high "\(hostile) ```" because "\(hostile)"
            waive r until 2027-01-31 because "\(hostile)" by "\(hostile)"
            test "\(hostile)" of r { expect r undetermined }
            """.utf8)
        #expect(machine.run("doc --format \(format)") == 0, "\(machine.errors)")
        var text = machine.output
        if format == "markdown" {
            // What stands between fences is shown as it is.
            let fence = "````\n"
            let parts = text.split(separator: fence, omittingEmptySubsequences: false)
            #expect(parts.count == 2)
            text = parts.enumerated().map { index, part in
                index == 0 ? part.split(separator: "````secrule\n").first.map(String.init) ?? "" : String(part)
            }.joined()
            #expect(!text.contains("](javascript"))
        } else {
            #expect(!text.contains("href=\"javascript"))
        }
        #expect(!text.contains("<script>alert"))
    }

    @Test func `says what is wrong`() {
        machine.files["rules/b.secrule"] = Array("rule x when nothing then require improve_score".utf8)
        #expect(machine.run("doc") == 1)
        #expect(machine.errors.contains("error[E0302]"))
        machine.files["rules/b.secrule"] = nil
        #expect(machine.run("doc --output rules/a.secrule") == 2)
        #expect(
            machine.errors == "secops-rules: '--output rules/a.secrule' would replace what is read; give another file\n"
        )
    }
}
