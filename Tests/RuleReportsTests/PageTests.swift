import Foundation
import RuleReports
import RuleText
import Testing

@Suite struct `A page's markup` {
    private func written(_ write: (inout Markup) -> Void) -> String {
        var html = Markup()
        write(&html)
        return html.html
    }

    @Test func `is made of elements that end where they must`() {
        let html = written { html in
            html.element("p", ["class": "note", "hidden": ""]) { html in
                html.append("a")
                html.start("br")
                html.element("b", "c")
            }
        }
        #expect(html == #"<p class="note" hidden>a<br><b>c</b></p>"#)
    }

    @Test func `takes no text for markup`() {
        let evil = #"</p><script>alert("1" & '2')</script>"#
        let escaped = "&lt;/p&gt;&lt;script&gt;alert(&quot;1&quot; &amp; &#39;2&#39;)&lt;/script&gt;"
        #expect(written { $0.element("p", ["title": evil], evil) } == "<p title=\"\(escaped)\">\(escaped)</p>")
        #expect(written { $0.data(evil) } == "<bdi>\(escaped)</bdi>")
    }

    @Test func `shows controls and what reorders text instead of obeying it`() {
        let html = written { $0.element("p", ["title": "a\nb"], "a\u{202E}b\u{0}c\u{FEFF}") }
        #expect(html == "<p title=\"a␊b\">a&lt;U+202E&gt;b␀c&lt;U+FEFF&gt;</p>")
    }

    @Test func `cuts long texts and says so`() {
        #expect("abcdef".shortened(to: 6) == "abcdef")
        #expect("äöüß".shortened(to: 4) == "äöüß")
        #expect("abcdef".shortened(to: 4) == "abcd… (2 more characters)")
        #expect(written { $0.data(String(repeating: "x", count: 10_000)) }.count < 300)
    }
}

@Suite struct `A content digest` {
    // The examples of FIPS 180-4 and lengths around a block's end; the values are those of another implementation.
    @Test(arguments: [
        ("", "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="), ("abc", "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0="),
        (
            "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
            "JI1qYdIGOLjlwCaTDD5gOaM85Flk/yFn9uzt1BnbBsE="
        ),
    ])
    func `is SHA-256`(text: String, digest: String) {
        #expect(ContentDigest(of: Array(text.utf8)).base64 == digest)
    }

    @Test(arguments: [
        (55, "n0OQ+NMMLdkuyfCVtl4rmumwqSWlJY4kHJ8ekQ9zQxg="), (56, "s1Q5pKxvCUi21vnjxq8PX1kM4g8b3nCQ73lwaG7Gc4o="),
        (63, "fT50oF19sVvOStnsBljqmOPwbu7PFrTG//LaRX3cLzQ="), (64, "/+BU/nrgy23GXDr5th1SCfQ5hR20PQulmXM33xVGaOs="),
        (1000, "Qe3s5C1j6Nm/UVqbppMuHCDLyfWl0TRkWttdsblzfqM="),
    ])
    func `pads to whole blocks`(length: Int, digest: String) {
        #expect(ContentDigest(of: [UInt8](repeating: UInt8(ascii: "a"), count: length)).base64 == digest)
    }
}

@Suite struct `A page` {
    private let page = HTMLPage(
        title: "<Overview>", header: { $0.element("h1", "Overview") }, main: { $0.element("p", "3 < 4") }
    ).rendered

    @Test func `is one document that loads nothing`() throws {
        #expect(page.hasPrefix("<!DOCTYPE html>\n<html lang=\"en\">"))
        #expect(page.contains("<title>&lt;Overview&gt;</title>"))
        #expect(page.contains("<main id=\"main\" tabindex=\"-1\"><p>3 &lt; 4</p></main>"))
        for address in ["http:", "https:", "src=", "@import", "url("] {
            let found = page.replacing("xmlns=&#39;http://www.w3.org/2000/svg&#39;", with: "").contains(address)
            #expect(!found, "\(address)")
        }
    }

    @Test func `allows its own style and script by their digests, and nothing else`() throws {
        for (element, directive) in [("style", "style-src"), ("script", "script-src")] {
            let parts = page.components(separatedBy: "<\(element)>")
            #expect(parts.count == 2)
            let source = try #require(parts.last?.components(separatedBy: "</\(element)>").first)
            let digest = ContentDigest(of: Array(source.utf8)).base64
            #expect(page.contains("\(directive) &#39;sha256-\(digest)&#39;;"))
        }
        #expect(page.contains("default-src &#39;none&#39;;"))
        #expect(!page.contains("style=\"") && !page.contains("unsafe-inline"))
    }
}

@Suite struct `A drawing` {
    @Test func `is an image with a label, and titles for its parts`() {
        let drawing = Drawing(width: 100, height: 8, label: "60 of 100") { drawing in
            drawing.rectangle(x: 0, y: 0.5, width: 60, height: 8, style: "mark", title: "a < b")
            drawing.path([(0, -1), (1.256, 2.004)], isClosed: true, style: "area")
            drawing.text("<60>", x: 50, y: 7, anchor: .middle)
        }
        var html = Markup()
        html.append(drawing)
        #expect(
            html.html == """
                <svg viewBox="0 0 100 8" width="100" height="8" preserveAspectRatio="xMidYMid" role="img" aria-label="60 of 100">\
                <rect x="0" y="0.5" width="60" height="8" class="mark"><title>a &lt; b</title></rect>\
                <path d="M0 -1L1.26 2Z" class="area"></path>\
                <text x="50" y="7" text-anchor="middle" class="label">&lt;60&gt;</text></svg>
                """)
    }
}
